"""A server that says nothing: a connection on which no answer comes in time is cut.

A server can hang and keep its connections open, and then its own time-outs hang with it. The
system notices nothing on a socket of the same machine, and a call into the database's library
waits without end. Cutting the socket from here ends that wait as a broken cable would.
"""

from __future__ import annotations

import os
import socket
from collections.abc import Generator
from contextlib import contextmanager
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


class _Watch:
    """Looks again and again, in a thread that lives as long as somebody waits."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._due: dict[int, float | None] = {}
        self._looks = False

    def begin(self, descriptor: int, due: float) -> None:
        with self._lock:
            self._due[descriptor] = due
            if not self._looks:
                Thread(target=self._look, name="ledger-silence", daemon=True).start()
                self._looks = True

    def end(self, descriptor: int) -> None:
        with self._lock:
            del self._due[descriptor]

    def has_cut(self, descriptor: int) -> bool:
        with self._lock:
            return self._due[descriptor] is None

    def _look(self) -> None:
        while True:
            sleep(_LOOK_SECONDS)
            now = monotonic()
            # whoever waits takes its descriptor out under the lock: it can not be another's yet
            with self._lock:
                for descriptor, due in self._due.items():
                    if due is not None and due < now:
                        _cut(descriptor)
                        self._due[descriptor] = None
                self._looks = bool(self._due)
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
    descriptor = connection.fileno()
    _watch.begin(descriptor, monotonic() + seconds)
    try:
        yield
    except OperationalError as broken:
        if not _watch.has_cut(descriptor):
            raise
        raise SilentServerError(f"no answer within {seconds:g} s") from broken
    finally:
        _watch.end(descriptor)


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
    with socket.socket(fileno=os.dup(descriptor)) as end:
        end.shutdown(socket.SHUT_RDWR)
