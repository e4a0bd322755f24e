"""Ids within a deal: each is used once, for one thing, also when that has ended.

Otherwise a consent, an approval or a signature that was meant for the first could come late, and
count for the second.
"""

from __future__ import annotations

from msgspec.structs import replace

from aggregates.deal.state import Deal
from aggregates.errors import RuleError


def require_unused(deal: Deal, identifier: str) -> None:
    """Refuse an id that something of the deal bears or has borne.

    Raises:
        RuleError: ``id_taken``.
    """
    if identifier in deal.used:
        raise RuleError("id_taken", id=identifier)


def used(deal: Deal, identifier: str) -> Deal:
    """Return the deal, in which ``identifier`` is used from now on."""
    return replace(deal, used=deal.used | {identifier})
