"""Slots: the horizontal slices of a cell, which a page's end may come between."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from signing.render.layout.marks import Mark, TextMark
from signing.render.paper.structure import Element
from signing.render.setting.lines import Line, set_lines
from signing.render.setting.style import Style


class Slot(msgspec.Struct, frozen=True):
    """A slice of ``height`` points. ``breakable`` says that a page may begin with it."""

    height: float
    marks: tuple[Mark, ...] = ()
    breakable: bool = True


class Setting(msgspec.Struct, frozen=True, kw_only=True):
    """Where and how a paragraph is set: ``x`` points into its cell, ``width`` wide."""

    style: Style
    language: str
    width: float
    x: float = 0
    flush_right: bool = False


def paragraph(text: str, setting: Setting, element: Element | None) -> tuple[Slot, ...]:
    """Return the lines of one paragraph, at least two of which stay together at either end."""
    lines = set_lines(text, setting.style, setting.language, setting.width)
    last = len(lines) - 1
    return tuple(
        Slot(
            setting.style.leading,
            (_text_mark(line, setting, element),),
            breakable=index == 0 or 1 < index < last,
        )
        for index, line in enumerate(lines)
    )


def baseline(style: Style) -> float:
    """Return how far below the top of its slot a line stands: its capitals are centred."""
    return (style.leading + 0.72 * style.size) / 2


def space(height: float) -> Slot:
    """Return an empty slice that no page begins with."""
    return Slot(height, breakable=False)


def height_of(slots: Sequence[Slot]) -> float:
    """Return the height of a stack of slots, in points."""
    return sum(slot.height for slot in slots)


def _text_mark(line: Line, setting: Setting, element: Element | None) -> TextMark:
    x = setting.x + (setting.width - line.width if setting.flush_right else 0)
    return TextMark(x, baseline(setting.style), line, setting.style, element)
