"""Where a whole run of the tests keeps its files: in memory, where there is room for them.

They make hundreds of databases, each of hundreds of files, and look at none of them twice: to have
a disk's file system keep account of all that takes a fifth of the time of whoever asks a database.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Final

MEMORY: Final = Path("/dev/shm")  # noqa: S108 - a folder in it is made, of a name that is ours
NEEDED_BYTES: Final = 8 * 2**30
"""What has to be free: several times of what a run comes to."""
_NAME: Final = "counterseal-{}"


def kept_in_memory() -> Callable[[], None]:
    """Let what this process and those that it starts write for the moment be kept in memory.

    Nothing is changed where somebody has chosen a place, or there is too little memory. Returns
    what removes it all; what a run left that was killed goes when the next one begins.
    """
    chosen = os.environ.get("TMPDIR")  # noqa: TID251 - it is no setting of ours
    if chosen or _free_bytes() < NEEDED_BYTES:
        return lambda: None
    for left in MEMORY.glob(_NAME.format("*")):
        if not Path("/proc", left.name.rpartition("-")[2]).exists():
            shutil.rmtree(left, ignore_errors=True)
    place = MEMORY / _NAME.format(os.getpid())
    place.mkdir()
    place.chmod(0o1777)  # as /tmp: the servers of databases have a user of their own
    os.environ["TMPDIR"] = str(place)  # noqa: TID251 - for those that we start
    tempfile.tempdir = None
    return lambda: shutil.rmtree(place, ignore_errors=True)


def _free_bytes() -> int:
    """Return how much fits, in memory that nobody needs."""
    try:
        place = os.statvfs(MEMORY)
        told = Path("/proc/meminfo").read_text(encoding="ascii")
    except OSError:
        return 0
    sizes = dict(line.split(":") for line in told.splitlines())
    available = int(sizes["MemAvailable"].split()[0]) * 2**10
    return min(place.f_bavail * place.f_frsize, available // 2)
