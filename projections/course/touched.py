"""Which instruments an event has touched: seen in the states around it, by identity.

Most events are of one row of a table, and say which: what these touch, nobody has to look for.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple, TypeAlias, get_args

from aggregates.deal.state import Deal, Instrument, Progress
from aggregates.deal.terms.events import (
    ClauseAccepted,
    ClauseReserved,
    ClauseTranslated,
    TranslationCertified,
)
from aggregates.vocabulary import ClauseId, Event
from projections.differing import differing

Answer: TypeAlias = ClauseAccepted | ClauseReserved
"""An event by which a side says what it thinks of a row."""

RowEvent: TypeAlias = Answer | ClauseTranslated | TranslationCertified
"""An event of one row that stands as it is worded: it is accepted, reserved or translated.

Nothing else of a deal is another after it.
"""
ROW_EVENTS: Final = frozenset[type[Event]](get_args(RowEvent))
ANSWERS: Final = frozenset[type[Event]](get_args(Answer))


class Touched(NamedTuple):
    """An instrument after an event, and before it, None if it is new.

    Of one that is not: the rows whose acceptances, reservations and translations differ, or may.
    """

    before: Instrument | None
    after: Instrument
    accepted: Sequence[ClauseId] = ()
    reserved: Sequence[ClauseId] = ()
    translated: Sequence[ClauseId] = ()


def touched(before: Deal, after: Deal) -> Sequence[Touched]:
    """Return the instruments that are other objects than before."""
    was, now = before.instruments, after.instruments
    return [_touched(was.get(key), now[key]) for key in differing(was, now) if key in now]


def _touched(before: Instrument | None, after: Instrument) -> Touched:
    if before is None:
        return Touched(None, after)
    was, now = before.matrix, after.matrix
    return Touched(
        before,
        after,
        differing(was.acceptances, now.acceptances),
        differing(was.reservations, now.reservations),
        differing(was.translations, now.translations),
    )


def every(before: Deal, after: Deal) -> Sequence[Touched]:
    """Return all instruments, as if each were another than before."""
    return [Touched(before.instruments.get(key), one) for key, one in after.instruments.items()]


def is_framed_alike(before: Instrument, after: Instrument) -> bool:
    """Return whether the table has the same rows, in the same authentic languages.

    Not if it was executed before: what is taken up again is looked at as if it were new.
    """
    return before.matrix.frame is after.matrix.frame and before.progress is not Progress.EXECUTED
