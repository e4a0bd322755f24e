"""The ledger and the library's own recorder, to be put under one load."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Generator, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from itertools import count
from pathlib import Path
from uuid import UUID

import psycopg
import pytest
from databases import Database
from histories.clients import STREAMS
from histories.ours import Ours
from histories.stock import Stock, stock
from tallies import CODEC

from ledger.application import LogSettings
from ledger.book import Book
from ledger.keys.file_store import FileKeyStore
from ledger.logs import open_log

STALLED = "stalled"
"""The stream whose writer is held up in the middle of its transaction."""
LOCK = 0x7374616C


@pytest.fixture
def log_id(database: Database) -> UUID:
    """Open a log."""
    opened = UUID(bytes=secrets.token_bytes(16), version=4)
    open_log(database.dsn(), opened)
    return opened


@pytest.fixture
def ours(database: Database, log_id: UUID, tmp_path: Path) -> Iterator[Ours]:
    """Open the ledger."""
    ids = count(1)
    book = Book(
        LogSettings(dsn=database.dsn(), log_id=log_id),
        CODEC,
        FileKeyStore(tmp_path / "keys", bytes(32)),
        software="tests/1",
        new_id=lambda: f"event-{next(ids)}",
    )
    with closing(book):
        yield Ours(book, (*STREAMS, STALLED))


@pytest.fixture
def as_it_comes(database: Database) -> Iterator[Stock]:
    """Make the library's recorder with every default."""
    with stock(database.superuser, f"stock_{secrets.token_hex(8)}", functions=False) as made:
        yield made


@pytest.fixture
def in_function_mode(database: Database) -> Iterator[Stock]:
    """Make the library's recorder in the mode in which nobody waits for anybody."""
    with stock(database.superuser, f"stock_{secrets.token_hex(8)}", functions=True) as made:
        yield made


@pytest.fixture
def held_up(database: Database) -> Callable[[str, str], AbstractContextManager[None]]:
    """Hold up whoever inserts into a table where a condition is true, as a slow disk would."""

    @contextmanager
    def hold(table: str, condition: str) -> Generator[None, None, None]:
        with psycopg.connect(database.superuser, autocommit=True) as connection:
            connection.execute(_WAIT.encode())
            connection.execute(_TRIGGER.format(table=table, condition=condition).encode())
            connection.execute("SELECT pg_advisory_lock(%s)", [LOCK])
            yield

    return hold


_WAIT = f"""
CREATE OR REPLACE FUNCTION public.wait_for_the_test() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_lock_shared({LOCK});
    PERFORM pg_advisory_unlock_shared({LOCK});
    RETURN NEW;
END $$
"""
_TRIGGER = """
CREATE TRIGGER held_up AFTER INSERT ON {table} FOR EACH ROW WHEN ({condition})
EXECUTE FUNCTION public.wait_for_the_test()
"""
