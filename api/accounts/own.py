"""What somebody changes of their own account. All of it takes a fresh second factor."""

from __future__ import annotations

import msgspec

from aggregates.vocabulary import PersonId
from api.accounts.accounts import Accounts, Visitor
from api.accounts.binding import bound
from api.accounts.challenges import Subject, new_challenge, open_challenge
from api.accounts.invitations import NewPasskey
from api.accounts.limits import SIGN_IN, require_within
from api.accounts.outside import can_come_in
from api.accounts.passkeys import PASSKEYS_MAX, created, creation_options
from api.accounts.password_rules import LENGTH_MAX, check_password
from api.accounts.recovery_codes import code_hmac, new_codes
from api.accounts.second_factor import TOTP_PLACE
from api.accounts.security import Note, What, note
from api.accounts.sign_in import Asking, handle_of
from api.accounts.totp import address_for_app, secret_of, step_of
from api.refusals import ApiError
from api.storage import accounts as storage
from api.storage.accounts import Account, Passkey
from api.storage.operations import Transaction
from api.storage.outside import OutsideLink, outside_links_of
from api.storage.sessions import Session, end_sessions

_LABEL_MAX = 100


class Own(msgspec.Struct, frozen=True, kw_only=True):
    """How somebody can sign in: no secret of it."""

    has_password: bool
    has_app: bool
    recovery_codes_left: int
    passkeys: tuple[Passkey, ...]
    outside: tuple[OutsideLink, ...]


class NewApp(msgspec.Struct, frozen=True, kw_only=True):
    """A secret for an authenticator app. It counts once a code of it was shown."""

    secret: str
    address: str


def own_account(accounts: Accounts, person: PersonId) -> Own:
    """Return how somebody can sign in.

    Raises:
        ApiError: ``account_unlisted``.
    """
    with accounts.operations.transaction() as connection:
        account = _account(connection, person)
        return Own(
            has_password=account.password_hash is not None,
            has_app=account.totp_sealed is not None,
            recovery_codes_left=storage.recovery_codes_left(connection, person),
            passkeys=tuple(storage.passkeys_of(connection, person)),
            outside=tuple(outside_links_of(connection, person)),
        )


def change_password(
    accounts: Accounts, session: Session, old: str, new: str, visitor: Visitor
) -> None:
    """Take another password; every other session ends. Who has an app but no password gets one.

    Raises:
        ApiError: ``credentials_refused`` for a wrong old one, ``proof_missing`` without an app,
            what `check_password` raises, ``account_unlisted``, ``too_many_requests``,
            ``service_unavailable``.
    """
    person = session.person
    require_within(accounts, SIGN_IN, person.encode())
    with accounts.operations.transaction() as connection:
        account = _account(connection, person)
    if account.totp_sealed is None:
        raise ApiError("proof_missing")
    if account.password_hash is not None:
        known = old if len(old) <= LENGTH_MAX else ""
        if not accounts.passwords.check(account.password_hash, known).right:
            raise ApiError("credentials_refused")
    check_password(new, (accounts.people.address(person), *accounts.people.name(person).both))
    encoded = accounts.passwords.hashed(new)
    with accounts.operations.transaction() as connection:
        storage.put_password(connection, person, encoded, accounts.clock())
        end_sessions(connection, person, session.id)
        _note(connection, accounts, "password_changed", session, visitor)


def offer_app(accounts: Accounts, session: Session) -> NewApp:
    """Return a secret for another authenticator app; asked again in this session, the same.

    It is of this person, this session and the app that there is now: once it counts, or in another
    session, another one is offered, and nothing is kept of what was.

    Raises:
        ApiError: ``account_unlisted``.
    """
    with accounts.operations.transaction() as connection:
        secret = _secret(accounts, session, _account(connection, session.person))
    address = address_for_app(secret, accounts.people.address(session.person))
    return NewApp(secret=secret, address=address)


def connect_app(accounts: Accounts, session: Session, code: str, visitor: Visitor) -> None:
    """Take codes of the app that was offered, and no longer of an earlier one.

    Raises:
        ApiError: ``credentials_refused``, ``account_unlisted``, ``too_many_requests``.
    """
    require_within(accounts, SIGN_IN, session.person.encode())
    with accounts.operations.transaction() as connection:
        account = _account(connection, session.person)
        secret = _secret(accounts, session, account)
        step = step_of(secret, code, accounts.clock())
        if step is None:
            raise ApiError("credentials_refused")
        sealed = accounts.secrets.seal(session.person, TOTP_PLACE, secret)
        storage.put_totp(connection, session.person, sealed, step)
        _note(connection, accounts, "totp_changed", session, visitor)


def renew_recovery_codes(accounts: Accounts, session: Session, visitor: Visitor) -> tuple[str, ...]:
    """Return ten new recovery codes; the earlier ones count no longer.

    Raises:
        ApiError: ``account_unlisted``.
    """
    codes = new_codes()
    with accounts.operations.transaction() as connection:
        _account(connection, session.person)
        digests = [code_hmac(accounts.secrets, session.person, code) for code in codes]
        storage.put_recovery_codes(connection, session.person, digests)
        _note(connection, accounts, "recovery_codes_made", session, visitor)
    return codes


def offer_passkey(accounts: Accounts, session: Session) -> Asking:
    """Return what a browser needs to make another passkey. Nothing is kept of it."""
    with accounts.operations.transaction() as connection:
        others = [one.credential for one in storage.passkeys_of(connection, session.person)]
    challenge = new_challenge(accounts.secrets, _subject(session), accounts.clock())
    options = creation_options(
        accounts.place,
        challenge,
        handle_of(accounts, session.person),
        accounts.people.address(session.person),
        others,
    )
    return Asking(challenge=challenge.token, options=options)


def add_passkey(
    accounts: Accounts, session: Session, label: str, made: NewPasskey, visitor: Visitor
) -> Passkey:
    """Take another passkey.

    Raises:
        ApiError: ``passkey_refused``, ``challenge_stale``, ``passkeys_too_many``,
            ``account_unlisted``.
    """
    at = accounts.clock()
    challenge = open_challenge(accounts.secrets, _subject(session), made.challenge, at)
    passkey = created(
        accounts.place, challenge, made.passkey, session.person, label[:_LABEL_MAX], at
    )
    with accounts.operations.transaction() as connection:
        _account(connection, session.person)
        if len(storage.passkeys_of(connection, session.person)) >= PASSKEYS_MAX:
            raise ApiError("passkeys_too_many", most=PASSKEYS_MAX)
        if not storage.put_passkey(connection, bound(accounts.secrets, passkey)):
            raise ApiError("passkey_refused")
        _note(connection, accounts, "passkey_added", session, visitor)
    return passkey


def remove_passkey(
    accounts: Accounts, session: Session, credential: bytes, visitor: Visitor
) -> None:
    """Forget a passkey, but not the last way in.

    Raises:
        ApiError: ``passkey_unlisted``, ``last_factor``, ``account_unlisted``.
    """
    with accounts.operations.transaction() as connection:
        account = _account(connection, session.person)
        if not storage.remove_passkey(connection, session.person, credential):
            raise ApiError("passkey_unlisted")
        if not can_come_in(connection, account):
            raise ApiError("last_factor")
        _note(connection, accounts, "passkey_removed", session, visitor)


def _account(connection: Transaction, person: PersonId) -> Account:
    found = storage.account_of(connection, person)
    if found is None:
        raise ApiError("account_unlisted")
    return found


def _note(
    connection: Transaction, accounts: Accounts, what: What, session: Session, visitor: Visitor
) -> None:
    entry = Note(what=what, person=session.person, session=session.id, visitor=visitor)
    note(connection, accounts, entry)


def _secret(accounts: Accounts, session: Session, account: Account) -> str:
    parts = (session.person.encode(), session.id.encode(), account.totp_sealed or b"")
    return secret_of(accounts.secrets.keyed("enrolment", *parts))


def _subject(session: Session) -> Subject:
    return Subject(purpose="enrol", session=session.id)
