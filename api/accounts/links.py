"""One-time links: made with a message that carries them, taken once.

The token stands behind the ``#`` of the link, which a browser sends to no server and to no page
that it goes on to. A page reads it there, and posts it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Final, Literal, TypeAlias

import msgspec

from aggregates.vocabulary import OrganisationId, PersonId
from api import ids
from api.accounts.accounts import Accounts, Visitor
from api.accounts.binding import bound, counts
from api.accounts.limits import LINKS, LINKS_TO, require_within
from api.accounts.people import Acts
from api.accounts.secrets import token_sha256
from api.accounts.security import Note, note
from api.errors import Language
from api.mail.messages import Kind as MailKind
from api.mail.sending import Posted, language_of, post
from api.refusals import ApiError
from api.storage import links as storage
from api.storage.links import Link
from api.storage.operations import Transaction

Kind: TypeAlias = Literal["account", "recovery", "guest", "desk"]

LIFETIMES: Final = {
    "account": timedelta(days=7),
    "recovery": timedelta(hours=24),
    "guest": timedelta(days=3),
    "desk": timedelta(minutes=5),
}
LISTED_MAX: Final = 500

_MESSAGES: Final[dict[str, MailKind]] = {
    "account": "invitation",
    "recovery": "recovery",
    "guest": "guest",
}


class Issue(msgspec.Struct, frozen=True, kw_only=True):
    """A link to be made: for whom, as what, by whom."""

    kind: Kind
    person: PersonId
    acts: Acts
    by: PersonId
    language: Language
    deal: str = ""
    document_type: str = ""
    document_sha256: str = ""
    desk: OrganisationId = ""


def require_links_within(accounts: Accounts, organisation: OrganisationId, to: PersonId) -> None:
    """Count one message that an organisation has sent, and that a person is sent.

    Raises:
        ApiError: ``too_many_requests``.
    """
    require_within(accounts, LINKS, organisation.encode())
    require_within(accounts, LINKS_TO, to.encode())


def issue(connection: Transaction, accounts: Accounts, wanted: Issue, token: str) -> Link:
    """Keep a link; an earlier one of its kind to the same person and deal ends."""
    at = accounts.clock()
    link = Link(
        id=ids.new_id(at),
        kind=wanted.kind,
        person=wanted.person,
        organisation=wanted.acts.organisation,
        role=wanted.acts.role.value,
        deal=wanted.deal,
        document_type=wanted.document_type,
        document_sha256=wanted.document_sha256,
        desk=wanted.desk,
        language=wanted.language,
        issued_by=wanted.by,
        issued_at=at,
        expires_at=at + LIFETIMES[wanted.kind],
        token_sha256=token_sha256(token),
    )
    storage.put_link(connection, bound(accounts.secrets, link))
    return link


def issue_by_mail(connection: Transaction, accounts: Accounts, wanted: Issue) -> Link:
    """Keep a link and put the message that carries it into the outbox: nobody else sees it.

    Raises:
        ApiError: ``person_unlisted``.
        LedgerError: ``key_destroyed`` if the person was erased.
    """
    token = ids.token()
    link = issue(connection, accounts, wanted, token)
    posted = Posted(
        person=link.person,
        kind=_MESSAGES[wanted.kind],
        language=language_of(link.language),
        link=address_of(accounts, link.kind, token),
        until=link.expires_at,
        issuer=link.issued_by,
    )
    post(connection, accounts, posted)
    return link


def address_of(accounts: Accounts, kind: str, token: str) -> str:
    """Return the link itself: the page of its kind, with the token behind the ``#``."""
    return f"{accounts.place.origin}/come-in/{kind}#{token}"


def require_link(connection: Transaction, accounts: Accounts, token: str, *kinds: Kind) -> Link:
    """Return the link of a token, locked, if it is of one of ``kinds`` and can be used now.

    Raises:
        ApiError: ``link_unusable``: unknown, used, revoked, expired or another kind alike.
    """
    opened = storage.open_link(connection, token_sha256(token), accounts.clock())
    found = counts(accounts.secrets, opened)
    if found is None or found.kind not in kinds:
        raise ApiError("link_unusable")
    return found


def links_into(accounts: Accounts, organisation: OrganisationId) -> Sequence[Link]:
    """Return the links into an organisation, the newest first, 500 at most."""
    with accounts.operations.transaction() as connection:
        return storage.links_for(connection, organisation, LISTED_MAX)


def revoke_link(
    accounts: Accounts, by: PersonId, organisation: OrganisationId, link: str, visitor: Visitor
) -> None:
    """Take a link into an organisation back.

    Raises:
        ApiError: ``link_unlisted``.
    """
    with accounts.operations.transaction() as connection:
        if not storage.revoke_link(connection, organisation, link, accounts.clock()):
            raise ApiError("link_unlisted")
        entry = Note(
            what="link_revoked",
            person=by,
            organisation=organisation,
            visitor=visitor,
            facts={"link": link},
        )
        note(connection, accounts, entry)
