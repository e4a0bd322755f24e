"""When a message that did not arrive is tried again: ever later, for about three days.

A receiver may ask for a longer wait, within bounds, and never for a shorter one.
"""

from __future__ import annotations

import hashlib
import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
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
_SECONDS: Final = re.compile(r"\d{1,9}", re.ASCII)


def next_attempt(due: Due, at: datetime, asked: timedelta = timedelta()) -> datetime | None:
    """Return when a message is tried again whose attempt failed ``at``; None if never.

    Waits about 5 s, 25 s, 2 min, 10 min, 52 min, 4 h, then 12 h each time; or, where that is
    longer, as long as the receiver ``asked`` for, 12 h at most.
    """
    steps = min(due.attempts - 1, _STEPS_MAX)
    usual = min(FIRST * FACTOR**steps, LONGEST) * (1 - JITTER + 2 * JITTER * _spread(due))
    wait = max(usual, min(asked, LONGEST) * (1 + JITTER * _spread(due)))
    return at + wait if at + wait < due.begun_at + GIVEN_UP_AFTER else None


def asked_wait(retry_after: str, at: datetime) -> timedelta:
    """Return how long a receiver asks to wait, seen ``at``; nothing if it does not say.

    Source: RFC 9110 section 10.2.3: seconds, or a date.
    """
    given = retry_after.strip()
    if _SECONDS.fullmatch(given):
        return timedelta(seconds=int(given))
    try:
        date = parsedate_to_datetime(given)
    except ValueError:
        return timedelta()
    return max(date.replace(tzinfo=date.tzinfo or UTC) - at, timedelta())


def _spread(due: Due) -> float:
    """Return a number from 0 to 1 that is another for each message and attempt."""
    digest = hashlib.sha256(f"{due.id} {due.attempts}".encode()).digest()
    return int.from_bytes(digest[:4], "big") / 2**32
