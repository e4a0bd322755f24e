"""Tidying up, once in a while: what nobody can use any more is removed."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final, NamedTuple

from api.clock import Clock
from api.storage.expired import remove_expired
from api.storage.logs import forget_entries
from api.storage.operations import Operations
from api.storage.tasks import forget_done_tasks

EVERY: Final = timedelta(minutes=10)
DELIVERIES_KEPT: Final = timedelta(days=30)
ENTRIES_AT_ONCE: Final = 5000
"""So many entries of a log are removed in one transaction; the next round removes more."""


class Kept(NamedTuple):
    """For how many days entries of the two logs are kept."""

    security_days: int = 730
    access_days: int = 730


KEPT: Final = Kept()


class Housekeeping:
    """Removes expired rows, answers to old commands, old deliveries, and old entries of logs."""

    name = "housekeeping"

    def __init__(
        self, operations: Operations, idle: timedelta, clock: Clock, kept: Kept = KEPT
    ) -> None:
        """``idle`` is how long a session may be idle; ``kept`` how long entries of logs are."""
        self._operations = operations
        self._idle = idle
        self._clock = clock
        self._kept = kept
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
        if self._forget_entries():
            return True
        self._next = at + EVERY
        return False

    def _forget_entries(self) -> bool:
        """Remove entries of the logs that are too old, and return whether there may be more."""
        with self._operations.transaction() as connection:
            return forget_entries(connection, *self._kept, ENTRIES_AT_ONCE) >= ENTRIES_AT_ONCE
