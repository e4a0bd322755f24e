"""A projector that follows in a thread, for as long as a test needs it."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Event

from projections.runner.projector import Projector

LEADER = """
SELECT l.pid FROM pg_locks AS l JOIN pg_database AS d ON d.oid = l.database
WHERE l.locktype = 'advisory' AND d.datname = current_database()
"""
"""The process at the server of whoever leads."""


@contextmanager
def following(projector: Projector) -> Iterator[Event]:
    """Let a projector follow in a thread, and stop it in the end."""
    stop = Event()
    with ThreadPoolExecutor(1) as pool:
        done = pool.submit(projector.follow, stop)
        try:
            yield stop
        finally:
            stop.set()
            done.result(timeout=20)
