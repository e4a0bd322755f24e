"""What the reading of one file may cost, and the walls around the process that does it.

A reader of files that others made may have a fault that such a file finds. Whoever takes the
process over can open no file and no connection, start no other process and write nothing down.
"""

from __future__ import annotations

import os
import resource
from typing import Final

import msgspec

CPU_SECONDS: Final = 60
WALL_SECONDS: Final = 120.0
MEMORY_BYTES: Final = 1024**3

_DESCRIPTORS_MAX: Final = 65_536
"""Higher ones are nobody's: the process that forks them is started with a handful."""


class Bounds(msgspec.Struct, frozen=True, kw_only=True):
    """How long a reading may compute, how long it may take, how much memory it may have."""

    cpu_seconds: int = CPU_SECONDS
    wall_seconds: float = WALL_SECONDS
    memory_bytes: int = MEMORY_BYTES


def confine(bounds: Bounds, keep: int) -> None:
    """Keep this process within ``bounds``, for good, with no descriptor but standard and ``keep``.

    What is not imported by now cannot be imported any more.
    """
    os.closerange(3, keep)
    os.closerange(keep + 1, _DESCRIPTORS_MAX)
    for kind, most in (
        (resource.RLIMIT_CPU, bounds.cpu_seconds),
        (resource.RLIMIT_AS, bounds.memory_bytes),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NPROC, 0),
        (resource.RLIMIT_NOFILE, 0),  # a socket needs a descriptor as well: nothing gets out
    ):
        resource.setrlimit(kind, (most, most))
