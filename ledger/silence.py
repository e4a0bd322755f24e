"""A server that says nothing: a connection on which no answer comes in time is cut.

A server can hang and keep its connections open, and then its own time-outs hang with it. The
system notices nothing on a socket of the same machine, and a call into the database's library
waits without end. Cutting the socket from here ends that wait as a broken cable would.
"""

from __future__ import annotations

import socket
from collections.abc import Generator
from contextlib import contextmanager, suppress
from threading import Lock, Thread
from time import monotonic, sleep
from typing import TypeVar

from psycopg import Connection, OperationalError
from psycopg.abc import PQGen
from psycopg.rows import DictRow

from ledger.errors import LedgerError

R = TypeVar("R")
RV = TypeVar("RV")

_LOOK_SECONDS = 0.1
ANSWER_SECONDS = 30.0
"""How long the answer to one question may take, where nothing else is said."""


class SilentServerError(OperationalError):
    """No answer came in time, and the connection is cut: what was asked may still happen."""


class _Wait:
    """A wait for what comes at ``descriptor``, until it is ``due``; then it is ``cut``."""

    __slots__ = ("cut", "descriptor", "due")

    def __init__(self, descriptor: int, due: float) -> None:
        self.descriptor = descriptor
        self.due = due
        self.cut = False


class _Watch:
    """Looks again and again, in a thread that lives as long as somebody waits."""

    def __init__(self) -> None:
        self._lock = Lock()
        # not by their descriptors: a connection that broke gives its own to another at once
        self._waits = set[_Wait]()
        self._looks = False

    def begin(self, descriptor: int, due: float) -> _Wait:
        wait = _Wait(descriptor, due)
        with self._lock:
            self._waits.add(wait)
            if not self._looks:
                Thread(target=self._look, name="ledger-silence", daemon=True).start()
                self._looks = True
        return wait

    def end(self, wait: _Wait) -> None:
        with self._lock:
            self._waits.remove(wait)

    def _look(self) -> None:
        while True:
            sleep(_LOOK_SECONDS)
            now = monotonic()
            # whoever waits ends that under the lock: the descriptor is theirs as long as we look
            with self._lock:
                for wait in self._waits:
                    if not wait.cut and wait.due < now:
                        wait.cut = True
                        _cut(wait.descriptor)
                self._looks = bool(self._waits)
                if not self._looks:
                    return


_watch = _Watch()


@contextmanager
def within(connection: Connection[R], seconds: float) -> Generator[None, None, None]:
    """Wait for answers on ``connection`` no longer than so, all in all. MUST NOT be nested.

    Raises:
        SilentServerError: the connection was cut; close it.
        psycopg.OperationalError: the connection is closed.
    """
    wait = _watch.begin(connection.fileno(), monotonic() + seconds)
    try:
        yield
    except OperationalError as broken:
        if not wait.cut:
            raise
        raise SilentServerError(f"no answer within {seconds:g} s") from broken
    finally:
        _watch.end(wait)


class ReadingConnection(Connection[DictRow]):
    """A connection of the pool of readers, on which each answer comes in time or not at all."""

    answer_seconds: float = ANSWER_SECONDS

    def wait(
        self,
        gen: PQGen[RV],
        interval: float = _LOOK_SECONDS,
        timeout: float | None = None,
    ) -> RV:
        """Return what ``gen`` comes to.

        Raises:
            LedgerError: ``unavailable`` after a silence, which asking again would only prolong.
        """
        try:
            with within(self, self.answer_seconds):
                return super().wait(gen, interval, timeout)
        except SilentServerError as silent:
            self.close()
            raise LedgerError("unavailable", reason=str(silent)) from silent


def _cut(descriptor: int) -> None:
    with suppress(OSError):  # what broke by itself just now is not there to be cut
        end = socket.socket(fileno=descriptor)
        try:
            end.shutdown(socket.SHUT_RDWR)
        finally:
            end.detach()
