"""Invitations: a registered person is asked to make an account, at the address that is registered.

Whoever opens the link shows that the address is theirs. They choose a password and connect an
authenticator app, or make a passkey; only then is the link taken. The same way leads in again
after a recovery.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final, Literal

import msgspec

from aggregates.vocabulary import Actor, OrganisationId, PersonId, Role
from api.accounts.accounts import Accounts, Visitor
from api.accounts.addresses import address_hmac
from api.accounts.backoff import forgive
from api.accounts.binding import bound
from api.accounts.challenges import Subject, new_challenge, open_challenge
from api.accounts.departures import arrival_in
from api.accounts.limits import require_origin_within
from api.accounts.links import Issue, issue_by_mail, require_link, require_links_within
from api.accounts.passkeys import Creation, created, creation_options
from api.accounts.password_rules import check_password
from api.accounts.people import Acts
from api.accounts.recovery_codes import code_hmac, new_codes
from api.accounts.second_factor import TOTP_PLACE
from api.accounts.security import Note, note
from api.accounts.sessions import Beginning, SignedIn, begin_session
from api.accounts.sign_in import handle_of
from api.accounts.totp import address_for_app, secret_of, step_of
from api.accounts.vouching import require_vouches
from api.errors import Language
from api.mail.sending import language_of
from api.refusals import ApiError
from api.storage import accounts as storage
from api.storage.accounts import Account
from api.storage.email_changes import is_address_kept
from api.storage.keys import revoke_keys
from api.storage.links import Link, use_link
from api.storage.operations import Transaction
from api.storage.sessions import end_sessions

NO_SIGNING: Final = timedelta(hours=24)
"""After a recovery; the person can object before somebody signs in their name."""
LABEL: Final = "1"
"""What a first passkey is called."""

_KINDS: Final = ("account", "recovery")
_SUBJECT: Final = "link:"


class Invited(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody sees who opens an invitation: who they are asked to be, and no terms."""

    kind: Literal["account", "recovery", "guest", "desk"]
    person: PersonId
    organisation: OrganisationId
    organisation_name: str
    role: Role
    expires_at: datetime


class Offered(msgspec.Struct, frozen=True, kw_only=True):
    """What an account can be made with: a secret for an app, and what a passkey is made from."""

    totp_secret: str
    totp_address: str
    challenge: str
    passkey_options: dict[str, object]


class NewPasskey(msgspec.Struct, frozen=True, kw_only=True):
    """A passkey that a browser has made for a challenge of ours."""

    challenge: str
    passkey: Creation


class Accepting(msgspec.Struct, frozen=True, kw_only=True):
    """A password and a code of the app that was connected, or a passkey, or all of it."""

    password: str = ""
    code: str = ""
    passkey: NewPasskey | None = None

    def __repr__(self) -> str:
        """Return nothing of it."""
        return "Accepting()"


class Made(msgspec.Struct, frozen=True, kw_only=True):
    """An account was made and its person is in. The recovery codes are shown this once.

    ``arrival`` is what an account elsewhere can be linked with at once; empty after a recovery, in
    which others had a part.
    """

    signed_in: SignedIn
    recovery_codes: tuple[str, ...]
    arrival: str

    def __repr__(self) -> str:
        """Return no code."""
        return f"Made(signed_in={self.signed_in!r})"


def invite(accounts: Accounts, by: Actor, person: PersonId, language: Language) -> Link:
    """Ask a registered person to make an account; the message goes to their registered address.

    Raises:
        ApiError: ``not_vouched_for``, ``person_unlisted``, ``account_exists``, ``post_missing``,
            ``post_unconfirmed`` where every post of theirs awaits a word, ``too_many_requests``.
        LedgerError: ``key_destroyed``.
    """
    with accounts.operations.transaction() as connection:
        require_vouches(connection, accounts, by, person)
        if storage.account_of(connection, person) is not None:
            raise ApiError("account_exists")
    require_links_within(accounts, by.organisation, person)
    wanted = Issue(
        kind="account",
        person=person,
        acts=_first_post(accounts, person),
        by=by.person,
        language=language,
    )
    with accounts.operations.transaction() as connection:
        link = issue_by_mail(connection, accounts, wanted)
        entry = Note(
            what="invited",
            person=person,
            by=by.person,
            organisation=by.organisation,
            facts={"link": link.id},
        )
        note(connection, accounts, entry)
        return link


def look_up(accounts: Accounts, token: str, visitor: Visitor) -> Invited:
    """Return what a link asks; it stays usable.

    Raises:
        ApiError: ``link_unusable``, ``too_many_requests``.
    """
    require_origin_within(accounts, visitor)
    with accounts.operations.transaction() as connection:
        link = require_link(connection, accounts, token, "account", "recovery", "guest")
    return Invited(
        kind=msgspec.convert(link.kind, Literal["account", "recovery", "guest", "desk"]),
        person=link.person,
        organisation=link.organisation,
        organisation_name=accounts.people.organisation_name(link.organisation),
        role=Role(link.role),
        expires_at=link.expires_at,
    )


def offer(accounts: Accounts, token: str, visitor: Visitor) -> Offered:
    """Return what the account can be made with; asked again, the same secret. Nothing is kept.

    Raises:
        ApiError: ``link_unusable``, ``too_many_requests``.
    """
    require_origin_within(accounts, visitor)
    with accounts.operations.transaction() as connection:
        link = require_link(connection, accounts, token, *_KINDS)
    secret = _secret(accounts, link)
    label = accounts.people.address(link.person)
    challenge = new_challenge(accounts.secrets, _subject(link), accounts.clock())
    handle = handle_of(accounts, link.person)
    return Offered(
        totp_secret=secret,
        totp_address=address_for_app(secret, label),
        challenge=challenge.token,
        passkey_options=creation_options(accounts.place, challenge, handle, label, ()),
    )


def accept(accounts: Accounts, token: str, accepting: Accepting, visitor: Visitor) -> Made:
    """Make the account, take the link, and begin a session.

    After a recovery everything that let the person in before ends, and they cannot sign for a day.

    Raises:
        ApiError: ``link_unusable``, ``proof_missing``, ``credentials_refused`` for a wrong code,
            ``passkey_refused``, ``challenge_stale``, what `check_password` raises,
            ``account_exists``, ``too_many_requests``, ``service_unavailable``.
    """
    require_origin_within(accounts, visitor)
    with accounts.operations.transaction() as connection:
        link = require_link(connection, accounts, token, *_KINDS)
    account, step = _account(accounts, link, accepting)
    codes = new_codes()
    with accounts.operations.transaction() as connection:
        require_link(connection, accounts, token, *_KINDS)
        use_link(connection, link.id, accounts.clock())
        _end_what_was(connection, accounts, link)
        _put(connection, account, step)
        _put_passkey(connection, accounts, link, accepting)
        digests = [code_hmac(accounts.secrets, link.person, code) for code in codes]
        storage.put_recovery_codes(connection, link.person, digests)
        entry = Note(
            what="recovered" if link.kind == "recovery" else "account_made",
            person=link.person,
            organisation=link.organisation,
            visitor=visitor,
            facts={"link": link.id},
        )
        note(connection, accounts, entry)
        method = "password" if account.password_hash else "passkey"
        beginning = Beginning(person=link.person, method=method, visitor=visitor)
        signed_in = begin_session(connection, accounts, beginning)
    arrival = arrival_in(accounts, signed_in.session.id) if link.kind == "account" else ""
    return Made(signed_in=signed_in, recovery_codes=codes, arrival=arrival)


def _account(accounts: Accounts, link: Link, accepting: Accepting) -> tuple[Account, int]:
    """Return the account to be made, and of which step the code was that was shown."""
    if not accepting.password and accepting.passkey is None:
        raise ApiError("proof_missing")
    address, at = accounts.people.address(link.person), accounts.clock()
    encoded, sealed, step = None, None, 0
    if accepting.password:
        name = accounts.people.name(link.person)
        check_password(accepting.password, (address, *name.both))
        secret = _secret(accounts, link)
        found = step_of(secret, accepting.code, at)
        if found is None:
            raise ApiError("credentials_refused")
        step = found
        sealed = accounts.secrets.seal(link.person, TOTP_PLACE, secret)
        encoded = accounts.passwords.hashed(accepting.password)
    account = Account(
        person=link.person,
        address_hmac=address_hmac(accounts.secrets, address),
        password_hash=encoded,
        totp_sealed=sealed,
        language=language_of(link.language),
        created_at=at,
        no_signing_until=at + NO_SIGNING if link.kind == "recovery" else None,
    )
    return account, step


def _put(connection: Transaction, account: Account, step: int) -> None:
    hashed, person = account.address_hmac, account.person
    taken = storage.is_address_taken(connection, hashed, person)
    if taken or is_address_kept(connection, hashed, person, account.created_at):
        raise ApiError("account_exists")
    storage.put_account(connection, account)
    if account.totp_sealed is not None:
        storage.put_totp(connection, account.person, account.totp_sealed, step)


def _put_passkey(
    connection: Transaction, accounts: Accounts, link: Link, accepting: Accepting
) -> None:
    if accepting.passkey is None:
        return
    at = accounts.clock()
    challenge = open_challenge(accounts.secrets, _subject(link), accepting.passkey.challenge, at)
    made = created(accounts.place, challenge, accepting.passkey.passkey, link.person, LABEL, at)
    if not storage.put_passkey(connection, bound(accounts.secrets, made)):
        raise ApiError("passkey_refused")


def _end_what_was(connection: Transaction, accounts: Accounts, link: Link) -> None:
    if link.kind == "recovery":
        end_sessions(connection, link.person)
        revoke_keys(connection, link.person, accounts.clock())
        hashed = address_hmac(accounts.secrets, accounts.people.address(link.person))
        forgive(connection, accounts, "password", hashed)
    elif storage.account_of(connection, link.person) is not None:
        raise ApiError("account_exists")


def _first_post(accounts: Accounts, person: PersonId) -> Acts:
    for post in accounts.people.posts(person):
        return Acts(organisation=post.organisation, role=post.roles[0])
    for awaited in accounts.people.person(person).awaiting:
        raise ApiError("post_unconfirmed", organisation=awaited.organisation)
    raise ApiError("post_missing", organisation="", role="")


def _secret(accounts: Accounts, link: Link) -> str:
    """Return the secret that goes with a link: made of it, so that nobody has to keep it."""
    return secret_of(accounts.secrets.keyed("enrolment", link.id.encode()))


def _subject(link: Link) -> Subject:
    return Subject(purpose="enrol", session=f"{_SUBJECT}{link.id}")
