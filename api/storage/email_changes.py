"""Changes of e-mail addresses: asked for, confirmed from the new one, stopped from the old one."""

from __future__ import annotations

from datetime import datetime
from typing import Final

import msgspec
from psycopg.sql import SQL, Identifier

from aggregates.vocabulary import PersonId
from api.storage.operations import Transaction
from api.storage.rows import changed, one

_FOUND: Final = SQL("""
    SELECT id, person, token_sha256, stop_sha256, before_sealed, after_sealed, before_hmac,
        asked_at, expires_at, stop_until, mac, confirmed_at
    FROM operations.email_changes WHERE {} = %s AND {} > %s AND ended_at IS NULL
    ORDER BY asked_at DESC LIMIT 1 FOR UPDATE
""")
_BY_TOKEN: Final = _FOUND.format(Identifier("token_sha256"), Identifier("expires_at"))
_BY_STOP: Final = _FOUND.format(Identifier("stop_sha256"), Identifier("stop_until"))
_BY_PERSON: Final = _FOUND.format(Identifier("person"), Identifier("stop_until"))


class EmailChange(msgspec.Struct, frozen=True, kw_only=True):
    """An address and the one in its place, both sealed as in the registry's log.

    Until ``expires_at`` it can be confirmed, until ``stop_until`` stopped. It counts only if its
    ``mac`` is right: see `api.accounts.binding`.
    """

    id: str
    person: PersonId
    token_sha256: bytes
    stop_sha256: bytes
    before_sealed: bytes
    after_sealed: bytes
    before_hmac: bytes
    asked_at: datetime
    expires_at: datetime
    stop_until: datetime
    mac: bytes = b""
    confirmed_at: datetime | None = None


def put_change(connection: Transaction, change: EmailChange) -> None:
    """Keep a change that was asked for; what its person had asked for before ends."""
    connection.execute(
        """
        UPDATE operations.email_changes SET ended_at = %s
        WHERE person = %s AND confirmed_at IS NULL AND ended_at IS NULL
        """,
        [change.asked_at, change.person],
    )
    connection.execute(
        """
        INSERT INTO operations.email_changes (id, person, token_sha256, stop_sha256, before_sealed,
            after_sealed, before_hmac, asked_at, expires_at, stop_until, mac)
        VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
        """,
        [
            *(change.id, change.person, change.token_sha256, change.stop_sha256),
            *(change.before_sealed, change.after_sealed, change.before_hmac),
            *(change.asked_at, change.expires_at, change.stop_until, change.mac),
        ],
    )


def change_to_confirm(
    connection: Transaction, token_sha256: bytes, at: datetime
) -> EmailChange | None:
    """Return the change of the link to the new address, locked, if it can be confirmed ``at``."""
    found = one(connection, EmailChange, _BY_TOKEN, [token_sha256, at])
    return None if found is None or found.confirmed_at else found


def change_to_stop(connection: Transaction, stop_sha256: bytes, at: datetime) -> EmailChange | None:
    """Return the change of the link to the old address, locked, if it can be stopped ``at``."""
    return one(connection, EmailChange, _BY_STOP, [stop_sha256, at])


def newest_change(connection: Transaction, person: PersonId, at: datetime) -> EmailChange | None:
    """Return the change that a person asked for last, locked, if it can be stopped ``at``."""
    return one(connection, EmailChange, _BY_PERSON, [person, at])


def note_confirmed(connection: Transaction, change: str, at: datetime) -> None:
    """Note that the new address is the person's."""
    connection.execute(
        "UPDATE operations.email_changes SET confirmed_at = %s WHERE id = %s", [at, change]
    )


def note_stopped(connection: Transaction, change: str, at: datetime) -> None:
    """Note that a change counts no longer, nor any of its links."""
    connection.execute(
        "UPDATE operations.email_changes SET ended_at = %s WHERE id = %s", [at, change]
    )


def is_address_kept(
    connection: Transaction, address_hmac: bytes, but_by: PersonId, at: datetime
) -> bool:
    """Return whether an address can still be put back as another person's."""
    query = """
        SELECT FROM operations.email_changes WHERE before_hmac = %s AND person <> %s
            AND confirmed_at IS NOT NULL AND ended_at IS NULL AND stop_until > %s LIMIT 1
    """
    return connection.execute(query, [address_hmac, but_by, at]).fetchone() is not None


def put_address(connection: Transaction, person: PersonId, address_hmac: bytes) -> None:
    """Let a person sign in under another address."""
    connection.execute(
        "UPDATE operations.accounts SET address_hmac = %s WHERE person = %s",
        [address_hmac, person],
    )


def bar_signing(connection: Transaction, person: PersonId, until: datetime) -> None:
    """Let a person sign nothing until then."""
    connection.execute(
        """
        UPDATE operations.accounts SET no_signing_until = greatest(no_signing_until, %s)
        WHERE person = %s
        """,
        [until, person],
    )


def forget_passkeys_since(connection: Transaction, person: PersonId, since: datetime) -> int:
    """Forget the passkeys that a person has had since then only, and return how many."""
    statement = "DELETE FROM operations.passkeys WHERE person = %s AND created_at >= %s"
    return changed(connection, statement, [person, since])
