"""What a publication keeps back of sums because it lists some of their agreements by name.

Who reads that an agreement was signed for so much takes it off the sum, and reads of the others
what is left. So what is left must not be sensitive either: fewer contributors than the policy asks
for, or one of them with nearly all of it. Where nothing is left, there is nothing to protect.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

import msgspec

from aggregates.vocabulary import DealId
from api.packs.contents import Agreement
from api.publishing import PUBLISHED
from projections.figures.cells import Cell, Contributor, Place
from projections.figures.executed import Pledge
from projections.figures.keeping import Recalled
from projections.figures.suppression import Table, left_out


class Known(msgspec.Struct, frozen=True, kw_only=True):
    """An instrument of which a reader knows the deal; ``amount`` is what it adds to a cell."""

    deal: DealId
    tier: str
    contributor: Contributor
    amount: Decimal


def known_amounts(agreements: Iterable[Agreement], found: Sequence[Pledge]) -> tuple[Known, ...]:
    """Return those of the counted instruments whose amounts are listed.

    An agreement is listed by its deal and tier: where a deal has more of a tier than are listed, it
    is not known which.
    """
    listed = Counter((one.deal, one.tier) for one in agreements if one.amount is not None)
    counted = Counter((one.deal, one.tier) for one in found)
    return tuple(
        Known(
            deal=one.deal,
            tier=one.tier,
            contributor=one.contributor,
            amount=one.amount or Decimal(0),
        )
        for one in found
        if listed[one.deal, one.tier] == counted[one.deal, one.tier]
    )


class Beside(Recalled):
    """What was settled of a midnight, and what more is kept back beside what is listed by name."""

    def __init__(self, kept: Mapping[str, frozenset[Place]], known: Sequence[Known]) -> None:
        """Take what was kept back of each table, and what a reader knows."""
        self._whole = dict(kept)
        super().__init__(PUBLISHED, self._whole)
        self._known = known

    def left_out(self, table: str, cells: Table) -> frozenset[Place]:
        """Return what is not published."""
        out = super().left_out(table, cells)
        told = {place: cell for place, cell in cells.items() if place not in out}
        telling = {
            place for place, cell in told.items() if PUBLISHED.is_sensitive(self._rest(table, cell))
        }
        if telling:
            out = self._whole[table] = left_out(cells, PUBLISHED, forced=out | telling)
        return out

    def _rest(self, table: str, cell: Cell) -> Cell:
        """Return what is left of a cell of amounts for who takes off what is listed."""
        parts, numbers = dict(cell.parts), dict(cell.numbers)
        for one in self._known:
            if one.tier == table and one.deal in cell.deals:
                parts[one.contributor] -= one.amount
                numbers[one.contributor] -= 1
        left = [whose for whose, number in numbers.items() if number]
        return Cell(
            count=sum(numbers.values()),
            total=sum((parts[whose] for whose in left), Decimal(0)),
            parts={whose: parts[whose] for whose in left},
            numbers={whose: numbers[whose] for whose in left},
            deals=cell.deals,
        )
