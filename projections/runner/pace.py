"""How often to look, and how much to take at once."""

from __future__ import annotations

from typing import Final

import msgspec

BATCH_EVENTS: Final = 500
"""Events that are written at once: few enough for a reader to be shown them soon."""


class Pace(msgspec.Struct, frozen=True, kw_only=True):
    """Seconds and events.

    Who leads is told of new events, and looks every ``poll_seconds`` besides. Who stands by looks
    every ``standby_seconds`` whether it can lead. What has failed is tried again after
    ``retry_seconds``. Views are built anew by so many ``processes``.
    """

    batch_events: int = BATCH_EVENTS
    poll_seconds: float = 0.25
    standby_seconds: float = 1.0
    retry_seconds: float = 2.0
    processes: int = 1
