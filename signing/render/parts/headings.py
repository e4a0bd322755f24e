"""Headings: a title in several languages on one line."""

from __future__ import annotations

from signing.render.layout.inline import Texts, side_by_side
from signing.render.layout.rows import Cell, Row
from signing.render.layout.sheet import TEXT_WIDTH
from signing.render.layout.slots import Slot
from signing.render.paper.structure import Element
from signing.render.setting.style import SECTION


def section(texts: Texts, element: Element, *, before: float = 20, new_page: bool = False) -> Row:
    """Return a heading of a part, kept with what follows it."""
    titles = side_by_side(texts, SECTION, SECTION, TEXT_WIDTH, element)
    slots = (*titles, Slot(4, breakable=False))
    return Row(cells=(Cell(0, slots),), before=before, kept=True, new_page=new_page)
