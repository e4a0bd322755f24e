"""What the machine must offer: room, a clock that can be right, time zones, a private directory."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from api.clock import Clock, now
from api.doctor import Finding, Level
from api.settings import Settings

ROOM_BYTES = 2 * 1024**3
RELEASED = datetime(2026, 11, 1, tzinfo=UTC)
ZONES = ("Asia/Shanghai", "Asia/Jakarta", "Europe/Warsaw", "America/Sao_Paulo")
READ_OR_WRITE_BY_OTHERS = 0o066


def room(settings: Settings) -> Iterator[Finding]:
    """Is there room for the ledger to grow?"""
    free = shutil.disk_usage(_nearest(settings.data_directory)).free
    yield Finding(
        what="room",
        level=Level.FINE if free >= ROOM_BYTES else Level.PROBLEM,
        found=f"{free / 1024**3:.1f} GiB free for {settings.data_directory}",
        why="A ledger that cannot write refuses every command, in the middle of a ceremony too.",
        fix="Free some space, or set COUNTERSEAL_DATA_DIRECTORY to a larger disk.",
    )


def clock(_: Settings, tell: Clock = now) -> Iterator[Finding]:
    """Can the clock be right?"""
    time = tell()
    yield Finding(
        what="clock",
        level=Level.FINE if time >= RELEASED else Level.PROBLEM,
        found=f"{time:%Y-%m-%d %H:%M:%S} UTC",
        why="Events, certificates and time-stamps carry this time, and deadlines pass by it.",
        fix="Synchronise the clock (NTP): it stands before this release of Counterseal was made.",
    )


def zones(_: Settings, zone: Callable[[str], object] = ZoneInfo) -> Iterator[Finding]:
    """Are the parties' time zones known?"""
    missing = [name for name in ZONES if not _known(name, zone)]
    yield Finding(
        what="time zones",
        level=Level.PROBLEM if missing else Level.FINE,
        found=f"missing: {', '.join(missing)}" if missing else "known",
        why="A deadline is shown in the zone in which it was set.",
        fix="Install the system's time zone data (Debian: tzdata).",
    )


def privacy(settings: Settings) -> Iterator[Finding]:
    """Are the directories of the keys closed to other users of this machine?"""
    directories = {"data directory": settings.data_directory}
    if settings.kek_directory is not None:
        directories["directory of the key-encryption keys"] = settings.kek_directory
    for what, directory in directories.items():
        is_open = directory.exists() and bool(directory.stat().st_mode & READ_OR_WRITE_BY_OTHERS)
        yield Finding(
            what=what,
            level=Level.PROBLEM if is_open else Level.FINE,
            found=f"{directory.absolute()}{'' if directory.exists() else ' (not made yet)'}",
            why="It holds the keys that open what the database keeps sealed.",
            fix=f"chmod go-rw {directory}",
        )


def apart(settings: Settings) -> Iterator[Finding]:
    """Are the key-encryption keys somewhere else than what they wrap?"""
    keks = settings.kek_directory or settings.data_directory
    together = keks.absolute().is_relative_to(settings.data_directory.absolute())
    yield Finding(
        what="key-encryption keys",
        level=Level.NOTICE if together else Level.FINE,
        found="beside the keys that they wrap" if together else f"in {keks.absolute()}",
        why="Whoever copies the data directory, or a backup of it, has everything.",
        fix="Keep them on a medium of their own, out of backups: COUNTERSEAL_KEK_DIRECTORY.",
    )


def writable(settings: Settings) -> Iterator[Finding]:
    """May this user write where the data will be?"""
    directory = _nearest(settings.data_directory)
    yield Finding(
        what="permission to write",
        level=Level.FINE if os.access(directory, os.W_OK) else Level.PROBLEM,
        found=f"user {os.geteuid()} in {directory.absolute()}",
        why="Without DATABASE_URL the ledger's server and the keystores live there.",
        fix="Run as the directory's owner, or set COUNTERSEAL_DATA_DIRECTORY.",
    )


def _nearest(directory: Path) -> Path:
    """Return ``directory``, or the first directory above it that exists."""
    absolute = directory.absolute()
    return next(path for path in (absolute, *absolute.parents) if path.exists())


def _known(name: str, zone: Callable[[str], object]) -> bool:
    try:
        zone(name)
    except ZoneInfoNotFoundError:
        return False
    return True
