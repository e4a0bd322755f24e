"""The server hangs and keeps its connections open. Nobody waits for it without end."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep
from uuid import UUID

import psycopg
import pytest
from appending import request
from databases import Database, prepared
from homes import Home, passable_folder
from psycopg import Connection
from psycopg.conninfo import make_conninfo
from psycopg.rows import DictRow
from psycopg_pool import ConnectionPool
from tallies import TALLY, Raise, TallyRaised, context, raise_tally

from ledger.append.appender import Appender, Queue
from ledger.append.request import Repeated, Stored
from ledger.append.writer import Timeouts, Writer
from ledger.book import Book
from ledger.datastore import LedgerDatastore
from ledger.errors import LedgerError
from ledger.recorder import LedgerRecorder
from ledger.sources import One

BREAD = One(TALLY, "bread")
SHORT = Timeouts(statement_seconds=0.3, silence_seconds=0.2, reconnect_seconds=0)
BOUND_SECONDS = 10.0
"""Half a second would do. A test that fails would take for ever, or a minute at least."""


class Freezer:
    """Stops every process of a server, and lets them go on."""

    def __init__(self, home: Home) -> None:
        self._home = home
        self._stopped: list[int] = []

    def freeze(self) -> None:
        """The server hangs from now on."""
        postmaster = self._home.postmaster
        os.kill(postmaster, signal.SIGSTOP)
        self._stopped = [postmaster]
        children = Path(f"/proc/{postmaster}/task/{postmaster}/children").read_text().split()
        for process in map(int, children):
            os.kill(process, signal.SIGSTOP)
            self._stopped.append(process)

    def thaw(self) -> None:
        """The server goes on, as if nothing had been. Twice is no error."""
        while self._stopped:
            os.kill(self._stopped.pop(), signal.SIGCONT)


@pytest.fixture(scope="module")
def hanging() -> Iterator[tuple[Database, Freezer]]:
    """Run a server of our own, which can be stopped without disturbing anybody."""
    with passable_folder() as folder:
        home = Home(folder / "home", folder / "state")
        with home.start() as server:
            yield prepared(server, "hanging"), Freezer(home)


@pytest.fixture
def database(hanging: tuple[Database, Freezer]) -> Database:
    """Take the server that can be stopped, instead of the one that all tests share."""
    return hanging[0]


@pytest.fixture
def freezer(hanging: tuple[Database, Freezer]) -> Iterator[Freezer]:
    """Stop the server, and never leave it so."""
    yield hanging[1]
    hanging[1].thaw()


@pytest.fixture
def near(open_book: Callable[..., Book]) -> Book:
    """Open a book that waits half a second, and has read and written before."""
    book = open_book(timeouts=SHORT, answer_seconds=0.5)
    book.handle(One(TALLY, "warm"), raise_tally, Raise(1), context())
    return book


@contextmanager
def soon() -> Generator[None, None, None]:
    """What happens within takes no longer than it may."""
    began = monotonic()
    yield
    assert monotonic() - began < BOUND_SECONDS


def place(appender: Appender, key: str) -> int:
    """Return where the request of this key is in the log, sending it again."""
    outcome = appender.append(request(key))
    assert isinstance(outcome, Stored | Repeated)
    return outcome.first_position


def pool_of(book: Book) -> ConnectionPool[Connection[DictRow]]:
    recorder = book.application.recorder
    assert isinstance(recorder, LedgerRecorder)
    assert isinstance(recorder.datastore, LedgerDatastore)
    return recorder.datastore.pool


def test_a_command_sent_to_a_server_that_hangs_is_answered_when_it_is_sent_again(
    near: Book, freezer: Freezer
) -> None:
    def freeze_and_raise(total: int, command: Raise) -> Sequence[TallyRaised]:
        freezer.freeze()
        return raise_tally(total, command)

    with soon(), pytest.raises(LedgerError) as hung:
        near.handle(BREAD, freeze_and_raise, Raise(3), context("k"))
    assert (hung.value.code, hung.value.facts["reason"]) == (
        "unavailable",
        "no answer within 0.5 s",
    )
    freezer.thaw()
    near.handle(BREAD, raise_tally, Raise(3), context("k"))
    assert near.handle(BREAD, raise_tally, Raise(3), context("k")).repeated
    assert (near.state(BREAD), near.head()) == (3, 2)


def test_everybody_who_waits_for_a_server_that_hangs_is_told_so(
    database: Database, log_id: UUID, freezer: Freezer, threads: ThreadPoolExecutor
) -> None:
    dsn = make_conninfo(database.dsn(), connect_timeout=2)
    writer = Writer(log_id, lambda: psycopg.connect(dsn, autocommit=True), SHORT)
    appender = Appender(log_id, writer, Queue())
    appender.append(request("warm"))
    freezer.freeze()
    with soon():
        sent = [threads.submit(appender.append, request(key)) for key in "abcd"]
        failures = [one.exception(timeout=60) for one in sent]
    freezer.thaw()
    codes = {one.code for one in failures if isinstance(one, LedgerError)}
    stored = [place(appender, key) for key in "abcd"]
    again = [place(appender, key) for key in "abcd"]
    appender.close()
    assert (codes, len(failures), again, sorted(stored)) == (
        {"unavailable"},
        4,
        stored,
        [2, 3, 4, 5],
    )


def test_a_group_that_was_sent_to_a_server_that_hangs_is_told_so(
    database: Database, log_id: UUID, freezer: Freezer
) -> None:
    writer = Writer(log_id, lambda: psycopg.connect(database.dsn(), autocommit=True), SHORT)
    writer.write([request("warm")])
    freezer.freeze()
    with soon():
        failures = writer.write([request("a"), request("b")])
    assert [one.code for one in failures if isinstance(one, LedgerError)] == ["unavailable"] * 2
    freezer.thaw()
    writer.write([request("a"), request("b")])
    assert writer.write([request("a"), request("b")]) == [Repeated(2, 2), Repeated(3, 3)]
    writer.close()


def test_a_connection_to_be_made_ready_is_waited_for_no_longer(
    database: Database, log_id: UUID, freezer: Freezer
) -> None:
    with psycopg.connect(database.dsn(), autocommit=True) as connection:
        writer = Writer(log_id, lambda: connection, SHORT)
        freezer.freeze()
        with soon():
            (refused,) = writer.write([request("a")])
        freezer.thaw()
    assert isinstance(refused, LedgerError)
    assert (refused.code, connection.closed) == ("unavailable", True)


def test_a_reader_of_a_server_that_hangs_is_told_so_and_its_connection_given_up(
    near: Book, freezer: Freezer
) -> None:
    freezer.freeze()
    with soon(), pytest.raises(LedgerError) as hung:
        near.head()
    assert (hung.value.code, hung.value.facts["reason"]) == (
        "unavailable",
        "no answer within 0.5 s",
    )
    freezer.thaw()
    assert (near.head(), pool_of(near).get_stats()["returns_bad"]) == (1, 1)


def test_an_answer_that_is_slow_is_no_silence(open_book: Callable[..., Book]) -> None:
    """The bound is on one answer: a connection is used far longer than that."""
    book = open_book(answer_seconds=0.5, timeouts=SHORT)
    end = monotonic() + 1.5
    while monotonic() < end:
        book.handle(BREAD, raise_tally, Raise(1), context())
        sleep(0.05)
    assert (book.state(BREAD), pool_of(book).get_stats().get("returns_bad", 0)) == (book.head(), 0)
