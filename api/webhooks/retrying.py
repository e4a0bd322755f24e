"""When a message that did not arrive is tried again: ever later, for about three days."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from typing import Final

from api.storage.deliveries import Due

FIRST: Final = timedelta(seconds=5)
FACTOR: Final = 5
LONGEST: Final = timedelta(hours=12)
GIVEN_UP_AFTER: Final = timedelta(days=3)
"""A message of which the next attempt would come later than so is given up."""
JITTER: Final = 0.2
"""By how much of itself a wait is longer or shorter, so that those who failed together do not come
back together."""

_STEPS_MAX: Final = 8


def next_attempt(due: Due, at: datetime) -> datetime | None:
    """Return when a message is tried again whose attempt failed ``at``; None if never.

    Waits about 5 s, 25 s, 2 min, 10 min, 52 min, 4 h, then 12 h each time.
    """
    steps = min(due.attempts - 1, _STEPS_MAX)
    wait = min(FIRST * FACTOR**steps, LONGEST) * (1 - JITTER + 2 * JITTER * _spread(due))
    return at + wait if at + wait < due.begun_at + GIVEN_UP_AFTER else None


def _spread(due: Due) -> float:
    """Return a number from 0 to 1 that is another for each message and attempt."""
    digest = hashlib.sha256(f"{due.id} {due.attempts}".encode()).digest()
    return int.from_bytes(digest[:4], "big") / 2**32
