"""Who has witnessed something, as answers and pages say it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

import msgspec

from ledger.proof.checked import Cosigned


class WitnessedBy(msgspec.Struct, frozen=True, kw_only=True):
    """An outside witness by its name, and when it saw the log so far, by its own clock."""

    name: str
    at: datetime


def witnesses_of(cosigned: Iterable[Cosigned]) -> tuple[WitnessedBy, ...]:
    """Return the witnesses, the first to see it first."""
    seen = sorted(cosigned, key=lambda one: (one.at, one.witness))
    return tuple(WitnessedBy(name=one.witness, at=instant_of_second(one.at)) for one in seen)


def instant_of_second(seconds: int) -> datetime:
    """Return a witness's second as an instant; it may have signed any below 2^63."""
    latest = datetime.max.replace(tzinfo=UTC, microsecond=0)
    return datetime.fromtimestamp(min(seconds, int(latest.timestamp())), UTC)
