"""Reads are closed in batches that the ledger commits to; whatever is changed later is named."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

import psycopg
import pytest
from msgspec.structs import replace
from playing import settings_for
from plots import OPENED
from projecting import House
from waiting import until

from api.clock import now
from api.installation import Installation, running
from api.reads.checking import Checked, check_reads
from api.reads.digest import SAID
from api.storage.logs import Access, forget_entries, put_access
from api.storage.operations import Operations
from api.storage.reads import last_batch
from api.work.reads import Reads

PATIENCE_SECONDS = 120.0
READ = Access(
    at=now(), person="p", organisation="o", role="auditor", operation="read_deal", resource="deal:d"
)


class Record:
    """A record of reads, and whoever closes it."""

    def __init__(self, house: House, installation: Installation, operations: Operations) -> None:
        self.house = house
        self.book = installation.registry
        self.operations = operations

    def note(self, *purposes: str, at: datetime | None = None) -> None:
        """Note a read for each purpose."""
        for purpose in purposes:
            with self.operations.transaction() as connection:
                put_access(connection, replace(READ, purpose=purpose, at=at or READ.at))

    def close(self) -> None:
        """Do what a worker that has just begun does."""
        Reads(self.book, self.operations, now).round()

    def check(self) -> Checked:
        """Hold it against the ledger."""
        return check_reads(self.book, self.operations, now())

    def told(self) -> list[Any]:
        """Return what the ledger was told."""
        return [one.event for one in self.book.events(SAID)]

    def stored(self) -> int:
        """Return how many batches are stored, told or not."""
        with self.operations.transaction() as connection:
            last = last_batch(connection)
        return last.batch if last else 0

    @property
    def environment(self) -> dict[str, str]:
        """The settings of a process of its own."""
        return {
            "PATH": "/usr/bin:/bin",
            "DATABASE_URL": self.house.database.dsn(),
            "COUNTERSEAL_DATA_DIRECTORY": str(self.house.home),
        }

    def change(self, statement: str) -> None:
        """Change the tables as who owns the database can."""
        with psycopg.connect(self.house.database.superuser) as connection:
            connection.execute(statement.encode())


@pytest.fixture
def record(house_of: Callable[..., House]) -> Iterator[Record]:
    """Give the empty record of an installation."""
    house = house_of(*OPENED)
    operations = Operations(house.database.dsn())
    with running(settings_for(house.database, house.home)) as installation:
        yield Record(house, installation, operations)
    operations.close()


def faults(record: Record) -> list[tuple[int, str]]:
    return [(wrong.batch, wrong.check) for wrong in record.check().wrong]


def test_each_batch_is_told_once_and_counts_what_was_read_so_far(record: Record) -> None:
    record.close()
    record.note("audit of June", "complaint 7")
    record.close()
    record.close()
    record.note("audit of June")
    assert record.check().open == 1
    record.close()
    told = [(one.batch, one.count, one.total) for one in record.told()]
    assert told == [(1, 2, 2), (2, 1, 3)]
    assert record.check() == Checked(batches=2, reads=3, forgotten=0, open=0, wrong=())
    assert "audit" not in str(record.told())


def test_a_batch_that_was_stored_by_who_died_then_is_told_by_the_next(record: Record) -> None:
    record.note("audit")
    dying = Reads(record.book, record.operations, now)
    assert dying._close() is not None  # noqa: SLF001 - it dies before it tells the ledger
    assert record.told() == []
    record.note("complaint")
    record.close()
    assert [one.batch for one in record.told()] == [1, 2]
    assert faults(record) == []


def test_where_nothing_was_read_nothing_is_told(record: Record) -> None:
    record.close()
    record.note("audit")
    for _ in range(3):
        record.close()
    assert [one.batch for one in record.told()] == [1]


def killed(record: Record) -> None:
    """Let a worker of its own close what was read, and kill it as soon as a batch is stored."""
    before = record.stored()
    command = [sys.executable, "-m", "api.cli", "work"]
    with subprocess.Popen(command, env=record.environment) as worker:
        try:
            until(lambda: record.stored() > before, PATIENCE_SECONDS)
        finally:
            worker.kill()
    assert worker.returncode == -signal.SIGKILL


def test_whenever_a_worker_is_killed_every_read_is_told_once(record: Record) -> None:
    for purpose in ("audit", "complaint"):
        record.note(purpose, f"{purpose} again")
        killed(record)
    record.note("at last")
    record.close()
    assert [(one.batch, one.total) for one in record.told()] == [(1, 2), (2, 4), (3, 5)]
    assert record.check() == Checked(batches=3, reads=5, forgotten=0, open=0, wrong=())


def test_two_workers_close_nothing_twice(record: Record) -> None:
    record.note("audit")
    first, second = (Reads(record.book, record.operations, now) for _ in range(2))
    assert (first._close() is None, second._close() is None) == (False, True)  # noqa: SLF001
    first.round()
    second.round()
    assert [one.batch for one in record.told()] == [1]


@pytest.mark.parametrize(
    ("statement", "check"),
    [
        ("UPDATE operations.access_log SET purpose = 'other' WHERE purpose = 'b'", "read"),
        ("UPDATE operations.access_log SET person = 'q' WHERE purpose = 'b'", "read"),
        ("DELETE FROM operations.access_log WHERE purpose = 'b'", "reads_missing"),
        ("UPDATE operations.access_batches SET leaves = leaves || leaves, count = 6", "digest"),
        ("UPDATE operations.access_batches SET salt = NULL, leaves = NULL", "removed_too_early"),
        ("DELETE FROM operations.access_batches", "batch_missing"),
    ],
)
def test_whatever_is_changed_later_is_named(record: Record, statement: str, check: str) -> None:
    record.note("a", "b", "c")
    record.close()
    assert faults(record) == []
    record.change(statement)
    assert faults(record) == [(1, check)]


def test_what_is_rewritten_with_its_digests_is_found_by_the_ledger(record: Record) -> None:
    record.note("a", "b")
    record.close()
    record.change("DELETE FROM operations.access_log")
    record.change("DELETE FROM operations.access_batches")
    record.note("a")
    record.close()
    assert faults(record) == [(1, "batch_missing")]
    assert [one.batch for one in record.told()] == [1, 2]


def test_after_its_time_a_batch_is_removed_and_its_digest_stays_and_says_so(
    record: Record,
) -> None:
    record.note("a", "b", at=now() - timedelta(days=800))
    record.close()
    with record.operations.transaction() as connection:
        assert forget_entries(connection, 730, 730, 10) == 2
    checked = record.check()
    assert (checked.forgotten, checked.reads, checked.wrong) == (1, 2, ())
    record.note("c")
    record.close()
    assert faults(record) == []


def test_the_application_changes_no_read_and_no_batch(record: Record) -> None:
    record.note("a")
    record.close()
    for statement in (
        "UPDATE operations.access_log SET purpose = ''",
        "UPDATE operations.access_batches SET leaves = NULL",
        "DELETE FROM operations.access_batches",
    ):
        with (
            psycopg.connect(record.house.database.dsn()) as connection,
            pytest.raises(psycopg.errors.InsufficientPrivilege),
        ):
            connection.execute(statement.encode())
