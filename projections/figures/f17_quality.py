"""F17, the quality of the data: deals of which somebody should look at what is on record.

Counted are deals that are not lost. ``unclassified``: the industry says no division of ISIC Rev.4,
or the mode is none of the usual ones. ``unattributed``: something of it is executed, and nobody
stated a theme, a delegation, an ultimate origin or a class of investor. ``duplicates``: at least
one other deal under way or signed is between the same principals on the same project, and the
organiser judged neither that the two are distinct nor that one repeats the other. ``stale``: under
way, and nobody took a binding step for fifteen days or more at the cut (the longest band of F9). A
deal may have several of these.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

import msgspec
from psycopg import AsyncConnection
from psycopg.rows import TupleRow

from aggregates.deal.classification.describe import MODES
from aggregates.vocabulary import DealId, OrganisationId
from projections.cut import Cut
from projections.facts import DealFacts
from projections.figures.answer import Number, Stated, number, stated
from projections.figures.asking import Drilled, counting, drilled
from projections.figures.cells import TOTAL, Cell, Counted, cell_of, contributor
from projections.figures.counted import facts_of_cut
from projections.figures.f9_health import IDLE, idle_days
from projections.figures.industries import UNKNOWN, section_and_division
from projections.figures.keeping import Keeping, is_kept
from projections.reader import Reader
from projections.views.health import Health, health_at

DEFINITION: Final = "F17"
VERSION: Final = 2
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
    facts = await facts_of_cut(connection, cut)
    async with counting(connection):
        health = await health_at(connection, cut.edition, cut.position)
    return ground_of(facts, health, cut)


def _unclassified(ground: Ground) -> frozenset[DealId]:
    return frozenset(
        deal.deal
        for deal in ground.facts
        if UNKNOWN in section_and_division(deal.industry) or deal.mode not in MODES
    )


def _unattributed(ground: Ground) -> frozenset[DealId]:
    return frozenset(
        deal.deal
        for deal in ground.facts
        if deal.executions
        and not (deal.theme or deal.delegation or deal.ultimate_origin or deal.investor_class)
    )


def _duplicates(ground: Ground) -> frozenset[DealId]:
    return frozenset(alike_of(ground.facts))


def alike_of(facts: Iterable[DealFacts]) -> Mapping[DealId, tuple[DealId, ...]]:
    """Return the deals that may be others of these twice, each with those others, sorted."""
    between: dict[tuple[str, tuple[OrganisationId, ...]], list[DealFacts]] = {}
    for deal in facts:
        if not deal.repeats and deal.loss is None:
            between.setdefault((deal.project, deal.principals), []).append(deal)
    found = {
        one.deal: tuple(
            sorted(o.deal for o in alike if o is not one and o.deal not in one.distinct_from)
        )
        for alike in between.values()
        for one in alike
    }
    return {deal: others for deal, others in found.items() if others}


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
    "unattributed": _unattributed,
    "duplicates": _duplicates,
    "stale": _stale,
}
"""What each issue is found by."""
