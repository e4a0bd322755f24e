"""F1, the headline: instruments executed in the edition, how many and how much, tier by tier.

Counted is every letter of intent, framework agreement and agreement that is executed at the cut and
not annulled, each in its own tier; tiers are never added up. ``executed`` sums the amounts pledged
in the frames; ``inbound`` is the part of deals whose classification is inbound, ``foreign_share``
that part of the sum in per cent to one decimal. Mean and median are of the instruments with a known
amount, to the hundredth. Amounts in other currencies are converted by the rates that were fixed
when the signing was opened, each to the hundredth; where no rate leads, an instrument counts, its
amount does not. Under a suppression policy the median asks for twice as many contributors as a cell
does, and what F2 leaves out is left out here.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_EVEN, Decimal
from statistics import median
from typing import Final

import msgspec
from psycopg import AsyncConnection
from psycopg.rows import TupleRow

from aggregates.deal.parties.events import Direction
from aggregates.vocabulary import DealId
from projections.cut import Cut
from projections.facts import DealFacts
from projections.figures.answer import Stated, Sum, stated
from projections.figures.asking import Drilled, drilled
from projections.figures.cells import EMPTY, TOTAL, Cell
from projections.figures.counted import facts_of_cut
from projections.figures.executed import TIERS, Pledge, by_direction, pledges, sum_of, unknown
from projections.figures.keeping import Keeping, is_median_kept, kept_back
from projections.figures.part import EVERY, Part
from projections.figures.rates import HUNDREDTH
from projections.reader import Reader

DEFINITION: Final = "F1"
VERSION: Final = 2

_INBOUND: Final = (TOTAL, Direction.INBOUND.value)
_ALL: Final = (TOTAL, TOTAL)
_TENTH: Final = Decimal("0.1")


class TierLine(msgspec.Struct, frozen=True, kw_only=True):
    """The instruments of one tier. What is none is left out, or is not there to be told."""

    tier: str
    executed: Sum
    inbound: Sum
    foreign_share: Decimal | None
    mean: Decimal | None
    median: Decimal | None


class Headline(msgspec.Struct, frozen=True, kw_only=True):
    """The answer, with a line for every tier; ``part`` says which instruments are counted."""

    head: Stated
    currency: str
    part: Part
    tiers: tuple[TierLine, ...]


async def headline(
    connection: AsyncConnection[TupleRow],
    cut: Cut,
    currency: str,
    keeping: Keeping | None = None,
    part: Part = EVERY,
) -> Headline:
    """Return the figure; ``keeping`` is none for those who see every deal.

    Raises:
        ProjectionError: as `counting`.
    """
    facts = await facts_of_cut(connection, cut)
    return headline_of(facts, cut, currency, keeping, part)


async def headline_deals(
    connection: AsyncConnection[TupleRow],
    reader: Reader,
    cut: Cut,
    *,
    tier: str,
    direction: str | None = None,
    part: Part = EVERY,
) -> Drilled:
    """Return the deals that make a number of a tier, of all directions or of one.

    Raises:
        ProjectionError: as `counting`.
    """
    facts = await facts_of_cut(connection, cut)
    return await drilled(connection, reader, deals_of(facts, cut, tier, direction, part))


def headline_of(
    facts: Sequence[DealFacts],
    cut: Cut,
    currency: str,
    keeping: Keeping | None = None,
    part: Part = EVERY,
) -> Headline:
    """Return the figure of these facts, which are those of the cut."""
    found = list(pledges(facts, currency, cut.zone, part))
    lines = (_line(tier, [one for one in found if one.tier == tier], keeping) for tier in TIERS)
    head = stated(DEFINITION, VERSION, cut)
    return Headline(head=head, currency=currency, part=part, tiers=tuple(lines))


def deals_of(
    facts: Sequence[DealFacts],
    cut: Cut,
    tier: str,
    direction: str | None = None,
    part: Part = EVERY,
) -> tuple[DealId, ...]:
    """Return the deals that make a number, sorted."""
    found = pledges(facts, "", cut.zone, part)
    wanted = (one for one in found if one.tier == tier and direction in {None, one.direction})
    return tuple(sorted({one.deal for one in wanted}))


def _line(tier: str, found: Sequence[Pledge], keeping: Keeping | None) -> TierLine:
    cells, without = by_direction(found), unknown(found)
    out = kept_back(keeping, tier, cells)
    inbound, whole = cells.get(_INBOUND, EMPTY), cells.get(_ALL, EMPTY)
    amounts = [one.amount for one in found if one.amount is not None]
    few = is_median_kept(keeping, f"{tier}: amounts", whole)
    return TierLine(
        tier=tier,
        executed=sum_of(whole, without[_ALL], out=_ALL in out),
        inbound=sum_of(inbound, without[_INBOUND], out=_INBOUND in out),
        foreign_share=None if {_INBOUND, _ALL} & out else _share(inbound, whole),
        mean=None if _ALL in out or not amounts else _rounded(whole.total / len(amounts)),
        median=None if _ALL in out or few or not amounts else _rounded(median(amounts)),
    )


def _share(part: Cell, whole: Cell) -> Decimal | None:
    if not whole.total:
        return None
    return (100 * part.total / whole.total).quantize(_TENTH, rounding=ROUND_HALF_EVEN)


def _rounded(amount: Decimal) -> Decimal:
    return amount.quantize(HUNDREDTH, rounding=ROUND_HALF_EVEN)
