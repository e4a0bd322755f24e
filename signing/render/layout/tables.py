"""Tables of a few columns, ruled by hairlines, each cell in one or more languages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import msgspec

from signing.render.layout.inline import Texts, side_by_side
from signing.render.layout.marks import RuleMark
from signing.render.layout.rows import Cell, Row
from signing.render.layout.slots import space
from signing.render.paper.structure import Element
from signing.render.setting.style import BODY, LINE, SMALL, SMALL_STRONG, STRONG_LINE, Style

_ABOVE: Final = 3.2
_BELOW: Final = 3.4


class Column(msgspec.Struct, frozen=True, kw_only=True):
    """Where a column stands, from the left edge of the text, and how its cells look."""

    x: float
    width: float
    style: Style = BODY
    more: Style = SMALL


def table_row(
    texts: Sequence[Texts], columns: Sequence[Column], row: Element, *, header: bool = False
) -> Row:
    """Return a row of a table under a hairline; the first cell heads it, or all do."""
    cells: list[Cell] = []
    for index, (cell, column) in enumerate(zip(texts, columns, strict=True)):
        scope = "Column" if header else "Row" * (index == 0)
        element = row.add("TH" if scope else "TD", scope=scope)
        look, more = (SMALL_STRONG, SMALL) if header else (column.style, column.more)
        slots = side_by_side(cell, look, more, column.width, element)
        cells.append(Cell(column.x, (space(_ABOVE), *slots, space(_BELOW))))
    left, right = columns[0].x, columns[-1].x + columns[-1].width
    colour = STRONG_LINE if header else LINE
    rule = RuleMark(left, 0, right, 0, colour)
    return Row(cells=tuple(cells), behind=(rule,), kept=header, whole=True)


def table(
    header: Sequence[Texts], body: Sequence[Sequence[Texts]], columns: Sequence[Column], of: Element
) -> list[Row]:
    """Return a table whose header is repeated on each page that it reaches."""
    element = of.add("Table")
    top = table_row(header, columns, element.add("TR"), header=True)
    rows = [
        msgspec.structs.replace(table_row(cells, columns, element.add("TR")), header=(top,))
        for cells in body
    ]
    return [top, *unbroken(rows), closing_rule(columns)]


def unbroken(rows: Sequence[Row]) -> list[Row]:
    """Return ``rows`` so that neither the first nor the last stands alone on a page."""
    ends = {0, len(rows) - 2}
    return [
        msgspec.structs.replace(row, kept=True) if index in ends and row is not rows[-1] else row
        for index, row in enumerate(rows)
    ]


def facts(body: Sequence[tuple[Texts, Texts, Column]], labels: Column, of: Element) -> list[Row]:
    """Return a table of labels and what they name, each in a column of its own look."""
    element = of.add("Table")
    rows = [
        table_row((named, written), (labels, column), element.add("TR"))
        for named, written, column in body
    ]
    return [*unbroken(rows), closing_rule((labels, body[0][2]))]


def closing_rule(columns: Sequence[Column]) -> Row:
    """Return the hairline that ends a table."""
    right = columns[-1].x + columns[-1].width
    return Row(cells=(), behind=(RuleMark(columns[0].x, 0, right, 0, LINE),))
