"""Accounts, their recovery codes and their passkeys."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

import msgspec
from psycopg.sql import SQL, Identifier

from aggregates.vocabulary import PersonId
from api.storage.operations import Transaction
from api.storage.rows import changed, one, several

_ACCOUNT: Final = SQL("""
    SELECT person, address_hmac, password_hash, totp_sealed, language, created_at, no_signing_until
    FROM operations.accounts WHERE {} = %s
""")


class Account(msgspec.Struct, frozen=True, kw_only=True):
    """What is kept of somebody who may sign in. ``person`` is a person of the registry."""

    person: PersonId
    address_hmac: bytes
    password_hash: str | None
    totp_sealed: bytes | None
    language: str
    created_at: datetime
    no_signing_until: datetime | None

    def __repr__(self) -> str:
        """Return the person only."""
        return f"Account(person={self.person!r})"


class Passkey(msgspec.Struct, frozen=True, kw_only=True):
    """A key pair in somebody's device; here is its public half (COSE, RFC 9052).

    It counts only if its ``mac`` is right: see `api.accounts.binding`.
    """

    credential: bytes
    person: PersonId
    public_key: bytes
    sign_count: int
    label: str
    created_at: datetime
    used_at: datetime | None
    mac: bytes = b""


def put_account(connection: Transaction, account: Account) -> None:
    """Make the account, or replace how its person signs in; earlier proofs count no longer."""
    connection.execute("DELETE FROM operations.passkeys WHERE person = %s", [account.person])
    connection.execute("DELETE FROM operations.recovery_codes WHERE person = %s", [account.person])
    connection.execute("DELETE FROM operations.outside_links WHERE person = %s", [account.person])
    connection.execute(
        """
        INSERT INTO operations.accounts (person, address_hmac, password_hash, totp_sealed, language,
            created_at, password_changed_at, no_signing_until)
        VALUES (%s, %s, %s, %s, %s, %s, %s, %s)
        ON CONFLICT (person) DO UPDATE SET
            address_hmac = excluded.address_hmac, password_hash = excluded.password_hash,
            totp_sealed = excluded.totp_sealed, language = excluded.language,
            password_changed_at = excluded.password_changed_at,
            no_signing_until = excluded.no_signing_until
        """,
        [
            *(account.person, account.address_hmac, account.password_hash, account.totp_sealed),
            *(account.language, account.created_at, account.created_at, account.no_signing_until),
        ],
    )


def account_of(connection: Transaction, person: PersonId) -> Account | None:
    """Return a person's account, if there is one."""
    return one(connection, Account, _ACCOUNT.format(Identifier("person")), [person])


def account_at(connection: Transaction, address_hmac: bytes) -> Account | None:
    """Return the account with this address, if there is one."""
    return one(connection, Account, _ACCOUNT.format(Identifier("address_hmac")), [address_hmac])


def is_address_taken(connection: Transaction, address_hmac: bytes, but_by: PersonId) -> bool:
    """Return whether another person's account has this address."""
    found = account_at(connection, address_hmac)
    return found is not None and found.person != but_by


def is_any_account(connection: Transaction) -> bool:
    """Return whether anybody has an account."""
    found = connection.execute("SELECT EXISTS (SELECT FROM operations.accounts)").fetchone()
    return found is not None and bool(found[0])


def put_password(connection: Transaction, person: PersonId, encoded: str, at: datetime) -> None:
    """Keep another hash of the password of somebody who has a password."""
    connection.execute(
        """
        UPDATE operations.accounts SET password_hash = %s, password_changed_at = %s
        WHERE person = %s
        """,
        [encoded, at, person],
    )


def put_totp(connection: Transaction, person: PersonId, sealed: bytes, counter: int) -> None:
    """Keep another secret for one-time codes, of which the code of ``counter`` was shown."""
    connection.execute(
        "UPDATE operations.accounts SET totp_sealed = %s, totp_counter = %s WHERE person = %s",
        [sealed, counter, person],
    )


def use_totp(connection: Transaction, person: PersonId, counter: int) -> bool:
    """Take the code of time step ``counter``; False if it or a later one was taken before."""
    statement = """
        UPDATE operations.accounts SET totp_counter = %s WHERE person = %s AND totp_counter < %s
    """
    return changed(connection, statement, [counter, person, counter]) == 1


def put_recovery_codes(connection: Transaction, person: PersonId, digests: Sequence[bytes]) -> None:
    """Keep these codes in place of all earlier ones."""
    connection.execute("DELETE FROM operations.recovery_codes WHERE person = %s", [person])
    for digest in digests:
        connection.execute(
            "INSERT INTO operations.recovery_codes VALUES (%s, %s)", [digest, person]
        )


def use_recovery_code(connection: Transaction, person: PersonId, digest: bytes) -> bool:
    """Take a recovery code; False if the person has no such code, or used it."""
    statement = "DELETE FROM operations.recovery_codes WHERE code_hmac = %s AND person = %s"
    return changed(connection, statement, [digest, person]) == 1


def recovery_codes_left(connection: Transaction, person: PersonId) -> int:
    """Return how many recovery codes somebody has."""
    query = "SELECT count(*) FROM operations.recovery_codes WHERE person = %s"
    row = connection.execute(query, [person]).fetchone()
    return 0 if row is None else int(row[0])


def put_passkey(connection: Transaction, passkey: Passkey) -> bool:
    """Keep a passkey; False if there is one of that id, whosever it is."""
    statement = """
        INSERT INTO operations.passkeys
            (credential, person, public_key, sign_count, label, created_at, used_at, mac)
        VALUES (%s, %s, %s, %s, %s, %s, %s, %s) ON CONFLICT DO NOTHING
    """
    return changed(connection, statement, msgspec.structs.astuple(passkey)) == 1


def passkeys_of(connection: Transaction, person: PersonId) -> list[Passkey]:
    """Return a person's passkeys, the oldest first."""
    query = "SELECT * FROM operations.passkeys WHERE person = %s ORDER BY created_at, credential"
    return several(connection, Passkey, query, [person])


def passkey(connection: Transaction, credential: bytes) -> Passkey | None:
    """Return the passkey of this id; its row stays locked, so that its counter counts once."""
    query = "SELECT * FROM operations.passkeys WHERE credential = %s FOR UPDATE"
    return one(connection, Passkey, query, [credential])


def use_passkey(connection: Transaction, credential: bytes, sign_count: int, at: datetime) -> None:
    """Note what the device's counter has come to."""
    connection.execute(
        "UPDATE operations.passkeys SET sign_count = %s, used_at = %s WHERE credential = %s",
        [sign_count, at, credential],
    )


def remove_passkey(connection: Transaction, person: PersonId, credential: bytes) -> bool:
    """Forget one of a person's passkeys; False if they have none of that id."""
    statement = "DELETE FROM operations.passkeys WHERE credential = %s AND person = %s"
    return changed(connection, statement, [credential, person]) == 1
