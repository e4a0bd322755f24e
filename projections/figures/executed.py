"""The executed instruments that figures count, and what each pledges in one currency."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Final
from zoneinfo import ZoneInfo

import msgspec

from aggregates.deal.parties.events import Direction
from aggregates.vocabulary import DealId, Kind, Tier
from projections.figures.answer import Sum
from projections.figures.cells import (
    TOTAL,
    Cell,
    Contributor,
    Counted,
    Place,
    contributor,
    table_of,
)
from projections.views.facts import DealFacts

COUNTED: Final = frozenset({Kind.LETTER_OF_INTENT, Kind.FRAMEWORK_AGREEMENT, Kind.AGREEMENT})
"""An NDA pledges nothing; amendments and terminations change what was counted when it was signed.
"""
DIRECTIONS: Final = tuple(direction.value for direction in Direction)
TIERS: Final = tuple(tier.value for tier in Tier)
NOTHING: Final = Decimal(0)


class Pledge(msgspec.Struct, frozen=True, kw_only=True):
    """An executed instrument; ``amount`` is none where none is known in the currency asked for.

    ``year`` is that of its execution, in the edition's zone.
    """

    deal: DealId
    tier: str
    direction: str
    contributor: Contributor
    year: int
    amount: Decimal | None


def pledges(facts: Sequence[DealFacts], currency: str, zone: str) -> Iterator[Pledge]:
    """Yield every instrument that counts."""
    local = ZoneInfo(zone)
    for deal in facts:
        for executed in deal.executions:
            if Kind(executed.kind) not in COUNTED or executed.annulled:
                continue
            told = executed.amounts.get(currency)
            yield Pledge(
                deal=deal.deal,
                tier=executed.tier,
                direction=deal.direction,
                contributor=contributor(executed.principals),
                year=executed.at.astimezone(local).year,
                amount=None if told is None else Decimal(told),
            )


def by_direction(found: Iterable[Pledge]) -> dict[Place, Cell]:
    """Return years by directions with all margins: the one table of headline and direction."""
    return table_of(
        Counted(
            place=(str(one.year), one.direction),
            deal=one.deal,
            contributor=one.contributor,
            amount=one.amount or NOTHING,
        )
        for one in found
    )


def unknown(found: Iterable[Pledge]) -> Counter[Place]:
    """Return how many pledge no known amount, by the places of the same table."""
    counts: Counter[Place] = Counter()
    for one in found:
        if one.amount is None:
            for row in (str(one.year), TOTAL):
                counts.update([(row, one.direction), (row, TOTAL)])
    return counts


def sum_of(cell: Cell, without_amount: int, *, out: bool) -> Sum:
    """Return a cell of amounts as it is published."""
    if out:
        return Sum(count=None, total=None, without_amount=None)
    return Sum(count=cell.count, total=cell.total, without_amount=without_amount)
