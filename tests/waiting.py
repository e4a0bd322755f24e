"""Waiting for what another thread or process is about to do. Never longer than a while."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from uuid import UUID

import psycopg
from databases import Database

PATIENCE_SECONDS = 20.0


def until(happened: Callable[[], bool], patience_seconds: float = PATIENCE_SECONDS) -> None:
    """Return when it has happened."""
    deadline = time.monotonic() + patience_seconds
    while not happened():
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.005)


@contextmanager
def held(database: Database, log_id: UUID) -> Iterator[None]:
    """Hold the head of a log, so that every append waits."""
    with psycopg.connect(database.superuser) as holder:
        holder.execute("SELECT FROM ledger.log_head WHERE log_id = %s FOR UPDATE", [log_id])
        yield


@contextmanager
def held_next(database: Database) -> Iterator[None]:
    """Hold every log, after those who wait already and before those who come later."""
    with psycopg.connect(database.superuser) as holder:
        holder.execute("LOCK TABLE ledger.log_head IN EXCLUSIVE MODE")
        yield


def waiting_for_locks(database: Database) -> int:
    """Return how many sessions of the database wait for a lock."""
    query = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = %s"
    with psycopg.connect(database.superuser) as connection:
        row = connection.execute(query, [database.name]).fetchone()
    assert row is not None
    return int(row[0])
