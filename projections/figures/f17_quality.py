"""F17, the quality of the data: deals of which somebody should look at what is on record.

Counted are deals that are not lost. ``unclassified``: the industry says no division of ISIC Rev.4,
or the mode is none of the usual ones. ``duplicates``: at least one other deal under way or signed
is between the same principals on the same project. ``stale``: under way, and nobody took a binding
step for fifteen days or more at the cut (the longest band of F9). A deal may have several of these.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Final

import msgspec
from psycopg import AsyncConnection
from psycopg.rows import TupleRow

from aggregates.deal.classification.describe import MODES
from aggregates.vocabulary import DealId, OrganisationId
from projections.cut import Cut
from projections.figures.answer import Number, Stated, number, stated
from projections.figures.asking import Drilled, counting, drilled
from projections.figures.cells import TOTAL, Cell, Counted, cell_of, contributor
from projections.figures.f9_health import IDLE, idle_days
from projections.figures.industries import UNKNOWN, section_and_division
from projections.figures.keeping import Keeping, is_kept
from projections.reader import Reader
from projections.views.facts import DealFacts, facts_at
from projections.views.health import Health, health_at

DEFINITION: Final = "F17"
VERSION: Final = 1
STALE_DAYS: Final = IDLE[-1][1] + 1


class IssueLine(msgspec.Struct, frozen=True, kw_only=True):
    """How many deals have one issue."""

    issue: str
    deals: Number


class DataQuality(msgspec.Struct, frozen=True, kw_only=True):
    """The answer: how many deals there are, and how many have each issue."""

    head: Stated
    deals: Number
    issues: tuple[IssueLine, ...]


class Ground(msgspec.Struct, frozen=True):
    """What is on record at a cut: the deals that are not lost, and how those under way stand."""

    facts: Sequence[DealFacts]
    health: Mapping[DealId, Health]
    cut: Cut


async def quality(
    connection: AsyncConnection[TupleRow], cut: Cut, keeping: Keeping | None = None
) -> DataQuality:
    """Return the figure; ``keeping`` is none for those who see every deal.

    Raises:
        ProjectionError: as `counting`.
    """
    return quality_of(await _ground(connection, cut), keeping)


async def quality_deals(
    connection: AsyncConnection[TupleRow], reader: Reader, cut: Cut, *, issue: str | None = None
) -> Drilled:
    """Return the deals that make a number.

    Raises:
        ProjectionError: as `counting`.
    """
    ground = await _ground(connection, cut)
    return await drilled(connection, reader, deals_of(ground, issue))


def ground_of(facts: Sequence[DealFacts], health: Sequence[Health], cut: Cut) -> Ground:
    """Return what is counted of these facts, which are those of the cut."""
    there = [deal for deal in facts if deal.loss is None]
    return Ground(there, {one.deal: one for one in health}, cut)


def quality_of(ground: Ground, keeping: Keeping | None = None) -> DataQuality:
    """Return the figure of these deals."""
    lines = tuple(
        IssueLine(issue=issue, deals=_number(issue, ground, found(ground), keeping))
        for issue, found in ISSUES.items()
    )
    every = frozenset(deal.deal for deal in ground.facts)
    return DataQuality(
        head=stated(DEFINITION, VERSION, ground.cut),
        deals=_number("deals", ground, every, keeping),
        issues=lines,
    )


def deals_of(ground: Ground, issue: str | None = None) -> tuple[DealId, ...]:
    """Return the deals with an issue, or those with any, sorted."""
    every = {deal for name, of in ISSUES.items() if issue in {None, name} for deal in of(ground)}
    return tuple(sorted(every))


async def _ground(connection: AsyncConnection[TupleRow], cut: Cut) -> Ground:
    async with counting(connection):
        facts = await facts_at(connection, cut.edition, cut.position)
        health = await health_at(connection, cut.edition, cut.position)
    return ground_of(facts, health, cut)


def _unclassified(ground: Ground) -> frozenset[DealId]:
    return frozenset(
        deal.deal
        for deal in ground.facts
        if UNKNOWN in section_and_division(deal.industry) or deal.mode not in MODES
    )


def _duplicates(ground: Ground) -> frozenset[DealId]:
    alike = Counter(map(_between, ground.facts))
    return frozenset(deal.deal for deal in ground.facts if alike[_between(deal)] > 1)


def _between(deal: DealFacts) -> tuple[str, tuple[OrganisationId, ...]]:
    return deal.project, deal.principals


def _stale(ground: Ground) -> frozenset[DealId]:
    return frozenset(
        deal.deal
        for deal in ground.facts
        if (health := ground.health.get(deal.deal)) is not None
        and idle_days(health, ground.cut) >= STALE_DAYS
    )


def _number(name: str, ground: Ground, deals: frozenset[DealId], keeping: Keeping | None) -> Number:
    cell = _cell(ground, deals)
    return number(cell, out=is_kept(keeping, name, cell))


def _cell(ground: Ground, deals: frozenset[DealId]) -> Cell:
    return cell_of(
        Counted(place=(TOTAL, TOTAL), deal=one.deal, contributor=contributor(one.principals))
        for one in ground.facts
        if one.deal in deals
    )


ISSUES: Final[Mapping[str, Callable[[Ground], frozenset[DealId]]]] = {
    "unclassified": _unclassified,
    "duplicates": _duplicates,
    "stale": _stale,
}
"""What each issue is found by."""
