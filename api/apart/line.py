"""What a process apart and whoever asks it say to each other: frames, their length before each."""

from __future__ import annotations

import socket
from struct import Struct
from time import monotonic
from typing import Final, TypeAlias

import msgspec

PIECE_BYTES: Final = 256 * 1024
"""How much of a file is given at once."""

_LENGTH: Final = Struct("!I")
_FRAME_MAX: Final = 4 * 1024 * 1024


class Job(msgspec.Struct, frozen=True, kw_only=True):
    """Work on a file of so many bytes; ``about`` is between who asks and who does it."""

    about: bytes
    length: int


class Begun(msgspec.Struct, frozen=True, tag=True):
    """Somebody is at it: what goes wrong from now on, the file is to blame for."""


class Wanted(msgspec.Struct, frozen=True, tag=True):
    """A piece of the file, which the next frame is to be."""

    offset: int
    length: int


class Done(msgspec.Struct, frozen=True, tag=True):
    """What came of it."""

    content: bytes


Said: TypeAlias = Begun | Wanted | Done
"""What a process apart says."""


class Line:
    """One end of a line, until ``deadline`` on the monotonic clock if there is one."""

    def __init__(self, end: socket.socket, deadline: float | None = None) -> None:
        self._end = end
        self._deadline = deadline

    def put(self, frame: bytes) -> None:
        """Send a frame.

        Raises:
            OSError: if nobody is there any more; `TimeoutError` after the deadline.
        """
        self._wait()
        self._end.sendall(_LENGTH.pack(len(frame)) + frame)

    def take(self) -> bytes:
        """Return the next frame.

        Raises:
            EOFError: if nobody is there any more, or it is too long.
            OSError: as `put`.
        """
        (length,) = _LENGTH.unpack(self._exactly(_LENGTH.size))
        if length > _FRAME_MAX:
            raise EOFError
        return self._exactly(length)

    def _exactly(self, length: int) -> bytes:
        taken = bytearray()
        while len(taken) < length:
            self._wait()
            piece = self._end.recv(length - len(taken))
            if not piece:
                raise EOFError
            taken += piece
        return bytes(taken)

    def _wait(self) -> None:
        if self._deadline is None:
            return
        left = self._deadline - monotonic()
        if left <= 0:
            raise TimeoutError
        self._end.settimeout(left)
