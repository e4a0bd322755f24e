"""The same thing said in several languages, on one line where it fits."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, TypeAlias

from signing.render.layout.marks import Mark, TextMark
from signing.render.layout.slots import Slot, baseline
from signing.render.paper.structure import Element
from signing.render.setting.lines import set_lines
from signing.render.setting.style import Style

Texts: TypeAlias = Sequence[tuple[str, str]]
"""The same thing in several languages: each text with its tag."""

_APART: Final = 0.9
"""What stands between two languages, in sizes of the type."""


def side_by_side(
    texts: Texts, style: Style, more: Style, width: float, element: Element | None
) -> tuple[Slot, ...]:
    """Return the texts one after the other, the first in ``style``, the others in ``more``.

    Without an ``element`` they are decoration. What does not fit on the line begins another; so
    does what follows a text of several lines.
    """
    lines: list[list[Mark]] = [[]]
    x = 0.0
    for index, (text, language) in enumerate(texts):
        look = more if index else style
        leaf = element.add("Span", language) if element else None
        for line in set_lines(text, look, language, width):
            if x and x + line.width > width:
                lines.append([])
                x = 0.0
            # all of a line stands on the baseline of its first text
            lines[-1].append(TextMark(x, baseline(style), line, look, leaf))
            x += line.width + _APART * style.size
    return tuple(Slot(style.leading, tuple(marks), breakable=False) for marks in lines)
