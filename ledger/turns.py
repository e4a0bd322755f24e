"""One at a time on a server: whoever changes it waits for those who are at it, for a while."""

from __future__ import annotations

from typing import Final

from psycopg import Connection, errors
from psycopg.rows import TupleRow

from ledger.errors import LedgerError

TURN_SECONDS: Final = 60.0
"""How long others may be at it. Who makes a server ready applies migrations, and they take time."""


def take_turn(connection: Connection[TupleRow], lock: int, wait_seconds: float) -> None:
    """Hold the advisory lock of this database until the connection ends.

    From here on, no statement of the connection waits longer for any lock.

    Raises:
        LedgerError: ``others_at_work`` if others hold it for longer than ``wait_seconds``.
    """
    bound = f"{wait_seconds * 1000:.0f}ms"
    connection.execute("SELECT set_config('lock_timeout', %s, false)", [bound])
    try:
        connection.execute("SELECT pg_advisory_lock(%s)", [lock])
    except errors.LockNotAvailable as waited:
        raise LedgerError("others_at_work", wait_seconds=wait_seconds) from waited
