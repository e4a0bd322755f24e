"""Has files examined in a process apart: whatever a file does there, this process goes on.

The other process is given pieces of the file as it asks for them, and nothing else: no key, no
path, no descriptor of ours.
"""

from __future__ import annotations

import atexit
import os
import socket
import subprocess
import sys
from contextlib import suppress
from functools import cache
from threading import BoundedSemaphore, Lock
from time import monotonic
from typing import BinaryIO, Final, TypeAlias

import msgspec

from api.annexes.kinds import AnnexKind
from api.annexes.looking.bounds import Bounds
from api.annexes.looking.line import PIECE_BYTES, Begun, Found, Job, Line, Refused, Said, Wanted
from api.annexes.looking.refusals import not_examined, refusal_of
from api.refusals import ApiError

AT_ONCE: Final = 2
"""So many files are examined at the same time."""
WAIT_SECONDS: Final = 2.0
"""How long one waits for a place, in a thread of the web process."""
RETRY_SECONDS: Final = 5
"""After how long to come back who found none: what has been uploaded is kept."""
BEGIN_SECONDS: Final = 20.0
"""How long it may take until somebody is at it; the first time, a program is started."""

_PROGRAM: Final = (sys.executable, "-m", "api.annexes.looking.apart")
_Running: TypeAlias = tuple[subprocess.Popen[bytes], socket.socket]


class _NobodyThereError(Exception):
    """The examiners' process has gone before it took the file."""


class Examiner:
    """Examines files within bounds. Safe for threads. Its process is started when it is needed."""

    def __init__(
        self,
        bounds: Bounds | None = None,
        at_once: int = AT_ONCE,
        wait_seconds: float = WAIT_SECONDS,
    ) -> None:
        """Examine so many files ``at_once``; others wait for so many seconds at most."""
        self._bounds = bounds or Bounds()
        self._wait_seconds = wait_seconds
        self._places = BoundedSemaphore(at_once)
        self._lock = Lock()
        self._running: _Running | None = None

    def look_into(self, file: BinaryIO, name: str) -> AnnexKind:
        """Return what a file is; see `api.annexes.looking.look.look_into`.

        Raises:
            ApiError: ``annex_not_examined`` if it takes too long, too much memory, or is the end
                of its examiner; ``examiner_busy``; and as `look_into`.
            SignatureError: as `look_into`.
        """
        if not self._places.acquire(timeout=self._wait_seconds):
            raise _busy()
        try:
            return self._examined(file, name)
        finally:
            self._places.release()

    def close(self) -> None:
        """End the process, if there is one."""
        with self._lock:
            self._end()

    def _examined(self, file: BinaryIO, name: str) -> AnnexKind:
        for _ in range(2):  # the process may have gone since the last file
            try:
                with self._line() as ours:
                    return _answered(ours, file, name, self._bounds)
            except _NobodyThereError:
                self.close()  # whoever is being examined there is not disturbed
        raise _busy()

    def _line(self) -> socket.socket:
        """Return our end of a line, of which an examiner has the other."""
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
            self._running = _started(self._bounds)
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


@cache
def examiner() -> Examiner:
    """Return the one examiner of this process; it ends with it."""
    made = Examiner()
    atexit.register(made.close)
    return made


def _started(bounds: Bounds) -> _Running:
    ours, theirs = socket.socketpair()
    with theirs:
        process = subprocess.Popen(  # noqa: S603 - our own words, each one an argument
            (*_PROGRAM, str(theirs.fileno()), msgspec.json.encode(bounds).decode()),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            pass_fds=(theirs.fileno(),),
            env={},  # what ours is told, secrets among it, is not for it
        )
    return process, ours


def _answered(end: socket.socket, file: BinaryIO, name: str, bounds: Bounds) -> AnnexKind:
    """Give an examiner what they ask for, and return what they find."""
    try:
        said = _said(Line(end, monotonic() + BEGIN_SECONDS))
    except (OSError, EOFError):
        raise _NobodyThereError from None
    line, length = Line(end, monotonic() + bounds.wall_seconds), file.seek(0, os.SEEK_END)
    if isinstance(said, Begun):
        said = _answer(line, msgspec.msgpack.encode(Job(name=name, length=length)))
    while isinstance(said, Wanted):
        said = _answer(line, _piece(file, said, length))
    return _ended(said)


def _answer(line: Line, frame: bytes) -> Said:
    """Return what an examiner says to a frame."""
    try:
        line.put(frame)
        return _said(line)
    except (OSError, EOFError, msgspec.DecodeError):  # too late, gone, or no examiner any more
        raise not_examined() from None


def _ended(said: Said) -> AnnexKind:
    match said:
        case Found(kind=kind):
            return kind
        case Refused():
            raise refusal_of(said)
        case Begun() | Wanted():
            raise not_examined()


def _said(line: Line) -> Said:
    said: Said = msgspec.msgpack.decode(line.take(), type=Said)
    return said


def _piece(file: BinaryIO, wanted: Wanted, length: int) -> bytes:
    """Return a piece of the file; nothing of what is not there."""
    if not (0 <= wanted.offset <= length and 0 < wanted.length <= PIECE_BYTES):
        raise not_examined()
    file.seek(wanted.offset)
    return file.read(wanted.length)


def _busy() -> ApiError:
    return ApiError("examiner_busy", retry_after=RETRY_SECONDS)
