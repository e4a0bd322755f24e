"""Waiting for what another thread or process is about to do. Never longer than a while."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from uuid import UUID

import psycopg
from databases import Database

PATIENCE_SECONDS = 20.0
SHORTEST_SECONDS, LONGEST_SECONDS = 0.005, 0.1
"""Between two looks."""


def until(happened: Callable[[], bool], patience_seconds: float = PATIENCE_SECONDS) -> None:
    """Return when it has happened; what takes long to find out is looked at less often."""
    deadline = time.monotonic() + patience_seconds
    looked = time.monotonic()
    while not happened():
        now = time.monotonic()
        assert now < deadline, "it did not happen"
        time.sleep(min(max(SHORTEST_SECONDS, 3 * (now - looked)), LONGEST_SECONDS))
        looked = time.monotonic()


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
