"""The server is killed again and again under sixteen writers. What was acknowledged is there.

A list on the client's side says what was acknowledged. The same test, with writers that
acknowledge before the commit, must find losses: otherwise it could not find any.
"""

from __future__ import annotations

import secrets
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from itertools import count
from pathlib import Path
from threading import Event
from uuid import UUID

import pytest
from chains import require_chain, whole_log
from databases import prepared
from homes import Home, passable_folder
from tallies import CODEC, TALLY, Raise, context, raise_tally

from ledger.append.writer import Timeouts
from ledger.application import LogSettings
from ledger.book import Book
from ledger.errors import LedgerError
from ledger.keys.file_store import FileKeyStore
from ledger.logs import open_log
from ledger.meta import read_meta
from ledger.sources import One

LOG = UUID("018f0000-0000-7000-8000-0000000000d1")
WRITERS = 16
EVENTS_A_STREAM = 20
IMPATIENT = Timeouts(reconnect_seconds=0)
"""So that it is the crowd that has to send commands again, and not the book."""
COME_BACK_LATER = {"unavailable", "busy", "queue_full"}


class Crowd:
    """Sixteen writers on one book, and what they were told was recorded."""

    def __init__(self, book: Book, *, hasty: bool) -> None:
        self.acknowledged: list[str] = []
        self.enough = Event()
        self._book = book
        self._hasty = hasty

    def write(self, writer: int) -> None:
        """Record one event after the other, each under a key of its own."""
        for n in count():
            key = f"{writer}-{n}"
            tally = One(TALLY, f"{writer}-{n // EVENTS_A_STREAM}")
            if self._hasty:
                self.acknowledged.append(key)
            recorded = self._record(tally, key)
            if recorded and not self._hasty:
                self.acknowledged.append(key)
            if self.enough.is_set():
                return

    def _record(self, tally: One[int], key: str) -> bool:
        """Send the command until there is an answer; the hasty send it once."""
        while True:
            try:
                self._book.handle(tally, raise_tally, Raise(1), context(key))
            except LedgerError as failed:
                if failed.code not in COME_BACK_LATER:
                    raise
                if self._hasty or self.enough.is_set():
                    return False
                time.sleep(0.02)
            else:
                return True


@pytest.fixture
def home() -> Iterator[Home]:
    with passable_folder() as folder:
        yield Home(folder / "home", folder / "state")


def open_one(home: Home, folder: Path, servers: ExitStack) -> Book:
    server = servers.enter_context(home.start())
    database = prepared(server, "killed")
    open_log(database.dsn(), LOG)
    ids = count(1)
    book = Book(
        LogSettings(dsn=database.dsn(), log_id=LOG, read_seconds=20, timeouts=IMPATIENT),
        CODEC,
        FileKeyStore(folder / "keys", bytes(32)),
        software="tests/1",
        new_id=lambda: f"event-{next(ids)}",
    )
    servers.callback(book.close)
    return book


def run(home: Home, book: Book, servers: ExitStack, kills: int, *, hasty: bool) -> list[str]:
    """Let the crowd write while the server is killed so often; return what was acknowledged."""
    crowd = Crowd(book, hasty=hasty)
    with ThreadPoolExecutor(WRITERS) as threads:
        writers = [threads.submit(crowd.write, writer) for writer in range(WRITERS)]
        try:
            for _ in range(kills):
                work_on(crowd)
                home.crash()
                servers.enter_context(home.start())
        finally:
            time.sleep(0.5)
            crowd.enough.set()
        for writer in writers:
            writer.result()
    return crowd.acknowledged


def work_on(crowd: Crowd) -> None:
    """Let each writer write once or so, however slow the machine is, and then for a moment more."""
    before, give_up = len(crowd.acknowledged), time.monotonic() + 60
    while len(crowd.acknowledged) < before + WRITERS:
        assert time.monotonic() < give_up
        time.sleep(0.01)
    time.sleep(secrets.randbelow(400) / 1000)


def recorded_keys(book: Book) -> Counter[str]:
    """Return how often each key is in the log, all of which is in order."""
    rows = whole_log(book.rows)
    require_chain(LOG, rows)
    return Counter(read_meta(row.meta).idempotency_key for row in rows)


def test_twenty_kills_lose_nothing_that_was_acknowledged(home: Home, tmp_path: Path) -> None:
    with ExitStack() as servers:
        book = open_one(home, tmp_path, servers)
        acknowledged = run(home, book, servers, 20, hasty=False)
        recorded = recorded_keys(book)
    assert set(acknowledged) - recorded.keys() == set()
    assert recorded.most_common(1)[0][1] == 1
    assert len(acknowledged) == len(set(acknowledged)) >= 20 * WRITERS


def test_writers_that_acknowledge_before_the_commit_are_found_out(
    home: Home, tmp_path: Path
) -> None:
    with ExitStack() as servers:
        book = open_one(home, tmp_path, servers)
        acknowledged = run(home, book, servers, 2, hasty=True)
        recorded = recorded_keys(book)
    assert set(acknowledged) - recorded.keys() != set()
