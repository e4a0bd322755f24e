"""Alone at a stream: who was too slow is not overtaken twice, and nothing hangs for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from uuid import UUID

import psycopg
import pytest
from databases import Database
from psycopg.rows import DictRow, dict_row
from psycopg_pool import ConnectionPool
from tallies import NOON, TALLY, Raise, TallyRaised, context, raise_tally
from waiting import until, waiting_for_locks

from ledger.alone import Alone, lock_of
from ledger.book import Book
from ledger.errors import LedgerError
from ledger.recorded import Answer
from ledger.sources import One

BREAD = One(TALLY, "bread")
Open = Callable[..., Book]
STREAM = UUID("0190a6f2-7f0e-7b6c-9d5e-0c1d2e3f4a5b")
END = """
    SELECT pg_terminate_backend(l.pid)
    FROM pg_locks AS l JOIN pg_database AS d ON d.oid = l.database
    WHERE l.locktype = 'advisory' AND l.granted AND d.datname = current_database()
"""


def raised(command: Raise) -> list[TallyRaised]:
    return [TallyRaised(at=NOON, by=command.by)]


def test_who_was_too_slow_is_waited_for_by_other_processes(
    book: Book, open_book: Open, threads: ThreadPoolExecutor, database: Database
) -> None:
    other, later = open_book(), list[Future[Answer]]()

    def decide(total: int, command: Raise) -> list[TallyRaised]:
        if total == 0:
            other.handle(BREAD, raise_tally, Raise(10), context())
        else:
            later.append(threads.submit(other.handle, BREAD, raise_tally, Raise(5), context()))
            until(lambda: waiting_for_locks(database) == 1)
        return raised(command)

    assert book.handle(BREAD, decide, Raise(1), context()).versions == (2,)
    assert later[0].result().versions == (3,)
    assert book.state(BREAD) == 16


def test_the_right_ends_with_its_connection(
    book: Book, open_book: Open, database: Database
) -> None:
    other = open_book()

    def decide(total: int, command: Raise) -> list[TallyRaised]:
        if total == 0:
            other.handle(BREAD, raise_tally, Raise(10), context())
        elif total == 10:
            with psycopg.connect(database.superuser) as connection:
                connection.execute(END)
            other.handle(BREAD, raise_tally, Raise(10), context())
        return raised(command)

    assert book.handle(BREAD, decide, Raise(1), context()).versions == (3,)
    assert other.handle(BREAD, raise_tally, Raise(1), context()).versions == (4,)


@pytest.fixture
def pool(database: Database) -> Iterator[ConnectionPool[psycopg.Connection[DictRow]]]:
    """Give one connection, on which nobody waits for long."""
    patience = {"options": "-c lock_timeout=50ms", "autocommit": True, "row_factory": dict_row}
    with ConnectionPool[psycopg.Connection[DictRow]](
        database.dsn(), min_size=0, max_size=1, timeout=0.1, kwargs=patience
    ) as opened:
        yield opened


def test_where_no_connection_is_left_one_is_told_to_come_back(
    pool: ConnectionPool[psycopg.Connection[DictRow]],
) -> None:
    alone = Alone(pool)
    with pool.connection(), pytest.raises(LedgerError) as refused, alone.at(STREAM):
        pass
    assert refused.value.code == "unavailable"
    with alone.at(STREAM):
        pass


def test_who_waits_too_long_is_told_to_come_back(
    pool: ConnectionPool[psycopg.Connection[DictRow]], database: Database
) -> None:
    with psycopg.connect(database.dsn()) as other:
        other.execute("SELECT pg_advisory_lock(%s)", [lock_of(STREAM)])
        with pytest.raises(LedgerError) as refused, Alone(pool).at(STREAM):
            pass
    assert refused.value.code == "unavailable"
