"""Uploads that nobody goes on with: removed when their time is over."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from api.annexes.annexes import Annexes
from api.clock import Clock

EVERY: Final = timedelta(minutes=10)


class Uploads:
    """Removes expired uploads."""

    name = "uploads"

    def __init__(self, annexes: Annexes, clock: Clock) -> None:
        self._annexes = annexes
        self._clock = clock
        self._next: datetime | None = None

    def round(self) -> bool:
        """Remove some, if it is time.

        Raises:
            LedgerError: ``unavailable``, ``file_store_failed``.
        """
        at = self._clock()
        if self._next is not None and at < self._next:
            return False
        more = self._annexes.tidy_up(at)
        self._next = None if more else at + EVERY
        return more
