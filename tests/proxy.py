"""A cable between a program and its PostgreSQL that can be cut where it hurts."""

from __future__ import annotations

import socket
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from enum import Enum
from pathlib import Path
from select import select
from threading import Event, Thread

from psycopg.conninfo import make_conninfo

SOCKET = ".s.PGSQL.5432"
CHUNK = 1 << 20
READY = b"Z\x00\x00\x00\x05I"
"""ReadyForQuery, idle: the server has committed or rolled back, and says so."""


class Cut(Enum):
    """When the cable breaks."""

    BEFORE = "the server never hears of it"
    AFTER = "the server has committed, and its answer is lost"


class Cable:
    """Listens in ``directory`` and connects each client with the server in ``target``.

    A break that is ``held`` happens when the event is set.
    """

    def __init__(self, directory: Path, target: Path) -> None:
        self.cuts = 0
        self.held: Event | None = None
        self._directory = directory
        self._target = target / SOCKET
        self._when: Cut | None = None
        self._mark = b""
        self._listener = socket.socket(socket.AF_UNIX)
        self._listener.bind(str(directory / SOCKET))
        self._listener.listen()
        Thread(target=self._accept, daemon=True).start()

    def through(self, dsn: str) -> str:
        """Return how to log in over this cable."""
        return make_conninfo(dsn, host=str(self._directory))

    def cut(self, when: Cut, mark: bytes) -> None:
        """Break the next connection on which a client says ``mark``."""
        self._when, self._mark = when, mark

    def close(self) -> None:
        """Take no more clients."""
        with suppress(OSError):  # closed already
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._listener.accept()
                Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client: socket.socket) -> None:
        with client, socket.socket(socket.AF_UNIX) as server, suppress(OSError):
            server.connect(str(self._target))
            while True:
                for side in select([client, server], [], [])[0]:
                    said = side.recv(CHUNK)
                    if not said or (side is client and self._breaks(said, server)):
                        return
                    (server if side is client else client).sendall(said)

    def _breaks(self, said: bytes, server: socket.socket) -> bool:
        if self._when is None or self._mark not in said:
            return False
        when, self._when = self._when, None
        self.cuts += 1
        if when is Cut.AFTER:
            server.sendall(said)
            answer = b""
            while not answer.endswith(READY):
                answer += server.recv(CHUNK)
        if self.held is not None:
            self.held.wait(60)
        return True


@contextmanager
def cable(target: Path) -> Iterator[Cable]:
    """Lay a cable to the server whose socket is in ``target``."""
    with tempfile.TemporaryDirectory(prefix="cable-") as directory:
        laid = Cable(Path(directory), target)
        yield laid
        laid.close()
