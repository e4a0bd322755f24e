"""A table of a figure: what pages show, and what files hold, of the same numbers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Literal

import msgspec

Kind = Literal["text", "count", "amount", "percent", "days"]
NO_QUERY: Mapping[str, str] = {}


class Column(msgspec.Struct, frozen=True, kw_only=True):
    """A column: what it is called and what stands in it; the first one names the rows."""

    label: str
    kind: Kind = "count"


class Value(msgspec.Struct, frozen=True, kw_only=True):
    """What stands in a cell.

    ``number`` is none where there is nothing to tell; ``out``: it was left out to protect who is
    in it. ``drill`` is what the deals that make it are asked by; empty where nothing leads there.
    """

    number: Decimal | None = None
    out: bool = False
    drill: Mapping[str, str] = NO_QUERY


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """A row: its name, its code where it has one, and its values; ``whole`` is a sum of others."""

    name: str
    code: str = ""
    values: tuple[Value, ...] = ()
    whole: bool = False


class Grid(msgspec.Struct, frozen=True, kw_only=True):
    """A table. ``drawn`` is the column that the bars beside its rows show, none without bars."""

    id: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    drawn: int | None = 0

    @property
    def most(self) -> Decimal:
        """The largest number that is drawn, sums apart; at least one, so that it divides."""
        drawn = [self.number(row) for row in self.rows if not row.whole]
        return max([one for one in drawn if one is not None], default=Decimal(0)) or Decimal(1)

    def some(self, most: int | None) -> tuple[Row, ...]:
        """Return the first rows, so many at most, and the sums behind them; None: all of them."""
        if most is None:
            return self.rows
        return (*self.rows[:most], *(row for row in self.rows[most:] if row.whole))

    def number(self, row: Row) -> Decimal | None:
        """Return the number of a row that is drawn."""
        return None if self.drawn is None else row.values[self.drawn].number

    def share(self, row: Row) -> float:
        """Return how long the bar of a row is, of 100."""
        number = self.number(row)
        return 0.0 if number is None else float(round(100 * number / self.most, 2))


def count(
    number: int | None, drill: Mapping[str, str] = NO_QUERY, *, out: bool | None = None
) -> Value:
    """Return a cell of a count; without one it was left out, unless ``out`` says otherwise."""
    left = number is None if out is None else out
    told = None if number is None else Decimal(number)
    return Value(number=told, out=left, drill=drill if number else NO_QUERY)


def amount(number: Decimal | None) -> Value:
    """Return a cell of an amount, of a share or of days: none where there is nothing to tell."""
    return Value(number=number)


def columns(*labels: str | tuple[str, Kind]) -> tuple[Column, ...]:
    """Return columns; a label alone is one of counts."""
    return tuple(
        Column(label=one) if isinstance(one, str) else Column(label=one[0], kind=one[1])
        for one in labels
    )


def without_empty(grids: Iterable[Grid]) -> tuple[Grid, ...]:
    """Return the grids that have rows."""
    return tuple(grid for grid in grids if grid.rows)
