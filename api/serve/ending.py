"""Ending a process that was asked to end."""

from __future__ import annotations

import signal
from collections.abc import Callable
from types import FrameType


def when_told_to_end(stop: Callable[[], None]) -> None:
    """Call ``stop`` when the process is interrupted or told to terminate. In the main thread."""

    def told(_number: int, _frame: FrameType | None) -> None:
        stop()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, told)
