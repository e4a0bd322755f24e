"""A paragraph of which parts are marked: set as one text, drawn run by run."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

import msgspec
from msgspec.structs import replace

from signing.render.layout.marks import Mark, RuleMark, TextMark
from signing.render.layout.slots import Setting, Slot, baseline
from signing.render.paper.structure import Element
from signing.render.setting.faces import face_of
from signing.render.setting.lines import Line, Span, set_lines
from signing.render.setting.style import Colour, Style

_UNDER: Final = 0.14
_THROUGH: Final = -0.27
"""How far below the baseline the lines run, in sizes of the type."""
_THICK: Final = 0.06


class Run(msgspec.Struct, frozen=True, kw_only=True):
    """A part of a text: its colour, the lines that mark it, and its element.

    Without a ``colour`` it has that of the paragraph.
    """

    text: str
    element: Element | None
    colour: Colour | None = None
    underlined: bool = False
    struck: bool = False


def marked_paragraph(runs: Sequence[Run], setting: Setting) -> tuple[Slot, ...]:
    """Return the lines of ``runs`` set as one paragraph, as `paragraph` sets one."""
    text = "".join(run.text for run in runs)
    owners = [run for run in runs for _ in run.text]
    lines = set_lines(text, setting.style, setting.language, setting.width)
    last = len(lines) - 1
    return tuple(
        Slot(
            setting.style.leading,
            tuple(_marks(line, [owners[place] for place in places], setting)),
            breakable=index == 0 or 1 < index < last,
        )
        for index, (line, places) in enumerate(zip(lines, _places(text, lines), strict=True))
    )


def _characters(line: Line) -> Iterator[str]:
    return (character for span in line.spans for text, _ in span.chunks for character in text)


def _places(text: str, lines: Sequence[Line]) -> Iterator[list[int]]:
    """Yield where the characters of each line stand in ``text``, some blanks of which are lost."""
    at = -1
    for line in lines:
        places: list[int] = []
        for character in _characters(line):
            at = text.index(character, at + 1)
            places.append(at)
        yield places


def _marks(line: Line, owners: Sequence[Run], setting: Setting) -> Iterator[Mark]:
    y, after = baseline(setting.style), iter(owners)
    for span in line.spans:
        for owner, part, end in _parts(span, after, setting.style):
            look = replace(setting.style, colour=owner.colour or setting.style.colour)
            yield TextMark(setting.x, y, Line((part,), end), look, owner.element)
            for drawn, below in ((owner.underlined, _UNDER), (owner.struck, _THROUGH)):
                if drawn:
                    height, thick = y + below * look.size, _THICK * look.size
                    start, stop = setting.x + part.x, setting.x + end
                    yield RuleMark(start, height, stop, height, look.colour, thick)


def _parts(span: Span, owners: Iterator[Run], style: Style) -> Iterator[tuple[Run, Span, float]]:
    """Yield the parts of ``span`` that belong to one run each, and where they end."""
    placed = zip(_advances(span, style), owners, strict=False)
    for _, part in groupby(placed, key=lambda one: id(one[1])):
        ((x, first, gap), owner), *rest = part
        chunks, end = [(first, gap)], x
        for (start, character, following), _ in rest:
            text, cut = chunks[-1]
            more = [(text, cut), (character, following)] if cut else [(text + character, following)]
            chunks[-1:], end = more, start
        face = face_of(span.family, style.weight)
        end += (face.width(chunks[-1][0][-1]) + span.spread) * style.size / 1000
        chunks[-1] = (chunks[-1][0], 0.0)
        yield owner, replace(span, x=x, chunks=tuple(chunks)), end


def _advances(span: Span, style: Style) -> Iterator[tuple[float, str, float]]:
    """Yield where each character of ``span`` stands, and by how much the next one is moved."""
    x, scale, face = span.x, style.size / 1000, face_of(span.family, style.weight)
    for text, gap in span.chunks:
        for end, character in enumerate(text, 1):
            moved = gap if end == len(text) else 0.0
            yield x, character, moved
            x += (face.width(character) + span.spread + moved) * scale
