"""Accounts elsewhere: linked with one's own by who is in, and unlinked again.

What is linked is issuer and subject, which name one account for ever. An e-mail address that a
provider tells is never looked at: whoever can have one written there would be let in as its owner.
"""

from __future__ import annotations

from collections.abc import Sequence

from aggregates.vocabulary import PersonId
from api import ids
from api.accounts.accounts import Accounts, Visitor
from api.accounts.binding import bound
from api.accounts.departures import Arrival, Departure, brought, departure_for, spent
from api.accounts.security import Note, What, note
from api.accounts.sessions import AT_DESK
from api.mail.messages import Kind
from api.mail.notices import write_to
from api.outside.outside import Identity
from api.refusals import ApiError
from api.storage import outside as storage
from api.storage.accounts import Account, account_of, passkeys_of
from api.storage.limits import use_challenge
from api.storage.operations import Transaction
from api.storage.outside import OutsideLink
from api.storage.sessions import Session

PAGE = "/account#ways"
"""Where it stands how one signs in."""


def subject_hmac(accounts: Accounts, issuer: str, subject: str) -> bytes:
    """Return under which keyed hash an account elsewhere is kept."""
    parts = (issuer.encode(), subject.encode("utf-8", "replace"))
    return accounts.secrets.keyed("outside", b"subject", *parts)


def links_of(accounts: Accounts, person: PersonId) -> Sequence[OutsideLink]:
    """Return the accounts elsewhere that somebody has linked, the first first."""
    with accounts.operations.transaction() as connection:
        return storage.outside_links_of(connection, person)


def leave_to_link(accounts: Accounts, session: Session, provider: str, issuer: str) -> Departure:
    """Let somebody go to a provider to link their account there.

    They MUST have shown presence, or have just arrived. At a desk, and as a guest, nobody has an
    account before them.

    Raises:
        ApiError: ``account_unlisted``; ``outside_linked`` if one at this provider is linked.
    """
    with accounts.operations.transaction() as connection:
        _account(connection, session)
        _require_none(connection, session.person, issuer)
    return departure_for(accounts, "link", provider, session=session.id)


def leave_on_arrival(
    accounts: Accounts, session: Session, provider: str, issuer: str, arrival: str
) -> Departure:
    """Let somebody who has just made their account go to a provider to link the one there.

    The second factor that they showed to make it stands for presence, once: ``arrival`` is what the
    page has that came of it. A session alone, which may be in other hands, has nothing of that.

    Raises:
        ApiError: ``departure_stale`` if it is of another session, was used, or is over; as
            `leave_to_link`.
    """
    arrived = brought(accounts, Arrival, arrival)
    if arrived.session != session.id:
        raise ApiError("departure_stale")
    departure = leave_to_link(accounts, session, provider, issuer)
    with accounts.operations.transaction() as connection:
        if not use_challenge(connection, *spent(accounts.secrets, arrived)):
            raise ApiError("departure_stale")
    return departure


def link(
    accounts: Accounts,
    session: Session,
    departure: Departure,
    identity: Identity,
    visitor: Visitor,
) -> OutsideLink:
    """Let an account elsewhere sign this person in from now on, and tell them by mail.

    Raises:
        ApiError: ``departure_stale`` unless it is the session that left; ``account_unlisted``;
            ``outside_linked``; ``outside_taken`` if it is linked with somebody's account.
    """
    if departure.session != session.id:
        raise ApiError("departure_stale")
    at = accounts.clock()
    made = OutsideLink(
        id=ids.new_id(at),
        person=session.person,
        issuer=identity.issuer,
        subject_hmac=subject_hmac(accounts, identity.issuer, identity.subject),
        linked_at=at,
    )
    with accounts.operations.transaction() as connection:
        _account(connection, session)
        _require_none(connection, session.person, identity.issuer)
        if not storage.put_outside_link(connection, bound(accounts.secrets, made)):
            raise ApiError("outside_taken")
        _tell(connection, accounts, "outside_linked", session, visitor)
    return made


def unlink(accounts: Accounts, session: Session, named: str, visitor: Visitor) -> None:
    """Let an account elsewhere sign nobody in any more, and tell the person by mail.

    Raises:
        ApiError: ``outside_unlisted``, ``last_factor``, ``account_unlisted``.
    """
    with accounts.operations.transaction() as connection:
        account = _account(connection, session)
        if not storage.remove_outside_link(connection, session.person, named):
            raise ApiError("outside_unlisted")
        if not can_come_in(connection, account):
            raise ApiError("last_factor")
        _tell(connection, accounts, "outside_unlinked", session, visitor)


def can_come_in(connection: Transaction, account: Account) -> bool:
    """Return whether somebody can sign in: by a passkey, or with their app and what goes before."""
    first = account.password_hash is not None or bool(
        account.totp_sealed and storage.outside_links_of(connection, account.person)
    )
    return first or bool(passkeys_of(connection, account.person))


def _account(connection: Transaction, session: Session) -> Account:
    found = account_of(connection, session.person)
    if found is None or session.deal or session.method == AT_DESK:
        raise ApiError("account_unlisted")
    return found


def _require_none(connection: Transaction, person: PersonId, issuer: str) -> None:
    if any(one.issuer == issuer for one in storage.outside_links_of(connection, person)):
        raise ApiError("outside_linked")


def _tell(
    connection: Transaction, accounts: Accounts, what: What, session: Session, visitor: Visitor
) -> None:
    """Note what changed, and write to the person: who did not do it learns of it."""
    entry = Note(what=what, person=session.person, session=session.id, visitor=visitor)
    note(connection, accounts, entry)
    kind: Kind = "outside_linked" if what == "outside_linked" else "outside_unlinked"
    write_to(connection, accounts, session.person, kind, PAGE)
