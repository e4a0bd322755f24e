"""Tidying up, once in a while: what nobody can use any more is removed."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from api.clock import Clock
from api.storage.expired import remove_expired
from api.storage.operations import Operations
from api.storage.tasks import forget_done_tasks

EVERY: Final = timedelta(minutes=10)
DELIVERIES_KEPT: Final = timedelta(days=30)


class Housekeeping:
    """Removes expired rows, answers to old commands, and deliveries long done."""

    name = "housekeeping"

    def __init__(self, operations: Operations, idle: timedelta, clock: Clock) -> None:
        """``idle`` is how long a session may be idle."""
        self._operations = operations
        self._idle = idle
        self._clock = clock
        self._next: datetime | None = None

    def round(self) -> bool:
        """Tidy up if it is time.

        Raises:
            LedgerError: ``unavailable``.
        """
        at = self._clock()
        if self._next is not None and at < self._next:
            return False
        with self._operations.transaction() as connection:
            remove_expired(connection, at, self._idle)
            forget_done_tasks(connection, at - DELIVERIES_KEPT)
            connection.execute("SELECT ledger.forget_commands()")
        self._next = at + EVERY
        return False
