"""Locks on files: between threads and processes, and let go by the system when a process dies.

Each lock is taken on a descriptor of its own. A lock that is not let go is kept by every copy of
its descriptor: a child that inherits one holds it too, until it ends. Source: flock(2).
"""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from ledger.errors import LedgerError

POLL_SECONDS = 0.005


def open_lock(path: Path) -> int:
    """Return a new descriptor of the lock file ``path``, made 0600 when absent."""
    return os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)


def try_lock(descriptor: int) -> bool:
    """Take the exclusive lock if nobody holds any; return whether it is ours. Never waits."""
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def is_held(path: Path) -> bool:
    """Return whether somebody holds a lock on ``path`` at this moment."""
    descriptor = open_lock(path)
    try:
        return not try_lock(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def exclusively(path: Path, *, wait_seconds: float) -> Generator[None, None, None]:
    """Hold the exclusive lock on ``path``.

    Raises:
        LedgerError: ``lock_timeout`` if others hold it for longer than ``wait_seconds``.
    """
    deadline = time.monotonic() + wait_seconds
    descriptor = open_lock(path)
    try:
        while not try_lock(descriptor):
            if time.monotonic() > deadline:
                raise LedgerError("lock_timeout", path=str(path), wait_seconds=wait_seconds)
            time.sleep(POLL_SECONDS)
        yield
    finally:
        fcntl.flock(descriptor, fcntl.LOCK_UN)
        os.close(descriptor)
