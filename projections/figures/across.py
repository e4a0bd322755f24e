"""What two numbers of different figures tell together: what is in the one and not in the other.

Figures count the same deals in different ways. Where all the things of one cell are of deals of
another, whoever takes the smaller number from the larger one learns of the rest: so the rest must
not be sensitive, as little as a cell of its own. Amounts are told by figures of one series alone,
and are judged there; across figures, numbers are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Protocol

from aggregates.vocabulary import DealId
from projections.figures.cells import Cell, Place


class Judging(Protocol):
    """What says whether a cell tells too much."""

    def is_sensitive(self, cell: Cell) -> bool:
        """Return whether publishing the cell would tell too much of one who is in it."""
        ...


class Told:
    """The numbers that were told of other figures, each once, whatever the day and the figure."""

    def __init__(self, cells: Iterable[Cell]) -> None:
        """Take the cells that were told; their deals are looked up by one bit each."""
        self._bits: dict[DealId, int] = {}
        self._cells = {self._mask(one): one for one in cells if one.deals}

    def subtracted(self, cells: Mapping[Place, Cell], rule: Judging) -> Iterator[Place]:
        """Yield the places of ``cells`` that tell too much beside a number told elsewhere."""
        for place, cell in cells.items():
            mask = self._mask(cell)
            if any(self._tells(cell, mask, other, rule) for other in self._cells):
                yield place

    def _tells(self, cell: Cell, mask: int, other: int, rule: Judging) -> bool:
        if not mask or mask == other or mask & other not in {mask, other}:
            return False
        return rule.is_sensitive(rest_of(cell, self._cells[other]))

    def _mask(self, cell: Cell) -> int:
        mask = 0
        for deal in cell.deals:
            mask |= 1 << self._bits.setdefault(deal, len(self._bits))
        return mask


def rest_of(one: Cell, other: Cell) -> Cell:
    """Return by how many things two cells differ, as a cell of those whose they are."""
    was, now = one.numbers, other.numbers
    found = {
        whose: apart
        for whose in was.keys() | now.keys()
        if (apart := abs(was.get(whose, 0) - now.get(whose, 0)))
    }
    parts = dict(zip(found, map(Decimal, found.values()), strict=True))
    count = sum(found.values())
    return Cell(count=count, total=Decimal(count), parts=parts, numbers=found)
