"""Who asks: found out from a session's cookie or an API key, never from what a body says."""

from __future__ import annotations

from datetime import datetime
from typing import Final, Protocol

import msgspec
from starlette.requests import Request

from aggregates.vocabulary import Actor, DealId, OrganisationId, PersonId, Role
from api.refusals import ApiError

COOKIE: Final = "__Host-session"
"""Sent back over TLS only, to this host only (RFC 6265bis section 4.1.3.2)."""

READ: Final = "read"
COMMAND: Final = "command"
SIGN: Final = "sign"
SCOPES: Final = frozenset({READ, COMMAND, SIGN})
"""What an API key may be let do; a session may do all of it. Only a session signs."""

_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


class Acting(msgspec.Struct, frozen=True, kw_only=True):
    """A person in one of their posts, and how that is known.

    ``method`` says how they showed who they are (``password+totp``, ``passkey``, ``key``) and is
    stored with what they do; ``credential`` is the id of the session or key, and no secret. Until
    ``stepped_up_until`` they have shown it once more, for what needs that. A guest, who came by a
    link, is there for one ``deal`` only.
    """

    person: PersonId
    organisation: OrganisationId
    role: Role
    method: str
    credential: str
    scopes: frozenset[str] = SCOPES
    stepped_up_until: datetime | None = None
    deal: DealId = ""

    @property
    def actor(self) -> Actor:
        """The person as the rules know them."""
        return Actor(person=self.person, organisation=self.organisation, role=self.role)

    def stepped_up(self, at: datetime) -> bool:
        """Return whether they have shown who they are shortly before ``at``."""
        return self.stepped_up_until is not None and at < self.stepped_up_until


class Identities(Protocol):
    """Who knows which secret belongs to whom. An unknown, expired or revoked one is nobody's."""

    async def of_session(self, token: str, at: datetime) -> Acting | None:
        """Return who acts in the session of a cookie."""
        ...

    async def of_key(self, secret: str, at: datetime) -> Acting | None:
        """Return who acts by an API key."""
        ...


async def acting_in(request: Request, identities: Identities, at: datetime) -> Acting | None:
    """Return who sends ``request``; None if it does not say. A key goes before a cookie.

    A cookie that is nobody's any more says nothing: with it one must still be able to sign in.

    Raises:
        ApiError: ``not_signed_in`` for a key that is nobody's, ``cross_site`` for a change that
            another site's page makes with the cookie.
    """
    scheme, _, secret = request.headers.get("authorization", "").partition(" ")
    token = request.cookies.get(COOKIE)
    if scheme.lower() == "bearer":
        found = await identities.of_key(secret.strip(), at)
    elif token:
        require_same_site(request)
        return await identities.of_session(token, at)
    else:
        return None
    if found is None:
        raise ApiError("not_signed_in")
    return found


def require_same_site(request: Request) -> None:
    """Refuse a change that a browser sends for a page of somebody else.

    ``Sec-Fetch-Site`` cannot be set by a page; an older browser sends ``Origin``. Who sends neither
    is no browser, and holds a cookie because it was given it.

    Raises:
        ApiError: ``cross_site``.
    """
    if request.method in _SAFE:
        return
    site, origin = request.headers.get("sec-fetch-site"), request.headers.get("origin")
    if site is not None:
        trusted = site in {"same-origin", "none"}
    else:
        trusted = origin is None or origin.partition("://")[2] == request.headers.get("host")
    if not trusted:
        raise ApiError("cross_site")
