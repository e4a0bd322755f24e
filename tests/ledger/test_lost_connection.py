"""The connection breaks, and nobody knows whether the event was stored."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from time import sleep
from uuid import UUID

import psycopg
import pytest
from databases import Database
from proxy import Cable, Cut, cable
from tallies import TALLY, Raise, context, raise_tally

from ledger.append.writer import Timeouts
from ledger.book import Book
from ledger.errors import LedgerError
from ledger.sources import One

BREAD = One(TALLY, "bread")
APPENDS = b'"software":"tests/1"'
"""Only an append says this: the meta of its event."""


@pytest.fixture
def wire(database: Database) -> Iterator[Cable]:
    """Lay a cable to the server."""
    with cable(database.server.socket_directory) as laid:
        yield laid


@pytest.fixture
def far(open_book: Callable[..., Book], wire: Cable, database: Database) -> Book:
    """Open a book at the other end of the cable."""
    return open_book(
        dsn=wire.through(database.dsn()), timeouts=Timeouts(lock_seconds=1, reconnect_seconds=1)
    )


@pytest.mark.parametrize(("when", "repeated"), [(Cut.AFTER, True), (Cut.BEFORE, False)])
def test_a_command_whose_answer_was_lost_is_stored_once_and_answered(
    far: Book, book: Book, wire: Cable, *, when: Cut, repeated: bool
) -> None:
    wire.cut(when, APPENDS)
    answer = far.handle(BREAD, raise_tally, Raise(3), context("k"))
    assert (wire.cuts, answer.positions, answer.repeated) == (1, (1,), repeated)
    assert [one.leaf_hash for one in book.events(BREAD)] == list(answer.leaf_hashes)


def test_a_command_sent_again_by_its_client_gets_the_answer_that_was_lost(
    far: Book, book: Book, wire: Cable
) -> None:
    far.handle(One(TALLY, "warm"), raise_tally, Raise(1), context())
    wire.cut(Cut.AFTER, APPENDS)
    wire.close()
    with pytest.raises(LedgerError) as lost:
        far.handle(BREAD, raise_tally, Raise(3), context("k"))
    assert (lost.value.code, wire.cuts) == ("unavailable", 1)
    answer = book.handle(BREAD, raise_tally, Raise(3), context("k"))
    assert (answer.positions, answer.repeated, book.head()) == ((2,), True, 2)


def test_a_command_that_may_be_stored_is_never_said_not_to_be(
    far: Book, book: Book, wire: Cable, database: Database, log_id: UUID
) -> None:
    far.handle(One(TALLY, "warm"), raise_tally, Raise(1), context())
    wire.cut(Cut.AFTER, APPENDS)
    with psycopg.connect(database.superuser) as holding, ThreadPoolExecutor(1) as threads:
        wire.held = Event()
        sent = threads.submit(far.handle, BREAD, raise_tally, Raise(3), context("k"))
        while book.head() < 2:
            sleep(0.01)
        holding.execute("SELECT FROM ledger.log_head WHERE log_id = %s FOR UPDATE", [log_id])
        wire.held.set()
        refused = sent.exception(timeout=60)
    assert isinstance(refused, LedgerError)
    assert refused.code == "unavailable"
    assert book.handle(BREAD, raise_tally, Raise(3), context("k")).repeated


def test_a_whole_group_is_sent_again(far: Book, book: Book, wire: Cable) -> None:
    far.handle(BREAD, raise_tally, Raise(1), context())
    wire.cut(Cut.AFTER, APPENDS)

    def send(n: int) -> tuple[int, ...]:
        return far.handle(One(TALLY, f"s{n}"), raise_tally, Raise(1), context()).positions

    with ThreadPoolExecutor(8) as threads:
        positions = sorted(threads.map(send, range(8)))
    assert positions == [(n,) for n in range(2, 10)]
    assert (book.head(), wire.cuts) == (9, 1)


def test_readers_find_new_connections_after_the_old_ones_died(
    book: Book, database: Database
) -> None:
    book.handle(BREAD, raise_tally, Raise(3), context())
    with psycopg.connect(database.superuser) as connection:
        query = """SELECT pg_terminate_backend(pid, 60000) FROM pg_stat_activity
            WHERE datname = current_database() AND pid <> pg_backend_pid()"""
        assert (True,) in connection.execute(query).fetchall()
    assert book.state(BREAD) == 3
    book.handle(BREAD, raise_tally, Raise(3), context())
    assert book.state(BREAD) == 6


def test_a_reader_without_a_server_says_so(
    open_book: Callable[..., Book], wire: Cable, database: Database
) -> None:
    reader = open_book(dsn=wire.through(database.dsn()), read_seconds=0.5)
    assert reader.head() == 0
    wire.close()
    with psycopg.connect(database.superuser) as connection:
        query = """SELECT pg_terminate_backend(pid, 60000) FROM pg_stat_activity
            WHERE datname = current_database() AND pid <> pg_backend_pid()"""
        assert (False,) not in connection.execute(query).fetchall()
    with pytest.raises(LedgerError) as refused:
        reader.head()
    assert refused.value.code == "unavailable"
