"""Entries of the two logs are kept as long as the fair says, and ninety days whatever it says."""

from __future__ import annotations

from datetime import timedelta

import pytest
from databases import Database
from msgspec.structs import replace

from api.clock import now
from api.storage.logs import Access, Entry, forget_entries, put_access, put_entry
from api.storage.operations import Operations, Transaction
from api.work.housekeeping import Housekeeping, Kept
from ledger.errors import LedgerError

ENTRY = Entry(
    at=now(),
    what="signed_in",
    person="p",
    by="p",
    organisation="o",
    session="s",
    origin_hmac=b"",
    facts={},
)
READ = Access(
    at=now(), person="p", organisation="o", role="auditor", operation="read_deal", resource="deal:d"
)
COUNT = """
SELECT (SELECT count(*) FROM operations.security_log WHERE person = %(of)s),
    (SELECT count(*) FROM operations.access_log WHERE person = %(of)s)
"""
AGES = (10, 80, 95, 500, 1000)
"""In days, of the entries of a log; the database keeps what is younger than ninety."""


def close(connection: Transaction) -> None:
    """Let every read be in a batch, as if a worker had closed it."""
    connection.execute(
        """
        INSERT INTO operations.access_batches
            (batch, first_number, last_number, count, first_at, last_at, salt, leaves)
        SELECT coalesce((SELECT max(batch) FROM operations.access_batches), 0) + 1,
            1, max(number), 1, min(at), max(at), %s, %s FROM operations.access_log
        """,
        [bytes(32), bytes(32)],
    )


@pytest.mark.parametrize(
    ("kept", "security", "access"),
    [(Kept(730, 365), 4, 3), (Kept(90, 90), 2, 2), (Kept(1, 1), 2, 2)],
)
def test_old_entries_of_the_logs_are_removed_and_no_young_ones(
    database: Database, kept: Kept, security: int, access: int
) -> None:
    operations = Operations(database.dsn())
    with operations.transaction() as connection:
        for days in AGES:
            at = now() - timedelta(days=days)
            put_entry(connection, replace(ENTRY, at=at, person=str(kept)))
            put_access(connection, replace(READ, at=at, person=str(kept)))
        close(connection)
    tidying = Housekeeping(operations, timedelta(minutes=15), now, kept)
    assert not tidying.round()
    with operations.transaction() as connection:
        found = connection.execute(COUNT, {"of": str(kept)}).fetchone()
    operations.close()
    assert found == (security, access)


def test_entries_are_removed_so_many_at_once(database: Database) -> None:
    operations = Operations(database.dsn())
    with operations.transaction() as connection:
        for _ in range(5):
            put_access(connection, replace(READ, at=now() - timedelta(days=800)))
        unclosed = forget_entries(connection, 730, 730, 2)
        close(connection)
        removed = [forget_entries(connection, 730, 730, 2) for _ in range(4)]
    operations.close()
    assert (unclosed, removed) == (0, [2, 2, 1, 0])


def test_the_application_removes_no_entry_by_itself(database: Database) -> None:
    operations = Operations(database.dsn())
    for table in ("security_log", "access_log"):
        with pytest.raises(LedgerError), operations.transaction() as connection:
            connection.execute(f"DELETE FROM operations.{table}".encode())  # noqa: S608 - ours
    operations.close()
