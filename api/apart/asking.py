"""Has files read in a process apart: whatever a file does there, this process goes on.

The other process is given pieces of the file as it asks for them, and nothing else: no key, no
path, no descriptor of ours. What comes back is not trusted: a file may have taken it over.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from contextlib import suppress
from threading import BoundedSemaphore, Lock
from time import monotonic
from typing import BinaryIO, Final, TypeAlias

import msgspec

from api.apart.bounds import Bounds
from api.apart.line import PIECE_BYTES, Begun, Done, Job, Line, Said, Wanted

BEGIN_SECONDS: Final = 20.0
"""How long it may take until somebody is at it; the first time, a program is started."""

_Running: TypeAlias = tuple[subprocess.Popen[bytes], socket.socket]


class BusyError(Exception):
    """There was no place, or nobody who could have begun: the file is not to blame."""


class BrokenOffError(Exception):
    """Who had begun did not come to an end: it took too much, or was the end of its process."""


class LateError(BrokenOffError):
    """It took too long, which a machine with much to do may be to blame for as well."""


class _NobodyThereError(Exception):
    """The process has gone before it took the file."""


class Apart:
    """Has files read by a program, within bounds. Safe for threads; started when it is needed."""

    def __init__(self, program: str, bounds: Bounds, at_once: int, wait_seconds: float) -> None:
        """Have so many files read ``at_once``; others wait for so many seconds at most.

        ``program`` is the name of a module that calls `api.apart.working.run`.
        """
        self._program = program
        self._bounds = bounds
        self._wait_seconds = wait_seconds
        self._places = BoundedSemaphore(at_once)
        self._lock = Lock()
        self._running: _Running | None = None

    def ask(self, file: BinaryIO, about: bytes) -> bytes:
        """Return what the program says of a file.

        Raises:
            BusyError, BrokenOffError, LateError.
        """
        if not self._places.acquire(timeout=self._wait_seconds):
            raise BusyError
        try:
            return self._asked(file, about)
        finally:
            self._places.release()

    def close(self) -> None:
        """End the process, if there is one."""
        with self._lock:
            self._end()

    def _asked(self, file: BinaryIO, about: bytes) -> bytes:
        for _ in range(2):  # the process may have gone since the last file
            asked = monotonic()
            try:
                with self._line() as ours:
                    return _answered(ours, file, about, self._bounds)
            except BrokenOffError:
                if monotonic() - asked >= self._bounds.wall_seconds:  # ended there for its time
                    raise LateError from None
                raise
            except _NobodyThereError:
                self.close()  # whoever is at work there is not disturbed
        raise BusyError

    def _line(self) -> socket.socket:
        """Return our end of a line, of which somebody apart has the other."""
        ours, theirs = socket.socketpair()
        with theirs, self._lock:
            try:
                socket.send_fds(self._control(), [b"\0"], [theirs.fileno()])
            except OSError:
                ours.close()
                raise _NobodyThereError from None
        return ours

    def _control(self) -> socket.socket:
        if self._running is not None and self._running[0].poll() is not None:
            self._end()
        if self._running is None:
            self._running = _started(self._program, self._bounds)
        return self._running[1]

    def _end(self) -> None:
        if self._running is None:
            return
        process, control = self._running
        self._running = None
        control.close()  # it ends by itself when nobody can send it anything more
        with suppress(subprocess.TimeoutExpired):
            process.wait(1)
        process.kill()
        process.wait()


def _started(program: str, bounds: Bounds) -> _Running:
    ours, theirs = socket.socketpair()
    words = (str(theirs.fileno()), msgspec.json.encode(bounds).decode())
    with theirs:
        process = subprocess.Popen(  # noqa: S603 - our own words, each one an argument
            (sys.executable, "-m", program, *words),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            pass_fds=(theirs.fileno(),),
            env={},  # what ours is told, secrets among it, is not for it
        )
    return process, ours


def _answered(end: socket.socket, file: BinaryIO, about: bytes, bounds: Bounds) -> bytes:
    """Give who is at it what they ask for, and return what they say at the end."""
    try:
        said = _said(Line(end, monotonic() + BEGIN_SECONDS))
    except (OSError, EOFError):
        raise _NobodyThereError from None
    line, length = Line(end, monotonic() + bounds.wall_seconds), file.seek(0, os.SEEK_END)
    if isinstance(said, Begun):
        said = _answer(line, msgspec.msgpack.encode(Job(about=about, length=length)))
    while isinstance(said, Wanted):
        said = _answer(line, _piece(file, said, length))
    if not isinstance(said, Done):
        raise BrokenOffError
    return said.content


def _answer(line: Line, frame: bytes) -> Said:
    """Return what is said to a frame."""
    try:
        line.put(frame)
        return _said(line)
    except TimeoutError:
        raise LateError from None
    except (OSError, EOFError, msgspec.DecodeError):  # gone, or taken over
        raise BrokenOffError from None


def _said(line: Line) -> Said:
    said: Said = msgspec.msgpack.decode(line.take(), type=Said)
    return said


def _piece(file: BinaryIO, wanted: Wanted, length: int) -> bytes:
    """Return a piece of the file; nothing of what is not there."""
    if not (0 <= wanted.offset <= length and 0 < wanted.length <= PIECE_BYTES):
        raise BrokenOffError
    file.seek(wanted.offset)
    return file.read(wanted.length)
