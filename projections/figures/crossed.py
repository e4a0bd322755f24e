"""Executed instruments in a table of two attributes, tier by tier: how F3 to F7 are made.

Tiers are never added up. Published, these figures tell numbers alone: amounts are told by F1 and
F2, so that no two figures can be held against each other for the worth of one deal. All figures of
what is executed have the same total; where a table would have to leave it out, and F1 tells it, the
table would be taken apart: so then nothing of that tier's table is told.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final, TypeAlias

import msgspec
from psycopg import AsyncConnection
from psycopg.rows import TupleRow

from aggregates.edition.lists import Lists
from aggregates.vocabulary import DealId
from projections.cut import Cut
from projections.facts import DealFacts
from projections.figures.answer import Stated, Sum, stated
from projections.figures.asking import Drilled, counting, drilled
from projections.figures.cells import TOTAL, Cell, Counted, Place, table_of
from projections.figures.counted import facts_of_cut
from projections.figures.executed import NOTHING, TIERS, Pledge, pledges
from projections.figures.keeping import Keeping, kept_back
from projections.figures.part import EVERY, Part
from projections.reader import Reader
from projections.views.edition_lists import lists_at

Placed: TypeAlias = Callable[[Pledge, Lists], Place]
"""Says in which row and column of its table an instrument belongs, by the edition's own lists."""

_ALL: Final = (TOTAL, TOTAL)
USUAL: Final = Lists()
"""The lists of an edition that has decided none."""


class Crossing(msgspec.Struct, frozen=True):
    """A figure of this kind: its definition, what its rows and columns are, who belongs where.

    A table of one column alone has it under `TOTAL`, and ``columns`` empty.
    """

    definition: str
    version: int
    rows: str
    columns: str
    placed: Placed


class CrossCell(msgspec.Struct, frozen=True, kw_only=True):
    """The instruments of one row and column of a tier; ``total`` in the place of either for all.

    Published, it has a count alone; without one it was left out.
    """

    tier: str
    row: str
    column: str
    executed: Sum


class Crossed(msgspec.Struct, frozen=True, kw_only=True):
    """The answer: every cell with something in it, tier by tier, and the margins.

    ``rows`` and ``columns`` say what they are; ``part`` which of the instruments are counted.
    """

    head: Stated
    currency: str
    part: Part
    rows: str
    columns: str
    cells: tuple[CrossCell, ...]


async def crossed(
    connection: AsyncConnection[TupleRow],
    crossing: Crossing,
    cut: Cut,
    currency: str,
    keeping: Keeping | None = None,
    part: Part = EVERY,
) -> Crossed:
    """Return the figure; ``keeping`` is none for those who see every deal.

    Raises:
        ProjectionError: as `counting`.
    """
    facts = await facts_of_cut(connection, cut)
    async with counting(connection):
        lists = await lists_at(connection, cut.edition, cut.position)
    return crossed_of(facts, crossing, cut, currency, keeping, part, lists=lists)


async def crossed_deals(  # noqa: PLR0913 - which number of which figure, for whom
    connection: AsyncConnection[TupleRow],
    reader: Reader,
    crossing: Crossing,
    cut: Cut,
    *,
    tier: str,
    row: str | None = None,
    column: str | None = None,
    currency: str = "",
    part: Part = EVERY,
) -> Drilled:
    """Return the deals that make a number: of a row, of a column, or of where they cross.

    Raises:
        ProjectionError: as `counting`.
    """
    facts = await facts_of_cut(connection, cut)
    async with counting(connection):
        lists = await lists_at(connection, cut.edition, cut.position)
    deals = deals_of(
        facts,
        crossing,
        cut,
        tier=tier,
        row=row,
        column=column,
        currency=currency,
        part=part,
        lists=lists,
    )
    return await drilled(connection, reader, deals)


def deals_of(  # noqa: PLR0913 - which number of which figure
    facts: Sequence[DealFacts],
    crossing: Crossing,
    cut: Cut,
    *,
    tier: str,
    row: str | None = None,
    column: str | None = None,
    currency: str = "",
    part: Part = EVERY,
    lists: Lists = USUAL,
) -> tuple[DealId, ...]:
    """Return the deals that make a number, sorted; ``currency`` is that of a band of F5."""
    found = {
        one.deal
        for one in pledges(facts, currency, cut.zone, part)
        if one.tier == tier
        for place in [crossing.placed(one, lists)]
        if row in {None, TOTAL, place[0]} and column in {None, TOTAL, place[1]}
    }
    return tuple(sorted(found))


def crossed_of(  # noqa: PLR0913 - what to count, how, as of when, for whom
    facts: Sequence[DealFacts],
    crossing: Crossing,
    cut: Cut,
    currency: str,
    keeping: Keeping | None = None,
    part: Part = EVERY,
    *,
    lists: Lists = USUAL,
) -> Crossed:
    """Return the figure of these facts, which are those of the cut, as ``lists`` are."""
    found = list(pledges(facts, currency, cut.zone, part))
    cells = tuple(
        cell
        for tier in TIERS
        for cell in _cells(tier, _in_places(crossing, tier, found, lists), keeping)
    )
    return Crossed(
        head=stated(crossing.definition, crossing.version, cut),
        currency=currency,
        part=part,
        rows=crossing.rows,
        columns=crossing.columns,
        cells=cells,
    )


def _in_places(
    crossing: Crossing, tier: str, found: Iterable[Pledge], lists: Lists
) -> Sequence[tuple[Place, Pledge]]:
    return [(crossing.placed(one, lists), one) for one in found if one.tier == tier]


def _cells(
    tier: str, found: Sequence[tuple[Place, Pledge]], keeping: Keeping | None
) -> Iterator[CrossCell]:
    cells = table_of(_counted(found, numbers=keeping is not None))
    out = kept_back(keeping, tier, cells)
    if _ALL in out:
        out = frozenset(cells)
    without = _unknown(found)
    for place in sorted(cells, key=lambda at: (at[0] == TOTAL, at[0], at[1] == TOTAL, at[1])):
        told = _sum(cells[place], without[place], out=place in out, numbers=keeping is not None)
        yield CrossCell(tier=tier, row=place[0], column=place[1], executed=told)


def _sum(cell: Cell, without: int, *, out: bool, numbers: bool) -> Sum:
    if out:
        return Sum(count=None, total=None, without_amount=None)
    if numbers:
        return Sum(count=cell.count, total=None, without_amount=None)
    return Sum(count=cell.count, total=cell.total, without_amount=without)


def _counted(found: Iterable[tuple[Place, Pledge]], *, numbers: bool) -> Iterator[Counted]:
    """Yield what to count; where only numbers are told, each counts as one."""
    for place, one in found:
        amount = one.amount or NOTHING
        if numbers:
            yield Counted(place=place, deal=one.deal, contributor=one.contributor)
        else:
            yield Counted(place=place, deal=one.deal, contributor=one.contributor, amount=amount)


def _unknown(found: Iterable[tuple[Place, Pledge]]) -> Counter[Place]:
    """Return how many pledge no known amount, by the places of the table."""
    counts: Counter[Place] = Counter()
    for (row, column), one in found:
        if one.amount is None:
            counts.update({(row, column), (row, TOTAL), (TOTAL, column), _ALL})
    return counts
