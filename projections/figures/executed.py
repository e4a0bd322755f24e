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
from projections.facts import DealFacts
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
from projections.figures.industries import section_and_division
from projections.figures.part import EVERY, Part
from projections.figures.regions import region_of

COUNTED: Final = frozenset({Kind.LETTER_OF_INTENT, Kind.FRAMEWORK_AGREEMENT, Kind.AGREEMENT})
"""An NDA pledges nothing; amendments and terminations change what was counted when it was signed.
"""
DIRECTIONS: Final = tuple(direction.value for direction in Direction)
TIERS: Final = tuple(tier.value for tier in Tier)
NOTHING: Final = Decimal(0)
UNKNOWN: Final = "unknown"
"""What nobody stated of a deal."""


class Pledge(msgspec.Struct, frozen=True, kw_only=True):
    """An executed instrument; ``amount`` is none where none is known in the currency asked for.

    ``day`` is that of its execution, in the edition's zone (ISO 8601). ``on_stage``: its signing
    was called there; ``item`` is that of the running order. The rest is the classification of its
    deal and the attributes that were stated of it, `UNKNOWN` where none is.
    """

    deal: DealId
    tier: str
    direction: str
    mode: str
    industry: str
    origin: str
    destination: str
    project: str
    theme: str
    delegation: str
    ultimate_origin: str
    investor_class: str
    item: str
    contributor: Contributor
    day: str
    on_stage: bool
    amount: Decimal | None

    @property
    def year(self) -> int:
        """The year of its execution."""
        return int(self.day[:4])

    def is_in(self, part: Part) -> bool:
        """Return whether it is one of those that a figure is asked for."""
        same = ("tier", "direction", "mode", "origin", "project")
        if any(getattr(part, name) not in {None, getattr(self, name)} for name in same):
            return False
        return (
            part.region in {None, region_of(self.origin)}
            and _begins(section_and_division(self.industry), part.industry)
            and self.destination.startswith(part.destination or "")
            and self.day.startswith(part.day or "")
        )


def pledges(
    facts: Sequence[DealFacts], currency: str, zone: str, part: Part = EVERY
) -> Iterator[Pledge]:
    """Yield every instrument that counts, of those of a part.

    A deal that repeats another is counted there.
    """
    local = ZoneInfo(zone)
    for deal in facts:
        if deal.repeats:
            continue
        for executed in deal.executions:
            if Kind(executed.kind) not in COUNTED or executed.annulled:
                continue
            told = executed.amounts.get(currency)
            pledge = Pledge(
                deal=deal.deal,
                tier=executed.tier,
                direction=deal.direction,
                mode=deal.mode,
                industry=deal.industry,
                origin=deal.origin,
                destination=deal.destination,
                project=deal.project,
                theme=deal.theme or UNKNOWN,
                delegation=deal.delegation or UNKNOWN,
                ultimate_origin=deal.ultimate_origin or UNKNOWN,
                investor_class=deal.investor_class or UNKNOWN,
                item=deal.item or UNKNOWN,
                contributor=contributor(executed.principals),
                day=executed.at.astimezone(local).date().isoformat(),
                on_stage=executed.on_stage,
                amount=None if told is None else Decimal(told),
            )
            if pledge.is_in(part):
                yield pledge


def _begins(industry: tuple[str, str], wanted: str | None) -> bool:
    """Return whether an industry is in a section or in a division: ``C``, ``27``, ``C27``."""
    return wanted is None or wanted in {*industry, "".join(industry)}


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
