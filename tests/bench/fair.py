"""The deals of the reference fair: how many there are, how far each came, and its events.

A deal follows one of two plots. A signed one has all events of its plot; the others stopped on the
way, sooner or later.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import TypeAlias

import msgspec

from aggregates.deal.events import DealEvent
from aggregates.deal.parties.events import DealOpened
from api.ids import new_id

DEALS = 4_700
SIGNED = 1_577
EVENTS = 400_000
FEWEST = 2
"""Events of the deal that came least far."""

Plot: TypeAlias = Sequence[DealEvent]

_ROTATION = (0, 1, 1, 1)
"""Of four deals one follows the first plot, and three the second."""
_OPENING = datetime(2026, 3, 1, tzinfo=UTC)


class Course(msgspec.Struct, frozen=True):
    """A deal, which of the plots it follows, and how many events of it."""

    deal: str
    plot: int
    length: int

    def events(self, plots: Sequence[Plot]) -> list[DealEvent]:
        """Return its events: those of the plot, with the id of this deal."""
        return [_of(event, self.deal) for event in plots[self.plot][: self.length]]


def courses(lengths: Sequence[int]) -> tuple[Course, ...]:
    """Return the deals of the fair; ``lengths`` are those of the plots.

    Raises:
        AssertionError: if the plots are too long or too short for so many events.
    """
    signed = [(turn, lengths[turn]) for turn in _turns(SIGNED)]
    left = EVENTS - sum(length for _, length in signed)
    ended = list(zip(_turns(DEALS - SIGNED), _spread(left, DEALS - SIGNED), strict=True))
    assert all(FEWEST <= length <= lengths[turn] for turn, length in ended), lengths
    shuffled = sorted(range(DEALS), key=_shuffled)
    return tuple(
        Course(new_id(_OPENING + timedelta(minutes=number)), turn, length)
        for number, (turn, length) in zip(shuffled, signed + ended, strict=True)
    )


def _shuffled(number: int) -> int:
    return number * 2_654_435_761 % 2**32


def _turns(count: int) -> list[int]:
    return [_ROTATION[number % len(_ROTATION)] for number in range(count)]


def _spread(total: int, count: int) -> list[int]:
    """Return ``count`` lengths that grow evenly from the fewest on and sum up to ``total``."""

    def through(number: int) -> int:
        return FEWEST * number + (total - FEWEST * count) * number**2 // count**2

    return [through(number + 1) - through(number) for number in range(count)]


def _of(event: DealEvent, deal: str) -> DealEvent:
    return msgspec.structs.replace(event, deal=deal) if isinstance(event, DealOpened) else event
