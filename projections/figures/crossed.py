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

from aggregates.vocabulary import DealId
from projections.cut import Cut
from projections.figures.answer import Stated, Sum, stated
from projections.figures.asking import Drilled, counting, drilled
from projections.figures.cells import TOTAL, Cell, Counted, Place, table_of
from projections.figures.executed import NOTHING, TIERS, Pledge, pledges
from projections.figures.keeping import Keeping, kept_back
from projections.figures.part import EVERY, Part
from projections.reader import Reader
from projections.views.facts import DealFacts, facts_at

Placed: TypeAlias = Callable[[Pledge], Place]
"""Says in which row and column of its table an instrument belongs."""

_ALL: Final = (TOTAL, TOTAL)


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
    async with counting(connection):
        facts = await facts_at(connection, cut.edition, cut.position)
    return crossed_of(facts, crossing, cut, currency, keeping, part)


async def crossed_deals(  # noqa: PLR0913 - which number of which figure, for whom
    connection: AsyncConnection[TupleRow],
    reader: Reader,
    crossing: Crossing,
    cut: Cut,
    *,
    tier: str,
    row: str | None = None,
    currency: str = "",
    part: Part = EVERY,
) -> Drilled:
    """Return the deals that make a number.

    Raises:
        ProjectionError: as `counting`.
    """
    async with counting(connection):
        facts = await facts_at(connection, cut.edition, cut.position)
    deals = deals_of(facts, crossing, cut, tier=tier, row=row, currency=currency, part=part)
    return await drilled(connection, reader, deals)


def deals_of(  # noqa: PLR0913 - which number of which figure
    facts: Sequence[DealFacts],
    crossing: Crossing,
    cut: Cut,
    *,
    tier: str,
    row: str | None = None,
    currency: str = "",
    part: Part = EVERY,
) -> tuple[DealId, ...]:
    """Return the deals that make a number, sorted; ``currency`` is that of a band of F5."""
    found = {
        one.deal
        for one in pledges(facts, currency, cut.zone, part)
        if one.tier == tier and row in {None, TOTAL, crossing.placed(one)[0]}
    }
    return tuple(sorted(found))


def crossed_of(
    facts: Sequence[DealFacts],
    crossing: Crossing,
    cut: Cut,
    currency: str,
    keeping: Keeping | None = None,
    part: Part = EVERY,
) -> Crossed:
    """Return the figure of these facts, which are those of the cut."""
    found = list(pledges(facts, currency, cut.zone, part))
    cells = tuple(
        cell
        for tier in TIERS
        for cell in _cells(crossing, tier, [one for one in found if one.tier == tier], keeping)
    )
    return Crossed(
        head=stated(crossing.definition, crossing.version, cut),
        currency=currency,
        part=part,
        rows=crossing.rows,
        columns=crossing.columns,
        cells=cells,
    )


def _cells(
    crossing: Crossing, tier: str, found: Sequence[Pledge], keeping: Keeping | None
) -> Iterator[CrossCell]:
    cells = table_of(_counted(crossing, found, numbers=keeping is not None))
    out = kept_back(keeping, tier, cells)
    if _ALL in out:
        out = frozenset(cells)
    without = _unknown(crossing, found)
    for place in sorted(cells, key=lambda at: (at[0] == TOTAL, at[0], at[1] == TOTAL, at[1])):
        told = _sum(cells[place], without[place], out=place in out, numbers=keeping is not None)
        yield CrossCell(tier=tier, row=place[0], column=place[1], executed=told)


def _sum(cell: Cell, without: int, *, out: bool, numbers: bool) -> Sum:
    if out:
        return Sum(count=None, total=None, without_amount=None)
    if numbers:
        return Sum(count=cell.count, total=None, without_amount=None)
    return Sum(count=cell.count, total=cell.total, without_amount=without)


def _counted(crossing: Crossing, found: Iterable[Pledge], *, numbers: bool) -> Iterator[Counted]:
    """Yield what to count; where only numbers are told, each counts as one."""
    for one in found:
        place, amount = crossing.placed(one), one.amount or NOTHING
        if numbers:
            yield Counted(place=place, deal=one.deal, contributor=one.contributor)
        else:
            yield Counted(place=place, deal=one.deal, contributor=one.contributor, amount=amount)


def _unknown(crossing: Crossing, found: Iterable[Pledge]) -> Counter[Place]:
    """Return how many pledge no known amount, by the places of the table."""
    counts: Counter[Place] = Counter()
    for one in found:
        if one.amount is None:
            row, column = crossing.placed(one)
            counts.update({(row, column), (row, TOTAL), (TOTAL, column), _ALL})
    return counts
