"""A log of its own for each test of the ledger, in the database that they share."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from uuid import UUID

import msgspec
import psycopg
import pytest
from databases import Database
from tallies import CODEC

from ledger.append.appender import Appender, Queue
from ledger.append.writer import Timeouts, Writer
from ledger.application import LogSettings
from ledger.book import Book
from ledger.keys.file_store import FileKeyStore
from ledger.logs import open_log


def new_uuid() -> UUID:
    return UUID(bytes=secrets.token_bytes(16), version=4)


@pytest.fixture
def log_id(database: Database) -> UUID:
    """Open a log."""
    opened = new_uuid()
    open_log(database.dsn(), opened)
    return opened


@pytest.fixture
def keys(tmp_path: Path) -> FileKeyStore:
    """Make a key store."""
    return FileKeyStore(tmp_path / "keys", bytes(32))


@pytest.fixture
def open_book(
    database: Database, log_id: UUID, keys: FileKeyStore
) -> Iterator[Callable[..., Book]]:
    """Open books on the log, with settings of choice; all are closed at the end."""
    with ExitStack() as stack:

        def open_one(**settings: object) -> Book:
            usual = LogSettings(dsn=database.dsn(), log_id=log_id)
            chosen = msgspec.structs.replace(usual, **settings)
            made = Book(chosen, CODEC, keys, software="tests/1", new_id=lambda: str(new_uuid()))
            stack.callback(made.close)
            return made

        yield open_one


@pytest.fixture
def book(open_book: Callable[..., Book]) -> Book:
    """Open a book on the log."""
    return open_book()


@pytest.fixture
def attack(database: Database, log_id: UUID) -> Callable[[str], None]:
    """Change the log's rows, with the triggers switched off."""

    def change(statement: str) -> None:
        with psycopg.connect(database.superuser) as connection:
            connection.execute("SET session_replication_role = replica")
            text = statement.format(events=f"ledger.events_{log_id.hex}", log=log_id)
            connection.execute(text.encode())

    return change


@pytest.fixture
def open_appender(database: Database, log_id: UUID) -> Iterator[Callable[..., Appender]]:
    """Open appenders to the log, with queues of choice; all are closed at the end."""
    with ExitStack() as stack:

        def open_one(**queue: float) -> Appender:
            writer = Writer(
                log_id,
                lambda: psycopg.connect(database.dsn(), autocommit=True),
                Timeouts(lock_seconds=15),
            )
            appender = Appender(log_id, writer, msgspec.structs.replace(Queue(), **queue))
            stack.callback(appender.close)
            return appender

        yield open_one


@pytest.fixture
def threads() -> Iterator[ThreadPoolExecutor]:
    """Run what must not block the test."""
    with ThreadPoolExecutor(16) as pool:
        yield pool
