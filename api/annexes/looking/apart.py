"""A process of its own that examines files: ``python -m api.annexes.looking.apart DESCRIPTOR ...``.

It has everything imported and forks for each file a process that is confined and ends with it. By
the descriptor come the ends of lines, one a file; when it is closed, this ends.
"""

from __future__ import annotations

import io
import os
import signal
import socket
import sys
from collections.abc import Iterator
from contextlib import suppress
from io import BufferedReader, BytesIO
from select import select
from time import monotonic
from typing import Final
from zipfile import ZipFile

import msgspec

from api.annexes.looking.bounds import Bounds, confine
from api.annexes.looking.line import PIECE_BYTES, Begun, Found, Job, Line, Refused, Said, Wanted
from api.annexes.looking.look import look_into
from api.refusals import ApiError
from signing.errors import SignatureError

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


def serve(control: socket.socket, bounds: Bounds) -> None:
    """Examine what comes until nobody can send anything more."""
    running: dict[int, float] = {}
    while True:
        _look_after(running)
        if not select([control], [], [], _LOOK_SECONDS if running else None)[0]:
            continue
        said, descriptors, _, _ = socket.recv_fds(control, 1, 1)
        if not said:
            return
        for descriptor in descriptors:
            running[_forked(descriptor, bounds)] = monotonic() + bounds.wall_seconds
            os.close(descriptor)


def examine(line: Line) -> Said:
    """Return what is found of the file at the other end."""
    line.put(_frame(Begun()))
    job = msgspec.msgpack.decode(line.take(), type=Job)
    file = BufferedReader(Far(line, job.length), PIECE_BYTES)
    try:
        return Found(look_into(file, job.name))
    except (ApiError, SignatureError) as refused:
        return Refused(refused.code, {name: str(fact) for name, fact in refused.facts.items()})


def warm_up() -> None:
    """Come by what is imported only when a file asks for it."""
    for sample in _samples():
        with suppress(ApiError, SignatureError):
            look_into(BytesIO(sample), "sample")


def _samples() -> Iterator[bytes]:
    packed = BytesIO()
    with ZipFile(packed, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("\u00e9.xml", "<x/>")
    yield from (b"text", b"\xff", b"%PDF-1.4\n%%EOF", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xd9")
    yield from (packed.getvalue(), b"PK\x03\x04")


def _forked(descriptor: int, bounds: Bounds) -> int:
    """Start the examination of a file, and return its process."""
    process = os.fork()
    if process:
        return process
    try:
        confine(bounds, keep=descriptor)
        line = Line(socket.socket(fileno=descriptor))
        line.put(_frame(examine(line)))
    finally:
        os._exit(0)  # whatever it came to: nothing of this process goes on


def _look_after(running: dict[int, float]) -> None:
    """Let go of processes that have ended, and end those that take too long."""
    for process, deadline in tuple(running.items()):
        if monotonic() > deadline:
            os.kill(process, signal.SIGKILL)
        if os.waitpid(process, os.WNOHANG)[0]:
            del running[process]


def _frame(said: Said) -> bytes:
    return msgspec.msgpack.encode(said)


def _main(descriptor: str, bounds: str) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who asks ends, and then this does
    warm_up()
    with socket.socket(fileno=int(descriptor)) as control:
        serve(control, msgspec.json.decode(bounds, type=Bounds))


if __name__ == "__main__":
    _main(*sys.argv[1:])
