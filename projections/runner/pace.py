"""How often to look, and how much to take at once."""

from __future__ import annotations

from typing import Final

import msgspec

BATCH_EVENTS: Final = 500
"""Events that are written at once: few enough for a reader to be shown them soon."""


class Pace(msgspec.Struct, frozen=True, kw_only=True):
    """Seconds and events.

    Who is less than ``far_events`` behind takes ``batch_events`` at once. Who is further behind
    leaps, over ``first_leap_events`` and then twice as far each time until that takes
    ``leap_seconds``; about ``piece_events`` are then in memory at once, with all states between.
    Who lacks half of what stands, and at least ``anew_events``, builds all views anew instead.
    Who leads is told of new events, and looks every ``poll_seconds`` besides. Who stands by looks
    every ``standby_seconds`` whether it can lead. What has failed is tried again after
    ``retry_seconds``. Views are built anew by so many ``processes`` from ``anew_events`` on; from
    less than ``few_events``, with all their indexes there: to make these takes longer than rows do.
    """

    batch_events: int = BATCH_EVENTS
    far_events: int = 10 * BATCH_EVENTS
    first_leap_events: int = 200_000
    leap_seconds: float = 20.0
    anew_events: int = 50_000
    piece_events: int = 4 * BATCH_EVENTS
    few_events: int = 2 * BATCH_EVENTS
    poll_seconds: float = 0.25
    standby_seconds: float = 1.0
    retry_seconds: float = 2.0
    processes: int = 2

    def hands(self, events: int) -> int:
        """Return how many processes are to build views from so many events."""
        return self.processes if events >= self.anew_events else 1

    def reach(self, events: int, seconds: float) -> int:
        """Return how far to leap after a leap over so many events took so long."""
        if seconds < self.leap_seconds / 2:
            return 2 * events
        return events if seconds <= self.leap_seconds else max(events // 2, self.far_events)


USUAL: Final = Pace()
