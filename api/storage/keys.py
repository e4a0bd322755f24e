"""Keys of programs."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

import msgspec
from psycopg import AsyncConnection
from psycopg.rows import class_row
from psycopg.sql import SQL

from aggregates.vocabulary import OrganisationId, PersonId
from api.storage.operations import Transaction
from api.storage.rows import changed, several

_COLUMNS: Final = SQL("""
    k.id, k.person, k.person_stream, k.organisation, k.role, k.label, k.scopes, k.created_at,
    k.expires_at, k.used_at, k.revoked_at, k.secret_sha256, k.mac
""")
_BY_SECRET: Final = SQL("""
    SELECT {}, coalesce(t.version, 0) AS person_version
    FROM operations.keys AS k
    LEFT JOIN ledger.streams AS t ON t.log_id = %s AND t.stream_id = k.person_stream
    WHERE k.secret_sha256 = %s AND k.revoked_at IS NULL AND k.expires_at > %s
""").format(_COLUMNS)
_OF_PERSON: Final = SQL("""
    SELECT {} FROM operations.keys AS k WHERE k.person = %s ORDER BY k.created_at DESC, k.id
""").format(_COLUMNS)


class Key(msgspec.Struct, frozen=True, kw_only=True):
    """A key acts as one person for one organisation in one role, within ``scopes``.

    It counts only if its ``mac`` is right: see `api.accounts.binding`.
    """

    id: str
    person: PersonId
    person_stream: UUID
    organisation: OrganisationId
    role: str
    label: str
    scopes: list[str]
    created_at: datetime
    expires_at: datetime
    used_at: datetime | None = None
    revoked_at: datetime | None = None
    person_version: int = 0
    secret_sha256: bytes
    mac: bytes = b""


def put_key(connection: Transaction, key: Key) -> None:
    """Keep a new key."""
    connection.execute(
        """
        INSERT INTO operations.keys (id, secret_sha256, person, person_stream, organisation, role,
            label, scopes, created_at, expires_at, mac)
        VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
        """,
        [
            *(key.id, key.secret_sha256, key.person, key.person_stream, key.organisation),
            *(key.role, key.label, key.scopes, key.created_at, key.expires_at, key.mac),
        ],
    )


async def key_with(
    connection: AsyncConnection, secret_sha256: bytes, log: UUID, at: datetime
) -> Key | None:
    """Return the key of a secret, if it counts ``at``; ``log`` is the registry's."""
    async with connection.cursor(row_factory=class_row(Key)) as cursor:
        await cursor.execute(_BY_SECRET, [log, secret_sha256, at])
        return await cursor.fetchone()


async def note_used(connection: AsyncConnection, key: str, at: datetime, grain: timedelta) -> None:
    """Note that a key was used, to a ``grain``: most uses write nothing."""
    await connection.execute(
        "UPDATE operations.keys SET used_at = %s"
        " WHERE id = %s AND (used_at IS NULL OR used_at < %s)",
        [at, key, at - grain],
    )


def keys_of(connection: Transaction, person: PersonId) -> list[Key]:
    """Return a person's keys, the newest first, also those that count no longer."""
    return several(connection, Key, _OF_PERSON, [person])


def revoke_key(connection: Transaction, person: PersonId, key: str, at: datetime) -> bool:
    """Revoke one of a person's keys; False if they have none of that id that counts."""
    statement = """
        UPDATE operations.keys SET revoked_at = %s
        WHERE id = %s AND person = %s AND revoked_at IS NULL
    """
    return changed(connection, statement, [at, key, person]) == 1


def revoke_keys(connection: Transaction, person: PersonId, at: datetime) -> int:
    """Revoke every key of a person, and return how many counted."""
    statement = """
        UPDATE operations.keys SET revoked_at = %s WHERE person = %s AND revoked_at IS NULL
    """
    return changed(connection, statement, [at, person])
