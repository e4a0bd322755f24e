"""Batches of the record of reads: closed one after the other, never changed."""

from __future__ import annotations

from datetime import datetime
from typing import Final

import msgspec

from api.storage.logs import Access
from api.storage.operations import Transaction
from api.storage.rows import one, several

LOCK: Final = 491327153267
"""Who notes a read holds it shared until it can be seen: see the trigger of the table."""


class Noted(Access, frozen=True, kw_only=True):
    """A read, and its number in the record."""

    number: int


class Batch(msgspec.Struct, frozen=True, kw_only=True):
    """Which reads a digest commits to; without ``salt`` and ``leaves`` they were removed."""

    batch: int
    first_number: int
    last_number: int
    count: int
    first_at: datetime
    last_at: datetime
    salt: bytes | None
    leaves: bytes | None


def wait_for_writers(connection: Transaction) -> None:
    """Wait until whoever is noting a read is done, and let nobody close a batch meanwhile."""
    connection.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def last_batch(connection: Transaction) -> Batch | None:
    """Return the batch that was closed last."""
    query = """
        SELECT batch, first_number, last_number, count, first_at, last_at, salt, leaves
        FROM operations.access_batches ORDER BY batch DESC LIMIT 1
    """
    return one(connection, Batch, query, [])


def batches_after(connection: Transaction, batch: int, limit: int) -> list[Batch]:
    """Return the batches after one, in order."""
    query = """
        SELECT batch, first_number, last_number, count, first_at, last_at, salt, leaves
        FROM operations.access_batches WHERE batch > %s ORDER BY batch LIMIT %s
    """
    return several(connection, Batch, query, [batch, limit])


def put_batch(connection: Transaction, batch: Batch) -> None:
    """Close a batch."""
    connection.execute(
        """
        INSERT INTO operations.access_batches
            (batch, first_number, last_number, count, first_at, last_at, salt, leaves)
        VALUES (%s, %s, %s, %s, %s, %s, %s, %s)
        """,
        msgspec.structs.astuple(batch),
    )


def noted_between(connection: Transaction, first: int, last: int, limit: int) -> list[Noted]:
    """Return the reads with these numbers, in order, at most ``limit``."""
    query = """
        SELECT number, at, person, organisation, role, operation, resource, purpose
        FROM operations.access_log WHERE number BETWEEN %s AND %s ORDER BY number LIMIT %s
    """
    return several(connection, Noted, query, [first, last, limit])


def count_behind(connection: Transaction, number: int) -> int:
    """Return how many reads are in no batch yet."""
    query = "SELECT count(*) FROM operations.access_log WHERE number > %s"
    found = connection.execute(query, [number]).fetchone()
    assert found is not None  # noqa: S101 - a count is a row
    return int(found[0])


class AccessFilter(msgspec.Struct, frozen=True, kw_only=True):
    """Which reads; what is none does not matter. ``until`` is exclusive."""

    person: str | None = None
    organisation: str | None = None
    resource: str | None = None
    operation: str | None = None
    since: datetime | None = None
    until: datetime | None = None


def noted_before(
    connection: Transaction, which: AccessFilter, before: int | None, limit: int
) -> list[Noted]:
    """Return the reads with a lower number than ``before``, the last first, at most ``limit``."""
    query = """
        SELECT number, at, person, organisation, role, operation, resource, purpose
        FROM operations.access_log
        WHERE (%s::bigint IS NULL OR number < %s)
        AND (%s::text IS NULL OR person = %s) AND (%s::text IS NULL OR organisation = %s)
        AND (%s::text IS NULL OR resource = %s) AND (%s::text IS NULL OR operation = %s)
        AND (%s::timestamptz IS NULL OR at >= %s) AND (%s::timestamptz IS NULL OR at < %s)
        ORDER BY number DESC LIMIT %s
    """
    values = (before, *msgspec.structs.astuple(which))
    arguments = [value for one in values for value in (one, one)]
    return several(connection, Noted, query, [*arguments, limit])
