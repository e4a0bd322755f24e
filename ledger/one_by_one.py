"""Commands about one stream, decided one after the other as far as one process goes.

Two that are decided at once on the same state cost a conflict and a second decision. Between
processes it takes a lock in the database to help that (see `ledger.alone`); within one it does not.
"""

from __future__ import annotations

from collections.abc import Generator, Hashable
from contextlib import contextmanager
from threading import Lock, RLock

from ledger.errors import LedgerError


class Turn:
    """A turn at a stream. ``wanted`` is how many are at it or wait.

    ``is_alone`` while whoever has it keeps other processes away from the stream.
    """

    def __init__(self) -> None:
        self.lock = RLock()
        self.wanted = 0
        self.is_alone = False


class OneByOne:
    """Turns at streams. Safe for threads; who has a turn may take it again."""

    def __init__(self, wait_seconds: float) -> None:
        self._wait_seconds = wait_seconds
        self._mutex = Lock()
        self._turns: dict[Hashable, Turn] = {}

    @contextmanager
    def turn(self, stream: Hashable) -> Generator[Turn, None, None]:
        """Keep everybody else from their turn at a stream until the block ends.

        Raises:
            LedgerError: ``busy`` if others take too long: nothing was done, come back later.
        """
        with self._mutex:
            turn = self._turns.setdefault(stream, Turn())
            turn.wanted += 1
        try:
            if not turn.lock.acquire(timeout=self._wait_seconds):
                raise LedgerError("busy", waited_seconds=self._wait_seconds)
            try:
                yield turn
            finally:
                turn.lock.release()
        finally:
            with self._mutex:
                turn.wanted -= 1
                if not turn.wanted:
                    del self._turns[stream]
