"""What stands at the head and the foot of every page: decoration, not part of the text."""

from __future__ import annotations

from typing import Final

from signing.render.layout.inline import Texts
from signing.render.layout.marks import BoxMark, CodeMark, Mark, Placed, RuleMark, TextMark
from signing.render.layout.sheet import FOOT, LEFT, MM, TEXT_WIDTH
from signing.render.layout.slots import baseline
from signing.render.parts.guide import spelled_code
from signing.render.parts.matter import Matter
from signing.render.setting.lines import Line, set_lines
from signing.render.setting.style import LINE, MARGIN, NOTICE, SEAL, Style
from signing.render.words.speech import distinct

_HEAD: Final = 15 * MM
_CODE_SIDE: Final = 12 * MM
_NOTICE_AT: Final = 5.5 * MM
_INSET: Final = 5.0
_SHORT: Final = 16
"""How many digits of the fingerprint stand at the foot of each page."""


def margins(matter: Matter, page: int, pages: int) -> list[Placed]:
    """Return the running head (not on the first page) and the foot of one page, from 1."""
    marks: list[Mark] = [RuleMark(0, FOOT, TEXT_WIDTH, FOOT, LINE)]
    if page > 1:
        marks += _running_head(matter)
    marks += [*_notice(matter), *_foot(matter, page, pages)]
    return [Placed(LEFT, 0, mark) for mark in marks]


def _notice(matter: Matter) -> list[Mark]:
    """Return what is said on every page of a document that is not for signature, in a frame."""
    if not matter.notice:
        return []
    lines = _line(matter.notice, TEXT_WIDTH, NOTICE)
    width = _width(lines) + 2 * _INSET
    frame = BoxMark(0, _NOTICE_AT, width, NOTICE.leading, outline=SEAL)
    return [frame, *_texts(lines, _INSET, _NOTICE_AT)]


def _running_head(matter: Matter) -> list[Mark]:
    right = _line(((matter.sheet.edition_name, ""),), 80 * MM)
    left = _line(matter.title, TEXT_WIDTH - _width(right) - 6 * MM)
    return [
        *_texts(left, 0, _HEAD - 11),
        *_texts(right, TEXT_WIDTH - _width(right), _HEAD - 11),
        RuleMark(0, _HEAD, TEXT_WIDTH, _HEAD, LINE),
    ]


def _foot(matter: Matter, page: int, pages: int) -> list[Mark]:
    marks: list[Mark] = []
    x, y = 0.0, FOOT + 3 * MM
    code = matter.sheet.page_code
    if code:
        marks.append(CodeMark(0, y, _CODE_SIDE))
        x = _CODE_SIDE + 3.5 * MM
        marks += _texts(_labelled("page_code", spelled_code(code), matter), x, y)
        y += MARGIN.leading
    marks += _texts(_labelled("terms_short", matter.digest[:_SHORT], matter), x, y)
    numbers = distinct(
        (chrome.page.format(page=page, pages=pages), chrome.language) for chrome in matter.chromes
    )
    y = FOOT + 3 * MM
    for number in numbers:
        line = _line((number,), TEXT_WIDTH)
        marks += _texts(line, TEXT_WIDTH - _width(line), y)
        y += MARGIN.leading
    return marks


def _labelled(name: str, value: str, matter: Matter) -> list[tuple[Line, Style]]:
    return _line((*matter.said(name), (value, "")), TEXT_WIDTH)


def _line(texts: Texts, width: float, style: Style = MARGIN) -> list[tuple[Line, Style]]:
    """Return as many of the texts as stand on one line, what is too long cut at a word."""
    found: list[tuple[Line, Style]] = []
    used = 0.0
    for text, language in texts:
        lines = set_lines(text, style, language, width)
        if found and used + lines[0].width > width:
            break
        found.append((lines[0], style))
        used += lines[0].width + _APART
    return found


_APART: Final = 6.0


def _texts(lines: list[tuple[Line, Style]], x: float, y: float) -> list[Mark]:
    marks: list[Mark] = []
    for line, style in lines:
        marks.append(TextMark(x, y + baseline(style), line, style))
        x += line.width + _APART
    return marks


def _width(lines: list[tuple[Line, Style]]) -> float:
    return sum(line.width + _APART for line, _ in lines) - _APART
