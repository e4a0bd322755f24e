"""F2, the direction: executed instruments by whether the investment comes in, goes out, or stays.

Counted is what F1 counts, by year of execution (in the edition's zone) and tier. Inbound, outbound
and domestic, in number and in amount, are all there is: that they add up to the total, which is
summed without them, is checked whenever the figure is made, and it is not made if they do not.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import msgspec
from psycopg import AsyncConnection
from psycopg.rows import TupleRow

from aggregates.vocabulary import DealId
from projections.cut import Cut
from projections.errors import ProjectionError
from projections.facts import DealFacts
from projections.figures.answer import Stated, Sum, stated
from projections.figures.asking import Drilled, drilled
from projections.figures.cells import EMPTY, TOTAL, Cell
from projections.figures.counted import facts_of_cut
from projections.figures.executed import (
    DIRECTIONS,
    NOTHING,
    TIERS,
    Pledge,
    by_direction,
    pledges,
    sum_of,
    unknown,
)
from projections.figures.keeping import Keeping, kept_back
from projections.figures.part import EVERY, Part
from projections.reader import Reader

DEFINITION: Final = "F2"
VERSION: Final = 2


class DirectionLine(msgspec.Struct, frozen=True, kw_only=True):
    """The instruments of one year (none: of all) and tier: the directions, and their total."""

    year: int | None
    tier: str
    inbound: Sum
    outbound: Sum
    domestic: Sum
    total: Sum


class Directions(msgspec.Struct, frozen=True, kw_only=True):
    """The answer: a line for every year and tier in which anything was executed, and for all.

    ``part`` says which instruments are counted.
    """

    head: Stated
    currency: str
    part: Part
    lines: tuple[DirectionLine, ...]


async def direction(
    connection: AsyncConnection[TupleRow],
    cut: Cut,
    currency: str,
    keeping: Keeping | None = None,
    part: Part = EVERY,
) -> Directions:
    """Return the figure; ``keeping`` is none for those who see every deal.

    Raises:
        ProjectionError: ``directions_differ`` if they do not add up; as `counting`.
    """
    facts = await facts_of_cut(connection, cut)
    return direction_of(facts, cut, currency, keeping, part)


async def direction_deals(  # noqa: PLR0913 - which number, for whom
    connection: AsyncConnection[TupleRow],
    reader: Reader,
    cut: Cut,
    *,
    tier: str,
    year: int | None = None,
    direction: str | None = None,
    part: Part = EVERY,
) -> Drilled:
    """Return the deals that make a number.

    Raises:
        ProjectionError: as `counting`.
    """
    facts = await facts_of_cut(connection, cut)
    return await drilled(connection, reader, deals_of(facts, cut, tier, year, direction, part))


def direction_of(
    facts: Sequence[DealFacts],
    cut: Cut,
    currency: str,
    keeping: Keeping | None = None,
    part: Part = EVERY,
) -> Directions:
    """Return the figure of these facts, which are those of the cut.

    Raises:
        ProjectionError: ``directions_differ``.
    """
    found = list(pledges(facts, currency, cut.zone, part))
    lines = tuple(
        line
        for tier in TIERS
        for line in _lines(tier, [one for one in found if one.tier == tier], keeping)
    )
    head = stated(DEFINITION, VERSION, cut)
    return Directions(head=head, currency=currency, part=part, lines=lines)


def deals_of(
    facts: Sequence[DealFacts],
    cut: Cut,
    tier: str,
    year: int | None = None,
    direction: str | None = None,
    part: Part = EVERY,
) -> tuple[DealId, ...]:
    """Return the deals that make a number, sorted."""
    found = (
        one.deal
        for one in pledges(facts, "", cut.zone, part)
        if one.tier == tier and year in {None, one.year} and direction in {None, one.direction}
    )
    return tuple(sorted(set(found)))


def _lines(tier: str, found: Sequence[Pledge], keeping: Keeping | None) -> Iterator[DirectionLine]:
    cells, without = by_direction(found), unknown(found)
    out = kept_back(keeping, tier, cells)
    for row in sorted({row for row, _ in cells}):
        sums = {
            column: sum_of(
                cells.get((row, column), EMPTY), without[row, column], out=(row, column) in out
            )
            for column in (*DIRECTIONS, TOTAL)
        }
        of_row = [one for one in found if row in {TOTAL, str(one.year)}]
        _require_whole(of_row, [cells.get((row, column), EMPTY) for column in DIRECTIONS])
        inbound, outbound, domestic = (sums[column] for column in DIRECTIONS)
        yield DirectionLine(
            year=None if row == TOTAL else int(row),
            tier=tier,
            inbound=inbound,
            outbound=outbound,
            domestic=domestic,
            total=sums[TOTAL],
        )


def _require_whole(found: Sequence[Pledge], parts: Sequence[Cell]) -> None:
    """Refuse directions that do not add up to everything: a published total would be wrong."""
    count = sum(part.count for part in parts)
    amount = sum((part.total for part in parts), NOTHING)
    whole = sum((one.amount or NOTHING for one in found), NOTHING)
    if (count, amount) != (len(found), whole):
        raise ProjectionError("directions_differ", parts=str(amount), total=str(whole))
