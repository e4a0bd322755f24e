"""A page of a table is damaged on the disk, below the database: it is not taken for history."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from contextlib import closing, contextmanager
from itertools import count
from pathlib import Path
from uuid import UUID

import pytest
from databases import Database, prepared
from homes import Home, answer, command, passable_folder
from keyring import refused
from tallies import CODEC, TALLY, Raise, context, raise_tally

from ledger.application import LogSettings
from ledger.book import Book
from ledger.fsck.check import fsck
from ledger.keys.file_store import FileKeyStore
from ledger.logs import open_log
from ledger.sources import One

LOG = UUID("018f0000-0000-7000-8000-0000000000aa")
PAGE_BYTES = 8192


@pytest.fixture
def home() -> Iterator[Home]:
    with passable_folder() as folder:
        yield Home(folder / "home", folder / "state")


@contextmanager
def opened(database: Database, folder: Path) -> Generator[Book, None, None]:
    ids = count(1)
    book = Book(
        LogSettings(dsn=database.dsn(), log_id=LOG),
        CODEC,
        FileKeyStore(folder / "keys", bytes(32)),
        software="tests/1",
        new_id=lambda: f"event-{next(ids)}",
    )
    with closing(book):
        yield book


def written(home: Home, folder: Path) -> Path:
    """Write some events; return the file in which the server has them, once it has stopped."""
    with home.start() as server:
        database = prepared(server, "torn")
        open_log(database.dsn(), LOG)
        with opened(database, folder) as book:
            for _ in range(50):
                book.handle(One(TALLY, "bread"), raise_tally, Raise(1), context())
        command(database.superuser, "CHECKPOINT")
        table = f"SELECT pg_relation_filepath('ledger.events_{LOG.hex}')"
        return home.layout.data / str(answer(database.superuser, table))


@pytest.mark.parametrize("width", [1, PAGE_BYTES // 2])
def test_a_damaged_page_is_refused_and_not_taken_for_history(
    home: Home, tmp_path: Path, width: int
) -> None:
    path = written(home, tmp_path)
    with path.open("r+b") as file:
        file.seek(PAGE_BYTES - width)
        torn = bytes(255 - byte for byte in file.read(width))
        file.seek(PAGE_BYTES - width)
        file.write(torn)
    with home.start() as server:
        database = Database(server, "torn")
        torn_parts = [
            fault
            for fault in fsck(lambda: opened(database, tmp_path), processes=1).faults
            if fault.check == "readable"
        ]
        assert all("invalid page" in fault.actual for fault in torn_parts)
        assert torn_parts
        with opened(database, tmp_path) as book, refused("unreadable"):
            book.state(One(TALLY, "bread"))
