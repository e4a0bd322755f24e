"""What a signature field shows once it is signed.

The appearance is a page of its own, which the signer imports into the field: white, so that it
covers what the field's place showed before.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

import msgspec
from pikepdf import Array, Dictionary, Pdf

from aggregates.vocabulary import Language
from signing.errors import SignatureError
from signing.render.layout.inline import side_by_side
from signing.render.layout.marks import BoxMark, Mark, Placed, RingMark, RuleMark, TextMark
from signing.render.layout.slots import Setting, Slot, height_of, paragraph
from signing.render.paper.fontbook import FontBook
from signing.render.paper.ink import Ink
from signing.render.paper.streams import packed, saved
from signing.render.setting.coverage import require_covered
from signing.render.setting.style import FAINT, LINE, PAPER, SEAL, Style
from signing.render.words.speech import chromes_of, distinct

_LEFT: Final = 11.0
_RIGHT: Final = 8.0
_ABOVE: Final = 6.0
_SMALLEST: Final = 0.5
_HEADING: Final = Style(size=6.6, leading=10, weight=700, colour=SEAL)
_NAME: Final = Style(size=11, leading=15.5, weight=700)
_LINE: Final = Style(size=7.2, leading=10.2)
_TIME: Final = Style(size=6.6, leading=10, colour=FAINT)


def stamp_lines(
    *, names: Sequence[str], principal: str, mandate: str, at: str, languages: Iterable[Language]
) -> tuple[str, ...]:
    """Return the lines of a stamp: who signed, for whom, under which mandate, when.

    ``names`` are the native name and the Latin one as they are displayed; a stamp without a
    ``mandate`` (a registry's, an official's) does not speak of one. ``at`` is UTC RFC 3339.
    """
    first = next(iter(chromes_of(languages)))
    mandated = (first.stamp_mandate.format(mandate=mandate),) if mandate else ()
    return (
        "  ".join(dict.fromkeys(names)),
        first.stamp_for.format(name=principal),
        *mandated,
        at.replace("T", " ").replace("Z", " UTC"),
    )


def stamp_appearance(lines: Sequence[str], width: float, height: float) -> bytes:
    """Return the appearance of a signature as a PDF of one page, ``width`` by ``height`` points.

    The first of ``lines`` is the name, the last the time; what is too long for the room is set
    smaller. The same lines give the same bytes.

    Raises:
        SignatureError: ``uncovered_character``; ``stamp_too_long`` when not even half the usual
            size is small enough.
    """
    for number, line in enumerate(lines):
        require_covered(line, f"stamp/{number}")
    marks = [*_frame(width, height), *_written(_fitting(lines, width, height), height)]
    fonts = FontBook()
    with Pdf.new() as pdf:
        ink = Ink(0, height, fonts)
        for mark in marks:
            ink.draw(Placed(0, 0, mark))
        content = packed(pdf, ink.content())
        pdf.add_blank_page(page_size=(width, height))
        page = pdf.pages[0].obj
        page.MediaBox = Array([0, 0, round(width, 2), round(height, 2)])
        page.Resources = Dictionary(Font=fonts.embedded(pdf))
        page.Contents = content
        return saved(pdf)


def _frame(width: float, height: float) -> list[Mark]:
    """Return a sheet of paper with a red edge and, at its right, the sign of the counterseal."""
    radius, y = 5.6, 12.5
    rings = [RingMark(width - x, y, radius, 0.9, SEAL) for x in (20.6, 14.2)]
    return [
        BoxMark(0.25, 0.25, width - 0.5, height - 0.5, PAPER, LINE),
        RuleMark(1.4, 0.25, 1.4, height - 0.25, SEAL, 2.2),
        *rings,
    ]


def _fitting(lines: Sequence[str], width: float, height: float) -> list[Slot]:
    scale = 1.0
    while scale >= _SMALLEST:
        slots = _set(lines, width, scale)
        if height_of(slots) <= height - 2 * _ABOVE:
            return slots
        scale -= 0.05
    raise SignatureError("stamp_too_long", lines=tuple(lines))


def _set(lines: Sequence[str], width: float, scale: float) -> list[Slot]:
    room = width - _LEFT - _RIGHT
    chromes = chromes_of(("en", "zh-Hans"))
    heading = distinct((chrome.stamp, chrome.language) for chrome in chromes)
    slots = [*side_by_side(heading, _HEADING, _HEADING, room - 30, None)]
    styles = [_NAME, *([_LINE] * (len(lines) - 2)), _TIME]
    for text, style in zip(lines, styles, strict=True):
        scaled = msgspec.structs.replace(
            style, size=style.size * scale, leading=style.leading * scale
        )
        slots += paragraph(text, Setting(style=scaled, language="", width=room), None)
    return slots


def _written(slots: Sequence[Slot], height: float) -> list[Mark]:
    """Return the lines: the time stands at the foot, the others below the head."""
    y = _ABOVE
    found: list[Mark] = []
    for slot in slots:
        top = height - _ABOVE - slot.height if slot is slots[-1] else y
        found += [
            msgspec.structs.replace(mark, x=mark.x + _LEFT, y=mark.y + top)
            for mark in slot.marks
            if isinstance(mark, TextMark)
        ]
        y += slot.height
    return found
