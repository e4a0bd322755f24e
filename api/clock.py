"""The one place where the time is read. Everything further in is told what time it is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TypeAlias

Clock: TypeAlias = Callable[[], datetime]
"""What tells the time: `now`, or in a test whatever it likes."""


def now() -> datetime:
    """Return this instant in UTC, to the microsecond."""
    return datetime.now(UTC)  # noqa: TID251 -- this is the place that the rule sends one to
