"""What every published number carries: what it is, as of when, in which currency."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

import msgspec

from projections.cut import Cut
from projections.figures.cells import Cell


class Stated(msgspec.Struct, frozen=True, kw_only=True):
    """The head of a figure.

    ``definition`` and ``version`` name what is counted and how: the docstring of the figure's
    module. Every number of the answer is as of ``position``, recorded at ``cut_off``, which is
    published in ``zone``.
    """

    definition: str
    version: int
    edition: str
    position: int
    cut_off: datetime
    zone: str


class Number(msgspec.Struct, frozen=True, kw_only=True):
    """A cell as it is published; without a ``count`` it was left out to protect who is in it."""

    count: int | None

    @property
    def left_out(self) -> bool:
        """Whether the cell is not published."""
        return self.count is None


class Sum(msgspec.Struct, frozen=True, kw_only=True):
    """A cell of amounts: how many, and what those sum up to that are known in the currency.

    ``without_amount`` of them pledge nothing, or in a currency from which no rate leads there.
    Without ``count`` and ``total`` the cell was left out.
    """

    count: int | None
    total: Decimal | None
    without_amount: int | None


def stated(definition: str, version: int, cut: Cut) -> Stated:
    """Return the head of a figure."""
    return Stated(
        definition=definition,
        version=version,
        edition=cut.edition,
        position=cut.position,
        cut_off=cut.at,
        zone=cut.zone,
    )


def number(cell: Cell, *, out: bool) -> Number:
    """Return a cell of numbers as it is published."""
    return Number(count=None if out else cell.count)
