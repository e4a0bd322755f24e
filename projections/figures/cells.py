"""Cells of published tables: how many, how much, and whose."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Final, TypeAlias

import msgspec

from aggregates.vocabulary import DealId, OrganisationId

Contributor: TypeAlias = tuple[OrganisationId, ...]
"""The principals of a deal, sorted: deals between the same ones are one contributor.

Each of them knows what the contributor's part is, and what the other contributors' are that it
belongs to.
"""

TOTAL: Final = "total"
"""The row or the column of the margins."""

Place: TypeAlias = tuple[str, str]
"""Row and column of a cell; `TOTAL` for a margin."""

NOBODY: Final[Mapping[Contributor, Decimal]] = MappingProxyType({})
NONE: Final[Mapping[Contributor, int]] = MappingProxyType({})


class Cell(msgspec.Struct, frozen=True, kw_only=True):
    """A cell: how many things it counts, what they sum up to, and what part each contributor has.

    ``numbers`` are how many of the things are each contributor's. ``deals`` are those that make the
    cell, sorted, each once.
    """

    count: int = 0
    total: Decimal = Decimal(0)
    parts: Mapping[Contributor, Decimal] = NOBODY
    numbers: Mapping[Contributor, int] = NONE
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
    return tuple(sorted(principals))


def table_of(things: Iterable[Counted]) -> dict[Place, Cell]:
    """Return the cells in which something is, and the margins over them.

    A table of one column alone has that column under `TOTAL`: no margin of a row but the row.
    """
    found: dict[Place, list[Counted]] = {}
    for thing in things:
        row, column = thing.place
        for place in dict.fromkeys([(row, column), (row, TOTAL), (TOTAL, column), (TOTAL, TOTAL)]):
            found.setdefault(place, []).append(thing)
    return {place: cell_of(inside) for place, inside in found.items()}


def cell_of(things: Iterable[Counted]) -> Cell:
    """Return one cell of all these, wherever they belong."""
    parts: dict[Contributor, Decimal] = {}
    numbers: dict[Contributor, int] = {}
    deals: set[DealId] = set()
    for thing in things:
        whose = thing.contributor
        parts[whose] = parts.get(whose, Decimal(0)) + thing.amount
        numbers[whose] = numbers.get(whose, 0) + 1
        deals.add(thing.deal)
    return Cell(
        count=sum(numbers.values()),
        total=sum(parts.values(), Decimal(0)),
        parts=parts,
        numbers=numbers,
        deals=tuple(sorted(deals)),
    )


def together(cells: Iterable[Cell]) -> Cell:
    """Return what several cells are as one."""
    parts: dict[Contributor, Decimal] = {}
    numbers: dict[Contributor, int] = {}
    deals: set[DealId] = set()
    for cell in cells:
        deals.update(cell.deals)
        for whose, part in cell.parts.items():
            parts[whose] = parts.get(whose, Decimal(0)) + part
            numbers[whose] = numbers.get(whose, 0) + cell.numbers.get(whose, 0)
    return Cell(
        count=sum(numbers.values()),
        total=sum(parts.values(), Decimal(0)),
        parts=parts,
        numbers=numbers,
        deals=tuple(sorted(deals)),
    )


def change_of(before: Cell, after: Cell) -> Cell:
    """Return what became different from one cell to another, as a cell of those whose it is.

    Who holds two publications against each other reads the sum of these parts.
    """
    parts: dict[Contributor, Decimal] = {}
    numbers: dict[Contributor, int] = {}
    for whose in before.parts.keys() | after.parts.keys():
        part = after.parts.get(whose, Decimal(0)) - before.parts.get(whose, Decimal(0))
        number = after.numbers.get(whose, 0) - before.numbers.get(whose, 0)
        if part or number:
            parts[whose], numbers[whose] = abs(part), max(abs(number), 1)
    return Cell(
        count=sum(numbers.values()),
        total=sum(parts.values(), Decimal(0)),
        parts=parts,
        numbers=numbers,
    )
