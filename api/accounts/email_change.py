"""Taking another e-mail address: asked for with presence, confirmed from the new one.

The old address hears of it when it is asked for and when it is done. Its link stops it for a week:
the old address is put back, everything ends that let the person in meanwhile, and for a day nobody
signs with the account. Until that week is over, no further change begins, and nobody else's
account takes the old address.
"""

from __future__ import annotations

import base64
import hashlib
from datetime import datetime, timedelta
from typing import Final

import msgspec

from aggregates.person import PERSON
from aggregates.person.change_email import ChangeEmail, change_email
from aggregates.vocabulary import Actor, PersonId, Role, Sealed
from api import ids
from api.accounts.accounts import Accounts, Visitor
from api.accounts.addresses import address_hmac, normal_address
from api.accounts.binding import bound, counts
from api.accounts.invitations import NO_SIGNING
from api.accounts.limits import LINKS_TO, require_origin_within, require_within
from api.accounts.links import address_of
from api.accounts.secrets import token_sha256
from api.accounts.security import Note, What, note
from api.accounts.vouching import administrators_in
from api.mail.messages import Kind
from api.mail.notices import write_to
from api.mail.sending import Posted, language_of, post
from api.refusals import ApiError
from api.storage import email_changes as storage
from api.storage.accounts import account_of, is_address_taken
from api.storage.email_changes import EmailChange
from api.storage.keys import revoke_keys
from api.storage.links import revoke_links
from api.storage.operations import Transaction
from api.storage.outside import forget_outside_links_since
from api.storage.sessions import Session, end_sessions
from ledger.context import Context
from ledger.sources import One

CONFIRMED_WITHIN: Final = timedelta(hours=24)
"""How long the link to the new address can be opened."""
STOPPED_WITHIN: Final = timedelta(days=7)
"""How long the link to the old address can be opened, from when the change was asked for."""
CONFIRM_PAGE: Final = "email"
STOP_PAGE: Final = "email-stop"

_PAGE: Final = "/settings/organisation"


class EmailAsked(msgspec.Struct, frozen=True, kw_only=True):
    """Until when a change can be confirmed, and until when stopped."""

    confirm_until: datetime
    stop_until: datetime


def ask_email_change(
    accounts: Accounts, session: Session, address: str, visitor: Visitor
) -> EmailAsked:
    """Send a link to the new address; the old one is told, and can stop it from now on.

    Whether somebody else has the new address is said only to who can read what is sent there.

    Raises:
        ApiError: ``address_malformed``, ``address_unchanged``, ``email_change_recent``,
            ``account_unlisted``, ``too_many_requests``.
    """
    person, normal = session.person, normal_address(address)
    require_within(accounts, LINKS_TO, person.encode())
    require_within(accounts, LINKS_TO, normal.encode())
    if normal_address(accounts.people.address(person)) == normal:
        raise ApiError("address_unchanged")
    token = ids.token()
    change = _change(accounts, person, address.strip(), token)
    with accounts.operations.transaction() as connection:
        if account_of(connection, person) is None:
            raise ApiError("account_unlisted")
        _require_none_recent(connection, accounts, person)
        storage.put_change(connection, change)
        _post(connection, accounts, "email_confirm", change, token)
        _post(connection, accounts, "email_asked", change, _stop_token(accounts, change.id))
        _note(connection, accounts, "email_change_asked", change, visitor)
    return EmailAsked(confirm_until=change.expires_at, stop_until=change.stop_until)


def confirm_email_change(
    accounts: Accounts, session: Session, token: str, visitor: Visitor
) -> EmailAsked:
    """Take the new address, in a session of the person whose link it is.

    Every other session ends. The old address and the administrators of the person's organisations
    are told. A recovery that others have begun goes on: a change of address does not stop it.

    Raises:
        ApiError: ``link_unusable``, ``account_exists`` where the address is another account's.
    """
    at = accounts.clock()
    with accounts.operations.transaction() as connection:
        found = storage.change_to_confirm(connection, token_sha256(token), at)
        change = counts(accounts.secrets, found)
        if change is None or change.person != session.person:
            raise ApiError("link_unusable")
        _let_in_under(connection, accounts, change, change.after_sealed)
        storage.note_confirmed(connection, change.id, at)
        end_sessions(connection, change.person, session.id)
        revoke_links(connection, change.person, at, "guest")
        _post(connection, accounts, "email_changed", change, _stop_token(accounts, change.id))
        _tell_administrators(connection, accounts, change)
        _note(connection, accounts, "email_changed", change, visitor)
        _record(accounts, session, change, change.after_sealed)
    return EmailAsked(confirm_until=change.expires_at, stop_until=change.stop_until)


def stop_email_change(accounts: Accounts, token: str, visitor: Visitor) -> None:
    """Undo a change, or end it before it was confirmed, by the link that the old address got.

    Where it was confirmed, the old address lets in again, and what has let in since ends: sessions,
    keys, passkeys and accounts elsewhere that came after it was asked for. For a day nobody signs
    with the account.

    Raises:
        ApiError: ``link_unusable``, ``too_many_requests``.
    """
    require_origin_within(accounts, visitor)
    at = accounts.clock()
    with accounts.operations.transaction() as connection:
        found = storage.change_to_stop(connection, token_sha256(token), at)
        change = counts(accounts.secrets, found)
        if change is None:
            raise ApiError("link_unusable")
        storage.note_stopped(connection, change.id, at)
        end_sessions(connection, change.person)
        revoke_keys(connection, change.person, at)
        storage.bar_signing(connection, change.person, at + NO_SIGNING)
        storage.forget_passkeys_since(connection, change.person, change.asked_at)
        forget_outside_links_since(connection, change.person, change.asked_at)
        for kind in ("recovery", "guest"):  # they may have gone to the new address
            revoke_links(connection, change.person, at, kind)
        _tell_administrators(connection, accounts, change)
        _note(connection, accounts, "email_change_stopped", change, visitor)
        if change.confirmed_at is not None:
            _let_in_under(connection, accounts, change, change.before_sealed)
            _record(accounts, _himself(accounts, change.person), change, change.before_sealed)


def _change(accounts: Accounts, person: PersonId, address: str, token: str) -> EmailChange:
    at, people = accounts.clock(), accounts.people
    change = ids.new_id(at)
    before = people.person(person).email
    assert before is not None  # noqa: S101 - whoever is registered has an address
    made = EmailChange(
        id=change,
        person=person,
        token_sha256=token_sha256(token),
        stop_sha256=token_sha256(_stop_token(accounts, change)),
        before_sealed=msgspec.json.encode(before),
        after_sealed=msgspec.json.encode(people.registered.sealed(person, "email", address)),
        before_hmac=address_hmac(accounts.secrets, people.address(person)),
        asked_at=at,
        expires_at=at + CONFIRMED_WITHIN,
        stop_until=at + STOPPED_WITHIN,
    )
    return bound(accounts.secrets, made)


def _stop_token(accounts: Accounts, change: str) -> str:
    """Return what the link to the old address carries: told twice, and kept nowhere."""
    return base64.urlsafe_b64encode(accounts.secrets.keyed("email_stop", change.encode())).decode()


def _require_none_recent(connection: Transaction, accounts: Accounts, person: PersonId) -> None:
    """Refuse while the last change can be stopped: one link puts the old address back for sure."""
    found = storage.newest_change(connection, person, accounts.clock())
    if found is not None and found.confirmed_at is not None:
        raise ApiError("email_change_recent", until=found.stop_until)


def _opened(accounts: Accounts, change: EmailChange, sealed: bytes) -> str:
    plain = msgspec.json.decode(sealed, type=Sealed)
    return accounts.people.registered.opened_email(change.person, plain)


def _let_in_under(
    connection: Transaction, accounts: Accounts, change: EmailChange, sealed: bytes
) -> None:
    hashed = address_hmac(accounts.secrets, _opened(accounts, change, sealed))
    at = accounts.clock()
    if is_address_taken(connection, hashed, change.person) or storage.is_address_kept(
        connection, hashed, change.person, at
    ):
        raise ApiError("account_exists")
    storage.put_address(connection, change.person, hashed)


def _record(accounts: Accounts, by: Actor | Session, change: EmailChange, sealed: bytes) -> None:
    """Say in the registry's log that this is the address; said twice, it stands there once."""
    actor = Actor(person=by.person, organisation=by.organisation, role=Role(by.role))
    email = msgspec.json.decode(sealed, type=Sealed)
    command = ChangeEmail(actor=actor, at=accounts.clock(), person=change.person, email=email)
    context = Context(
        actor=actor.person,
        authentication="link",
        correlation_id=change.id,
        idempotency_key=ids.new_id(),
        request=hashlib.sha256(sealed).digest(),
    )
    accounts.people.book.handle(One(PERSON, change.person), change_email, command, context)


def _himself(accounts: Accounts, person: PersonId) -> Actor:
    """Return the person who acts by the link to their address, in whatever post they hold."""
    for held in accounts.people.posts(person):
        return Actor(person=person, organisation=held.organisation, role=held.roles[0])
    return Actor(person=person, organisation="", role=Role.LEAD)


def _post(
    connection: Transaction, accounts: Accounts, kind: Kind, change: EmailChange, token: str
) -> None:
    """Put a message to the new address in, or one to the old address, which can stop it."""
    new = kind == "email_confirm"
    account = account_of(connection, change.person)
    posted = Posted(
        person=change.person,
        kind=kind,
        language=language_of(account.language if account else "en"),
        link=address_of(accounts, CONFIRM_PAGE if new else STOP_PAGE, token),
        until=change.expires_at if new else change.stop_until,
        address=_opened(accounts, change, change.after_sealed if new else change.before_sealed),
    )
    post(connection, accounts, posted)


def _tell_administrators(connection: Transaction, accounts: Accounts, change: EmailChange) -> None:
    told = {change.person}
    for held in accounts.people.posts(change.person):
        for person in administrators_in(connection, accounts, held.organisation):
            if person not in told:
                write_to(connection, accounts, person, "colleague_email", _PAGE)
                told.add(person)


def _note(
    connection: Transaction, accounts: Accounts, what: What, change: EmailChange, visitor: Visitor
) -> None:
    """Note it about the person in each of their organisations: administrators read it there."""
    held = [one.organisation for one in accounts.people.posts(change.person)]
    for organisation in held or [""]:
        entry = Note(
            what=what,
            person=change.person,
            organisation=organisation,
            visitor=visitor,
            facts={"change": change.id},
        )
        note(connection, accounts, entry)
