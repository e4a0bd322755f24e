"""The process apart: it forks one for each file, which is confined, reads it, and ends with it.

It has everything imported before the first file comes, since a confined process can import nothing.
By a descriptor come the ends of lines, one a file; when that is closed, it ends.
"""

from __future__ import annotations

import io
import os
import signal
import socket
from collections.abc import Callable, Sequence
from io import BufferedReader
from select import select
from time import monotonic
from typing import BinaryIO, Final, TypeAlias

import msgspec

from api.apart.bounds import Bounds, confine
from api.apart.line import PIECE_BYTES, Begun, Done, Job, Line, Said, Wanted

Work: TypeAlias = Callable[[BinaryIO, bytes], bytes]
"""Reads a file, given what it is told about it, and returns what came of it."""

_LOOK_SECONDS: Final = 0.05
"""How often it is looked after processes that are at it."""


class Far(io.RawIOBase):
    """A file at the other end of a line."""

    def __init__(self, line: Line, length: int) -> None:
        super().__init__()
        self._line = line
        self._length = length
        self._position = 0

    def readable(self) -> bool:
        """It can be read."""
        return True

    def seekable(self) -> bool:
        """It can be read anywhere."""
        return True

    def seek(self, offset: int, whence: int = os.SEEK_SET, /) -> int:
        """Let the next read begin elsewhere."""
        base = {os.SEEK_SET: 0, os.SEEK_CUR: self._position, os.SEEK_END: self._length}[whence]
        if base + offset < 0:
            raise ValueError("before the beginning")
        self._position = base + offset
        return self._position

    def readinto(self, buffer: bytearray | memoryview, /) -> int:  # type: ignore[override]  # the type of a buffer has no name before Python 3.12
        """Read at most what fits, and no more than a piece."""
        length = min(len(buffer), PIECE_BYTES, max(self._length - self._position, 0))
        if not length:
            return 0
        self._line.put(_frame(Wanted(self._position, length)))
        piece = self._line.take()[:length]
        buffer[: len(piece)] = piece
        self._position += len(piece)
        return len(piece)


def run(work: Work, words: Sequence[str]) -> None:
    """Do ``work`` for whoever has started this; ``words`` are a descriptor, and the bounds."""
    descriptor, bounds = words
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who asks ends, and then this does
    with socket.socket(fileno=int(descriptor)) as control:
        _serve(control, work, msgspec.json.decode(bounds, type=Bounds))


def _serve(control: socket.socket, work: Work, bounds: Bounds) -> None:
    """Work on what comes until nobody can send anything more."""
    running: dict[int, float] = {}
    while True:
        _look_after(running)
        if not select([control], [], [], _LOOK_SECONDS if running else None)[0]:
            continue
        said, descriptors, _, _ = socket.recv_fds(control, 1, 1)
        if not said:
            return
        for descriptor in descriptors:
            running[_forked(descriptor, work, bounds)] = monotonic() + bounds.wall_seconds
            os.close(descriptor)


def _forked(descriptor: int, work: Work, bounds: Bounds) -> int:
    """Start the work on a file, and return its process."""
    process = os.fork()
    if process:
        return process
    try:
        confine(bounds, keep=descriptor)
        line = Line(socket.socket(fileno=descriptor))
        line.put(_frame(Done(_worked(line, work))))
    finally:
        os._exit(0)  # whatever it came to: nothing of this process goes on


def _worked(line: Line, work: Work) -> bytes:
    """Return what came of the file at the other end."""
    line.put(_frame(Begun()))
    job = msgspec.msgpack.decode(line.take(), type=Job)
    return work(BufferedReader(Far(line, job.length), PIECE_BYTES), job.about)


def _look_after(running: dict[int, float]) -> None:
    """Let go of processes that have ended, and end those that take too long."""
    for process, deadline in tuple(running.items()):
        if monotonic() > deadline:
            os.kill(process, signal.SIGKILL)
        if os.waitpid(process, os.WNOHANG)[0]:
            del running[process]


def _frame(said: Said) -> bytes:
    return msgspec.msgpack.encode(said)
