"""The disk is full: nothing that was acknowledged is lost, and work goes on when there is room."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, closing, suppress
from itertools import count
from pathlib import Path
from uuid import UUID

import pytest
from chains import require_chain, whole_log
from databases import Database, prepared
from faults.disks import Disk, small_disk
from homes import Home
from tallies import CODEC, NOON, TALLY, TallyRaised, context

from ledger.append.writer import Timeouts
from ledger.application import LogSettings
from ledger.book import Book
from ledger.errors import LedgerError
from ledger.keys.file_store import FileKeyStore
from ledger.logs import open_log
from ledger.meta import read_meta
from ledger.sources import One

LOG = UUID("018f0000-0000-7000-8000-0000000000df")
LEFT_BYTES = 4 * 1024 * 1024
NOTE = "n" * 200_000
"""So long that a few hundred events would fill more than is left."""


@pytest.fixture
def disk() -> Iterator[Disk]:
    """Mount a small file system, where one may."""
    with small_disk() as mounted:
        yield mounted


@pytest.fixture
def home(disk: Disk) -> Home:
    """Keep the server's data on it."""
    return Home(disk.path.parent / "home", disk.path)


def write(book: Book, key: str) -> None:
    raised = [TallyRaised(at=NOON, by=1, note=NOTE)]
    book.handle(One(TALLY, "long"), lambda _, __: raised, None, context(key))


def fill_up(book: Book) -> list[str]:
    """Write until nothing more can be written; return the keys of what was acknowledged."""
    acknowledged: list[str] = []
    with suppress(LedgerError):
        for number in range(1_000):
            write(book, f"full-{number}")
            acknowledged.append(f"full-{number}")
    assert 0 < len(acknowledged) < 1_000, "the disk was not full, or too full"
    return acknowledged


def open_one(database: Database, folder: Path) -> Book:
    ids = count(1)
    return Book(
        LogSettings(dsn=database.dsn(), log_id=LOG, timeouts=Timeouts(reconnect_seconds=0)),
        CODEC,
        FileKeyStore(folder / "keys", bytes(32)),
        software="tests/1",
        new_id=lambda: f"event-{next(ids)}",
    )


def test_what_was_acknowledged_is_there_and_work_goes_on_when_there_is_room_again(
    home: Home, disk: Disk, tmp_path: Path
) -> None:
    with ExitStack() as servers:
        database = prepared(servers.enter_context(home.start()), "full")
        open_log(database.dsn(), LOG)
        with closing(open_one(database, tmp_path)) as book:
            disk.fill(LEFT_BYTES)
            acknowledged = fill_up(book)
            disk.clear()
            servers.enter_context(home.start())  # it ends by itself where it cannot write its log
            write(book, f"full-{len(acknowledged)}")
            rows = whole_log(book.rows)
    require_chain(LOG, rows)
    keys = [read_meta(row.meta).idempotency_key for row in rows]
    assert keys == [f"full-{number}" for number in range(len(acknowledged) + 1)]
