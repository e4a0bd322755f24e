"""Coming in, with a password and a code or with a passkey.

Whoever is refused hears one thing, and as late, whether the address, the password, the code or the
passkey was wrong: nobody finds out who has an account.
"""

from __future__ import annotations

from typing import Final

import msgspec

from aggregates.vocabulary import PersonId
from api.accounts.accounts import Accounts, Visitor
from api.accounts.addresses import address_hmac
from api.accounts.backoff import forgive, require_patience
from api.accounts.binding import counts
from api.accounts.challenges import Challenge, Subject, new_challenge, open_challenge
from api.accounts.limits import SIGN_IN, require_origin_within, require_within
from api.accounts.passkeys import (
    Assertion,
    Evidence,
    asserted,
    assertion_options,
    credential_of,
)
from api.accounts.password_rules import LENGTH_MAX
from api.accounts.passwords import Checked
from api.accounts.people import Acts
from api.accounts.second_factor import take, understood
from api.accounts.secrets import token_sha256
from api.accounts.security import Note, What, note
from api.accounts.sessions import Beginning, SignedIn, begin_session
from api.refusals import ApiError
from api.storage.accounts import Account, account_at, account_of, passkey, put_password, use_passkey
from api.storage.limits import touch, use_challenge
from api.storage.operations import Transaction

_SIGN_IN: Final = Subject(purpose="sign_in")


class Credentials(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody types. ``code`` is a one-time code, or a recovery code."""

    address: str
    password: str
    code: str

    def __repr__(self) -> str:
        """Return nothing of it."""
        return "Credentials()"


class Asking(msgspec.Struct, frozen=True, kw_only=True):
    """What a browser is asked: ``options`` for the passkey, ``challenge`` to be sent back."""

    challenge: str
    options: dict[str, object]


class Answered(msgspec.Struct, frozen=True, kw_only=True):
    """A passkey's answer, with the challenge that came with the question."""

    challenge: str
    passkey: Assertion


def sign_in(
    accounts: Accounts, credentials: Credentials, visitor: Visitor, acts: Acts | None = None
) -> SignedIn:
    """Begin a session for who knows the password and has the code.

    Raises:
        ApiError: ``credentials_refused``; ``too_many_requests``; ``service_unavailable``;
            ``post_missing``.
    """
    require_origin_within(accounts, visitor)
    hashed = address_hmac(accounts.secrets, credentials.address)
    require_within(accounts, SIGN_IN, hashed)
    require_patience(accounts, "password", hashed)
    with accounts.operations.transaction() as connection:
        account = account_at(connection, hashed)
    # too long to be anybody's, and not worth hashing; a shorter one that is nobody's costs as much
    password = credentials.password if len(credentials.password) <= LENGTH_MAX else ""
    checked = accounts.passwords.check(account.password_hash if account else None, password)
    code = understood(accounts, account, credentials.code, accounts.clock())
    if account is not None and checked.right:
        with accounts.operations.transaction() as connection:
            # it may have been replaced while its password was being checked
            now = account_of(connection, account.person)
            same = now is not None and now.password_hash == account.password_hash
            if same and take(connection, account, code):
                _rehash(connection, accounts, account, checked)
                forgive(connection, accounts, "password", hashed)
                beginning = Beginning(
                    person=account.person, method="password", visitor=visitor, acts=acts
                )
                return begin_session(connection, accounts, beginning)
    raise _refused(accounts, account.person if account else "", visitor)


def ask_passkey(accounts: Accounts) -> Asking:
    """Return what a browser needs to sign in with a passkey. Nothing is kept of it."""
    challenge = new_challenge(accounts.secrets, _SIGN_IN, accounts.clock())
    return Asking(challenge=challenge.token, options=assertion_options(accounts.place, challenge))


def sign_in_with_passkey(
    accounts: Accounts, answered: Answered, visitor: Visitor, acts: Acts | None = None
) -> SignedIn:
    """Begin a session for whose passkey has signed the challenge.

    Raises:
        ApiError: ``credentials_refused``; ``challenge_stale``; ``too_many_requests``;
            ``post_missing``.
    """
    require_origin_within(accounts, visitor)
    credential = credential_of(answered.passkey)
    require_within(accounts, SIGN_IN, credential)
    challenge = open_challenge(accounts.secrets, _SIGN_IN, answered.challenge, accounts.clock())
    try:
        with accounts.operations.transaction() as connection:
            person, _ = proved(connection, accounts, challenge, answered.passkey)
            beginning = Beginning(person=person, method="passkey", visitor=visitor, acts=acts)
            return begin_session(connection, accounts, beginning)
    except ApiError as refused:
        if refused.code == "credentials_refused":
            raise _refused(accounts, _owner(accounts, credential), visitor) from refused
        raise


def proved(
    connection: Transaction, accounts: Accounts, challenge: Challenge, assertion: Assertion
) -> tuple[PersonId, Evidence]:
    """Return whose passkey has signed ``challenge``, and the evidence. It counts once.

    Raises:
        ApiError: ``credentials_refused``.
    """
    found = counts(accounts.secrets, passkey(connection, credential_of(assertion)))
    if found is None:
        raise ApiError("credentials_refused")
    count, evidence = asserted(
        accounts.place, challenge, assertion, found, handle_of(accounts, found.person)
    )
    if not use_challenge(connection, challenge.value, challenge.expires_at):
        raise ApiError("credentials_refused")
    use_passkey(connection, found.credential, count, accounts.clock())
    return found.person, evidence


def handle_of(accounts: Accounts, person: PersonId) -> bytes:
    """Return what a device knows a person by; it tells nobody who they are (W3C section 14.6.1)."""
    return accounts.secrets.keyed("handle", person.encode())


def _owner(accounts: Accounts, credential: bytes) -> PersonId:
    with accounts.operations.transaction() as connection:
        found = passkey(connection, credential)
        return found.person if found else ""


def _rehash(
    connection: Transaction, accounts: Accounts, account: Account, checked: Checked
) -> None:
    if checked.rehashed is not None:
        put_password(connection, account.person, checked.rehashed, accounts.clock())


def _refused(accounts: Accounts, person: PersonId, visitor: Visitor) -> ApiError:
    """Return the refusal, noted where there is somebody to tell.

    Where there is nobody, as much is written and kept nowhere: the log would grow by what anybody
    sends, and to write nothing would be faster, and tell who has an account.
    """
    what: What = "sign_in_refused"
    with accounts.operations.transaction() as connection:
        if person:
            note(connection, accounts, Note(what=what, person=person, visitor=visitor))
        else:
            bucket = token_sha256(visitor.origin)[:1]
            key = accounts.secrets.keyed("limit", b"nobody", bucket)
            touch(connection, key, accounts.clock())
    return ApiError("credentials_refused")
