"""Opening logs, and forgetting commands."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

import psycopg
import pytest
from databases import Database
from tallies import TALLY, Raise, context, raise_tally

from ledger.application import LogSettings
from ledger.book import Book
from ledger.errors import LedgerError
from ledger.logs import open_log
from ledger.sources import One

BREAD = One(TALLY, "bread")
MONTH = 30 * 24 * 60 * 60 * 1_000_000


def forget(database: Database) -> int:
    with psycopg.connect(database.dsn(), autocommit=True) as connection:
        row = connection.execute("SELECT ledger.forget_commands()").fetchone()
    assert row is not None
    return int(row[0])


def age(database: Database, log_id: UUID, microseconds: int) -> None:
    """Let the commands of a log be recorded so long before this instant."""
    with psycopg.connect(database.superuser) as connection:
        query = """UPDATE ledger.commands SET recorded_at =
            (extract(epoch FROM clock_timestamp()) * 1000000)::bigint - %s WHERE log_id = %s"""
        connection.execute(query, [microseconds, log_id])


def test_a_log_is_opened_once(database: Database) -> None:
    log_id = UUID("018f0000-0000-7000-8000-0000000000a1")
    assert open_log(database.dsn(), log_id)
    assert not open_log(database.dsn(), log_id)


def test_a_log_that_many_open_at_once_is_opened_once(database: Database) -> None:
    log_id = UUID("018f0000-0000-7000-8000-0000000000a2")
    with ThreadPoolExecutor(4) as threads:
        made = list(threads.map(lambda _: open_log(database.dsn(), log_id), range(4)))
    assert sorted(made) == [False, False, False, True]


def test_who_may_not_open_a_log_is_told_so(database: Database, log_id: UUID) -> None:
    with pytest.raises(LedgerError) as refused:
        open_log(database.dsn("auditor"), log_id)
    assert refused.value.code == "log_not_opened"


def test_a_log_that_was_never_opened_is_unknown(open_book: Callable[..., Book]) -> None:
    book = open_book(log_id=UUID(int=1))
    for ask in (book.head, lambda: book.read(0, 1)):
        with pytest.raises(LedgerError) as refused:
            ask()
        assert refused.value.code == "log_unknown"


def test_logs_have_positions_of_their_own(
    book: Book, open_book: Callable[..., Book], database: Database
) -> None:
    second = UUID("018f0000-0000-7000-8000-0000000000a3")
    open_log(database.dsn(), second)
    other = open_book(log_id=second)
    for one in (book, other):
        assert one.handle(BREAD, raise_tally, Raise(1), context("k")).positions == (1,)


def test_a_command_is_remembered_for_thirty_days(
    book: Book, database: Database, log_id: UUID
) -> None:
    book.handle(BREAD, raise_tally, Raise(1), context("k"))
    age(database, log_id, MONTH - 60_000_000)
    assert forget(database) == 0
    assert book.handle(BREAD, raise_tally, Raise(1), context("k")).repeated
    age(database, log_id, MONTH + 1)
    assert forget(database) == 1
    assert not book.handle(BREAD, raise_tally, Raise(1), context("k")).repeated


def test_the_settings_of_a_log_do_not_show_the_password(database: Database, log_id: UUID) -> None:
    assert repr(LogSettings(dsn=database.dsn(), log_id=log_id)) == f"LogSettings(log_id={log_id})"


def test_who_may_not_read_is_told_so(open_book: Callable[..., Book], database: Database) -> None:
    book = open_book(dsn=database.dsn("migrator"))
    with pytest.raises(LedgerError) as refused:
        book.head()
    assert refused.value.code == "unreadable"
