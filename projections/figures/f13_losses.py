"""F13, losses: deals that were declined, withdrawn, expired or terminated, by reason and stage.

Counted is every deal that is lost at the cut, once, by the stage in which it was; a deal that was
taken up again is not lost, and one that repeats another is counted there. The reason is the way it
ended: ``declined``, ``withdrawn``; of the expired ones which clock ran out, the deal's own
(``deal_expired``) or the letter of intent's (``intent_expired``); of the terminated ones the ground
(``terminated_breach``). What people wrote as their reason stays with the deal.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import msgspec
from psycopg import AsyncConnection
from psycopg.rows import TupleRow

from aggregates.vocabulary import DealId
from projections.cut import Cut
from projections.facts import DealFacts
from projections.figures.answer import Number, Stated, number, stated
from projections.figures.asking import Drilled, drilled
from projections.figures.cells import EMPTY, TOTAL, Counted, contributor, table_of
from projections.figures.counted import facts_of_cut
from projections.figures.keeping import Keeping, kept_back
from projections.reader import Reader

DEFINITION: Final = "F13"
VERSION: Final = 2


class LossCell(msgspec.Struct, frozen=True, kw_only=True):
    """The losses of one reason and stage; ``total`` in the place of either for all of it."""

    reason: str
    stage: str
    deals: Number


class Losses(msgspec.Struct, frozen=True, kw_only=True):
    """The answer: every cell with something in it, and the margins."""

    head: Stated
    cells: tuple[LossCell, ...]


async def losses(
    connection: AsyncConnection[TupleRow], cut: Cut, keeping: Keeping | None = None
) -> Losses:
    """Return the figure; ``keeping`` is none for those who see every deal.

    Raises:
        ProjectionError: as `counting`.
    """
    facts = await facts_of_cut(connection, cut)
    return losses_of(facts, cut, keeping)


async def losses_deals(
    connection: AsyncConnection[TupleRow],
    reader: Reader,
    cut: Cut,
    *,
    reason: str | None = None,
    stage: str | None = None,
) -> Drilled:
    """Return the deals that make a number.

    Raises:
        ProjectionError: as `counting`.
    """
    facts = await facts_of_cut(connection, cut)
    return await drilled(connection, reader, deals_of(facts, reason, stage))


def deals_of(
    facts: Sequence[DealFacts], reason: str | None = None, stage: str | None = None
) -> tuple[DealId, ...]:
    """Return the deals that make a number, sorted."""
    found = (
        one.deal
        for one in _counted(facts)
        if reason in {None, one.place[0]} and stage in {None, one.place[1]}
    )
    return tuple(sorted(found))


def losses_of(facts: Sequence[DealFacts], cut: Cut, keeping: Keeping | None = None) -> Losses:
    """Return the figure of these facts, which are those of the cut."""
    cells = table_of(_counted(facts))
    out = kept_back(keeping, "losses", cells)
    places = sorted(cells, key=lambda place: (place[0] == TOTAL, place[1] == TOTAL, place))
    told = tuple(
        LossCell(
            reason=row, stage=column, deals=number(cells[row, column], out=(row, column) in out)
        )
        for row, column in places or [(TOTAL, TOTAL)]
        if (row, column) in cells
    )
    whole = LossCell(reason=TOTAL, stage=TOTAL, deals=number(EMPTY, out=False))
    return Losses(head=stated(DEFINITION, VERSION, cut), cells=told or (whole,))


def _counted(facts: Sequence[DealFacts]) -> Iterator[Counted]:
    for deal in facts:
        if deal.loss is not None and not deal.repeats:
            yield Counted(
                place=(deal.loss.reason, deal.loss.stage),
                deal=deal.deal,
                contributor=contributor(deal.principals),
            )
