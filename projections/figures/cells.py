"""Cells of published tables: how many, how much, and whose."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Final, TypeAlias

import msgspec

from aggregates.vocabulary import DealId, OrganisationId

Contributor: TypeAlias = str
"""The principals of a deal together: deals between the same ones are one contributor."""

TOTAL: Final = "total"
"""The row or the column of the margins."""

Place: TypeAlias = tuple[str, str]
"""Row and column of a cell; `TOTAL` for a margin."""

NOBODY: Final[Mapping[Contributor, Decimal]] = MappingProxyType({})


class Cell(msgspec.Struct, frozen=True, kw_only=True):
    """A cell: how many things it counts, what they sum up to, and what part each contributor has.

    ``deals`` are those that make it, sorted, each once.
    """

    count: int = 0
    total: Decimal = Decimal(0)
    parts: Mapping[Contributor, Decimal] = NOBODY
    deals: tuple[DealId, ...] = ()


EMPTY: Final = Cell()


class Counted(msgspec.Struct, frozen=True, kw_only=True):
    """One thing to count, in the cell where it belongs; ``amount`` is 1 where only numbers are."""

    place: Place
    deal: DealId
    contributor: Contributor
    amount: Decimal = Decimal(1)


def contributor(principals: Iterable[OrganisationId]) -> Contributor:
    """Return who contributes a deal between these."""
    return "+".join(sorted(principals))


def table_of(things: Iterable[Counted]) -> dict[Place, Cell]:
    """Return the cells in which something is, and the margins over them.

    A table of one column alone has that column under `TOTAL`: no margin of a row but the row.
    """
    cells: dict[Place, Cell] = {}
    for thing in things:
        row, column = thing.place
        for place in dict.fromkeys([(row, column), (row, TOTAL), (TOTAL, column), (TOTAL, TOTAL)]):
            cells[place] = _with(cells.get(place, EMPTY), thing)
    return cells


def _with(cell: Cell, thing: Counted) -> Cell:
    part = cell.parts.get(thing.contributor, Decimal(0)) + thing.amount
    return Cell(
        count=cell.count + 1,
        total=cell.total + thing.amount,
        parts={**cell.parts, thing.contributor: part},
        deals=tuple(sorted({*cell.deals, thing.deal})),
    )
