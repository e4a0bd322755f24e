"""How often may be tried what somebody could try until it works. Counted in the database.

What counts against an account counts against an address that has none in the same way: who is
refused learns nothing from it.
"""

from __future__ import annotations

import math
from datetime import timedelta
from ipaddress import IPv6Address, ip_address
from typing import Final

import msgspec

from api.accounts.accounts import Accounts, Visitor
from api.refusals import ApiError
from api.storage.limits import hit


class Limit(msgspec.Struct, frozen=True, kw_only=True):
    """In no stretch of ``window`` more often than ``allowed``."""

    name: str
    allowed: int
    window: timedelta = timedelta(minutes=1)


SIGN_IN: Final = Limit(name="sign_in", allowed=5)
"""For each account."""
STEP_UP: Final = Limit(name="step_up", allowed=10)
"""For each session."""
ORIGIN: Final = Limit(name="origin", allowed=120)
"""For each network address: a whole hall may sit behind one."""
LINKS: Final = Limit(name="links", allowed=300, window=timedelta(days=1))
"""Messages that one organisation may have sent."""
LINKS_TO: Final = Limit(name="links_to", allowed=5, window=timedelta(hours=1))
"""Messages that one person may be sent."""

_IPV6_SITE_BITS = 64


def require_within(accounts: Accounts, limit: Limit, who: bytes) -> None:
    """Count one attempt of ``who``; it counts also when what is tried fails.

    Raises:
        ApiError: ``too_many_requests`` with the seconds after which to come back.
    """
    at = accounts.clock()
    key = accounts.secrets.keyed("limit", limit.name.encode(), who)
    with accounts.operations.transaction() as connection:
        since = hit(connection, key, at, limit.allowed, limit.window)
    if since is not None:
        seconds = math.ceil((since + limit.window - at).total_seconds())
        raise ApiError("too_many_requests", retry_after=max(seconds, 1))


def require_origin_within(accounts: Accounts, visitor: Visitor) -> None:
    """Count one attempt from a network address.

    Raises:
        ApiError: ``too_many_requests``.
    """
    if visitor.origin:
        require_within(accounts, ORIGIN, _network(visitor.origin).encode("utf-8", "replace"))


def _network(origin: str) -> str:
    """Return the address, or the network of an IPv6 address: there one subscriber has many."""
    try:
        address = ip_address(origin)
    except ValueError:
        return origin
    if isinstance(address, IPv6Address):
        return str(int(address) >> (128 - _IPV6_SITE_BITS))
    return origin
