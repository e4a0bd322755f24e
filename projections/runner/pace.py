"""How often to look, and how much to take at once."""

from __future__ import annotations

from typing import Final

import msgspec

BATCH_EVENTS: Final = 500
"""Events that are written at once: few enough for a reader to be shown them soon."""

LEAP_EVENTS: Final = 100_000
"""Events that are written at once by who is far behind: some seconds of work."""


class Pace(msgspec.Struct, frozen=True, kw_only=True):
    """Seconds and events.

    Who is less than ``far_events`` behind takes ``batch_events`` at once, who is further behind
    ``leap_events``, of which about ``piece_events`` are in memory at once, with all states between.
    Who leads is told of new events, and looks every ``poll_seconds`` besides. Who stands by looks
    every ``standby_seconds`` whether it can lead. What has failed is tried again after
    ``retry_seconds``. Views are built anew by so many ``processes``.
    """

    batch_events: int = BATCH_EVENTS
    far_events: int = 10 * BATCH_EVENTS
    leap_events: int = LEAP_EVENTS
    piece_events: int = 8 * BATCH_EVENTS
    poll_seconds: float = 0.25
    standby_seconds: float = 1.0
    retry_seconds: float = 2.0
    processes: int = 1


USUAL: Final = Pace()
