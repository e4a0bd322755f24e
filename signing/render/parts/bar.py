"""The bar that stands beside what differs."""

from __future__ import annotations

from typing import Final

import msgspec

from signing.render.layout.marks import RuleMark
from signing.render.layout.rows import Cell, Row
from signing.render.layout.sheet import MM
from signing.render.layout.slots import height_of
from signing.render.parts.clauses import APART
from signing.render.setting.style import BRAND

_BAR: Final = 4 * MM
"""So far left of the text it stands."""


def beside_bar(row: Row) -> Row:
    """Return ``row`` with a bar to its left, as far as its longest cell reaches on each page."""
    if not row.cells:
        return row
    longest = max(row.cells, key=lambda cell: height_of(cell.slots))
    cells = (_with_bar(cell, row.before) if cell is longest else cell for cell in row.cells)
    return msgspec.structs.replace(row, cells=tuple(cells))


def _with_bar(cell: Cell, before: float) -> Cell:
    x = -cell.x - _BAR
    starts = [0.0 if before >= APART else -before, *(0.0 for _ in cell.slots[1:])]
    slots = (
        msgspec.structs.replace(
            slot, marks=(*slot.marks, RuleMark(x, start, x, slot.height, BRAND, 1.6))
        )
        for slot, start in zip(cell.slots, starts, strict=True)
    )
    return Cell(cell.x, tuple(slots))
