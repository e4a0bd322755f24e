"""The one place where the time is read. Everything further in is told what time it is."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, TypeAlias

Clock: TypeAlias = Callable[[], datetime]
"""What tells the time: `now`, or in a test whatever it likes."""


class InsecureClockWarning(UserWarning):
    """The time is what a file says."""


class InsecureClock:
    """A clock that stands until somebody sets it, for a story of months that is told in minutes.

    Whoever can write its file decides when deadlines pass and sessions end.
    """

    def __init__(self, path: Path) -> None:
        """Take the time from ``path``, where it stands in RFC 3339."""
        self._path = path

    def __call__(self) -> datetime:
        """Return what it shows."""
        return datetime.fromisoformat(self._path.read_text(encoding="ascii"))

    def set(self, at: datetime) -> None:
        """Let every process that reads it see another instant, from one moment to the next."""
        beside = self._path.with_suffix(".next")
        beside.write_text(at.astimezone(UTC).isoformat(), encoding="ascii")
        beside.replace(self._path)


_kept: Final[list[InsecureClock]] = []
"""The clock that this process keeps time by, if it is not the machine's."""


def keep_time_by(clock: InsecureClock) -> None:
    """Let all of this process take the time from ``clock`` from now on. Insecure: it warns."""
    warnings.warn("the time of this process is what a file says", InsecureClockWarning, 2)
    _kept[:] = [clock]


def now() -> datetime:
    """Return this instant in UTC, to the microsecond."""
    for clock in _kept:
        return clock()
    return datetime.now(UTC)  # noqa: TID251 -- this is the place that the rule sends one to
