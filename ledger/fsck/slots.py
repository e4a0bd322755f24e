"""Where every process puts what it made of an event: a file in memory, a place for each position.

Processes that share the work share this, so that nothing has to be sent from one to another.
"""

from __future__ import annotations

import mmap
from functools import lru_cache
from pathlib import Path
from typing import Final

import msgspec

from ledger.proof.hashing import HASH_BYTES

_TIME_BYTES: Final = 8


class Place(msgspec.Struct, frozen=True):
    """Which file that is, and for how many events."""

    path: str
    size: int

    def made(self) -> Place:
        """Make the file, empty; return its place."""
        with Path(self.path).open("wb") as file:
            file.truncate(max(1, self.size * (2 * HASH_BYTES + _TIME_BYTES + 1)))
        return self


class Slots:
    """The parts of that file. ``seen`` has 1 where an event is, ``times`` its recording time."""

    def __init__(self, place: Place) -> None:
        size = place.size
        with Path(place.path).open("r+b") as file:
            self._map = mmap.mmap(file.fileno(), 0)
        whole = memoryview(self._map)
        self.size = size
        self.leaves = whole[: size * HASH_BYTES]
        self.entries = whole[size * HASH_BYTES : 2 * size * HASH_BYTES]
        begin = 2 * size * HASH_BYTES
        self.times = whole[begin : begin + size * _TIME_BYTES].cast("q")
        self.seen = whole[begin + size * _TIME_BYTES : begin + size * (_TIME_BYTES + 1)]


@lru_cache(maxsize=1)
def slots(place: Place) -> Slots:
    """Return the slots of this process; those of another place are given up."""
    return Slots(place)
