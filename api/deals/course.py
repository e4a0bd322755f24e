"""A deal's course: what was recorded, up to now or up to a moment of the past."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import reduce
from typing import Annotated, Final, cast

import msgspec
from msgspec import Meta

from aggregates.deal.events import DealEvent
from aggregates.deal.evolve import evolve
from aggregates.deal.state import Deal
from api.refusals import ApiError
from ledger.book import Book
from ledger.errors import LedgerError
from ledger.recorded import Recorded, Whole

SETTLED: Final = timedelta(minutes=1)
"""So long after an instant nothing is recorded with it any more: an append takes seconds."""

POSITION_MAX: Final = 2**53
"""No log gets so long; and every client can write the number exactly."""


class When(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """As of when: a position of the edition's log, or an instant (RFC 3339). Neither: now."""

    at: Annotated[int, Meta(ge=0, le=POSITION_MAX)] | None = None
    as_of: datetime | None = None


class Course(msgspec.Struct, frozen=True, kw_only=True):
    """What happened in a deal up to a moment, and what it came to.

    ``settled``: whatever is recorded later, this stays as it is.
    """

    recorded: tuple[Recorded, ...]
    deal: Deal
    settled: bool

    @property
    def version(self) -> int:
        """The version of the deal then."""
        return len(self.recorded)

    @property
    def position(self) -> int:
        """The position of the last event then."""
        return self.recorded[-1].position


def course_of(
    book: Book, whole: Whole[Deal], when: When, at: datetime, admit: Callable[[Deal], object]
) -> Course:
    """Return the course of a deal, which is in ``book``, up to ``when``, asked ``at`` by somebody.

    ``admit`` refuses who may not see the deal as it stands: before it, nothing else is told.

    Raises:
        ApiError: what ``admit`` raises; ``deal_unknown`` if there was no such deal then;
            ``query_malformed``.
        LedgerError: ``position_unknown`` if the log has not come so far.
    """
    _require_one(when)
    everything, now = whole.recorded, whole.state
    admit(now)
    if when.at is not None and not 0 <= when.at <= (head := book.head()):
        raise LedgerError("position_unknown", position=when.at, head=head)
    then = everything
    if when.at is not None or when.as_of is not None:
        then = tuple(one for one in everything if _is_until(one, when))
    if not then:
        raise ApiError("deal_unknown", deal=now.id)
    past = when.at is not None or (when.as_of is not None and when.as_of < at - SETTLED)
    deal = now if len(then) == len(everything) else _folded(Deal(), then)
    return Course(recorded=then, deal=deal, settled=past)


def ending_at(course: Course, position: int) -> Course:
    """Return the course as it was up to a position; nothing later is in it, whenever it is of."""
    recorded = tuple(one for one in course.recorded if one.position <= position)
    if len(recorded) == len(course.recorded):
        return course
    return Course(recorded=recorded, deal=_folded(Deal(), recorded), settled=course.settled)


def _folded(deal: Deal, recorded: Sequence[Recorded]) -> Deal:
    # the stored name began with the aggregate's, or the row was refused
    return reduce(evolve, (cast("DealEvent", one.event) for one in recorded), deal)


def _is_until(one: Recorded, when: When) -> bool:
    if when.at is not None:
        return one.position <= when.at
    if when.as_of is not None:
        return one.recorded_at <= _microseconds(when.as_of)
    return True


def _microseconds(instant: datetime) -> int:
    return round(instant.timestamp() * 1_000_000)


def _require_one(when: When) -> None:
    if when.at is not None and when.as_of is not None:
        raise ApiError("query_malformed", reason="at and as_of are both given")
    if when.as_of is not None and when.as_of.tzinfo is None:
        raise ApiError("query_malformed", reason="as_of says no time zone")
