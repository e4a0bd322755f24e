"""What endpoints about accounts share: who comes, from where, and under which cookie."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Final, TypeAlias

import msgspec

from aggregates.vocabulary import OrganisationId, PersonId, Role
from api.accounts.accounts import Accounts, Visitor
from api.accounts.people import Acts
from api.accounts.sessions import SignedIn, end_session, session_by_id
from api.http.acting import COOKIE, require_same_site
from api.http.asked import NOBODY, Asked
from api.http.reply import Reply
from api.refusals import ApiError
from api.storage.sessions import Session

SMALL: Final = 64 * 1024
"""How long a body about accounts may be, in bytes."""

Instant: TypeAlias = Annotated[datetime, msgspec.Meta(tz=True)]
"""An instant that somebody sends, with its offset (RFC 3339)."""
Digest: TypeAlias = Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{64}$")]
"""A SHA-256 that somebody sends."""
DigestIfAny: TypeAlias = Annotated[str, msgspec.Meta(pattern="^([0-9a-f]{64})?$")]
"""The same, or nothing where there is no document."""
Label: TypeAlias = Annotated[str, msgspec.Meta(max_length=100)]
"""What somebody calls something of theirs."""

_ATTRIBUTES: Final = "Path=/; Secure; HttpOnly; SameSite=Lax"


FORGET_WHAT_WAS_READ: Final = {"clear-site-data": '"cache"'}
"""For who comes in, or acts otherwise: what the browser has kept was shown to somebody else."""


class InSession(msgspec.Struct, frozen=True, kw_only=True):
    """A session and as what it acts. ``deal`` is the one deal that a guest is there for."""

    session: str
    person: PersonId
    organisation: OrganisationId
    role: Role
    method: str
    deal: str


class Nothing(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An empty object."""


def accounts_for(asked: Asked) -> Accounts:
    """Return the accounts, once the table lets who asks.

    Raises:
        ApiError: as `Asked.require_may`.
    """
    asked.require_may(NOBODY)
    return asked.site.the(Accounts)


def visitor_of(asked: Asked) -> Visitor:
    """Return from where somebody asks."""
    client = asked.request.client
    agent = asked.request.headers.get("user-agent", "")
    return Visitor(origin=client.host if client else "", agent=agent)


def session_for(asked: Asked) -> Session:
    """Return the session in which somebody asks: a program's key has none.

    Raises:
        ApiError: ``session_needed``, ``session_unknown``.
    """
    if asked.who.method == "key":
        raise ApiError("session_needed")
    return session_by_id(asked.site.the(Accounts), asked.who.credential)


def acts_of(asked: Asked) -> Acts:
    """Return as what somebody asks."""
    return Acts(organisation=asked.who.organisation, role=asked.who.role)


def begun(asked: Asked, signed_in: SignedIn, content: object = None) -> Reply:
    """Return the answer that gives a browser its session; the one that it came with ends."""
    before = asked.acting
    if before is not None and before.method != "key" and before.credential != signed_in.session.id:
        try:
            accounts = asked.site.the(Accounts)
            end_session(accounts, before.person, before.credential, visitor_of(asked))
        except ApiError as gone:
            if gone.code != "session_unknown":
                raise
    headers = {
        "set-cookie": f"{COOKIE}={signed_in.token}; {_ATTRIBUTES}",
        "cache-control": "no-store",
    }
    if before is None or before.credential != signed_in.session.id:
        headers |= FORGET_WHAT_WAS_READ
    return Reply(content=content or in_session(signed_in.session), headers=headers)


def ended() -> Reply:
    """Return the answer that takes the session from a browser, and all that came with it.

    What it has kept of deals would else stay readable on a device of the fair, or of anybody. Its
    storage stays: pages keep nothing of deals there, and a browser's own key to sign with would be
    lost with every leaving; without a session it signs nothing.

    Source: W3C Clear Site Data section 3.1.
    """
    return Reply(
        headers={
            "set-cookie": f"{COOKIE}=; Max-Age=0; {_ATTRIBUTES}",
            "clear-site-data": '"cache", "cookies"',
            "cache-control": "no-store",
        }
    )


def in_session(session: Session) -> InSession:
    """Return what may be told of a session to whom it is."""
    return InSession(
        session=session.id,
        person=session.person,
        organisation=session.organisation,
        role=Role(session.role),
        method=session.method,
        deal=session.deal,
    )


def coming_in(asked: Asked) -> Accounts:
    """Return the accounts for somebody who comes in: from a page of ours, or from no page.

    Otherwise another site could sign its visitors in as somebody else.

    Raises:
        ApiError: ``cross_site``; as `Asked.require_may`.
    """
    require_same_site(asked.request)
    return accounts_for(asked)
