"""The content of a page, as PDF operators, each in or out of the logical structure.

Source: ISO 32000-1, 8.5 (paths), 9.4 (text), 14.6 (marked content).
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import assert_never

from signing.render.layout.marks import (
    BoxMark,
    CodeMark,
    Placed,
    RingMark,
    RuleMark,
    SeatMark,
    TextMark,
    Visible,
)
from signing.render.paper.fontbook import FontBook
from signing.render.paper.structure import Element, MarkedContent
from signing.render.setting.lines import Span
from signing.render.setting.style import Colour, Style

CODE_NAME = "/Code"
"""The resource name of the document's QR code."""

_ARC = 0.5522847498
"""How far the control points of a quarter circle stand, in radii."""


class Ink:
    """One page being written: its operators, and the elements whose content stands on it.

    ``elements`` holds, for each marked-content number of the page, the element it belongs to.
    """

    def __init__(self, page: int, height: float, fonts: FontBook) -> None:
        self.page, self.height, self.fonts = page, height, fonts
        self.elements: list[Element] = []
        self.seats: dict[str, tuple[float, float, float, float]] = {}
        self._operators: list[str] = []
        self._open: Element | None = None

    def draw(self, placed: Placed) -> None:
        """Add a mark; a signature field's place is only noted."""
        x, y, mark = placed.x, self.height - placed.y, placed.mark
        if isinstance(mark, SeatMark):
            self.seats[mark.field] = _box(x + mark.x, y - mark.y, mark.width, mark.height)
            mark.element.box = self.seats[mark.field]
            return
        element = mark.element if isinstance(mark, TextMark | CodeMark) else None
        self._enter(element, y)
        self._paint(mark, x, y)

    def content(self) -> bytes:
        """Return the page's content stream."""
        end = ["EMC"] if self._operators else []
        return "\n".join([*self._operators, *end]).encode("ascii")

    def _enter(self, element: Element | None, y: float) -> None:
        if self._operators:
            if element is self._open:
                return
            self._operators.append("EMC")
        self._open = element
        if element is None:
            self._operators.append("/Artifact BMC")
            return
        number = len(self.elements)
        self.elements.append(element)
        element.kids.append(MarkedContent(self.page, number))
        element.start = element.start or (self.page, y)
        self._operators.append(f"/{element.tag} <</MCID {number}>> BDC")

    def _paint(self, mark: Visible, x: float, y: float) -> None:
        match mark:
            case TextMark():
                for span in mark.line.spans:
                    self._operators.append(self._text(span, mark.style, x + mark.x, y - mark.y))
            case RuleMark():
                self._operators.append(_rule(mark, x, y))
            case BoxMark():
                self._operators.append(_rectangle(mark, x, y))
            case RingMark():
                self._operators.append(_ring(mark, x + mark.x, y - mark.y))
            case CodeMark():
                self._operators.append(_code(mark, x, y))
            case _:
                assert_never(mark)

    def _text(self, span: Span, style: Style, x: float, y: float) -> str:
        name = self.fonts.name(span.family, style.weight)
        size = style.size
        shown = "".join(
            f"<{self.fonts.encoded(name, text)}>" + (_number(-gap) if gap else "")
            for text, gap in span.chunks
        )
        return (
            f"BT {_colour(style.colour)} rg /{name} {_number(size)} Tf "
            f"{_number(span.spread * size / 1000)} Tc "
            f"1 0 0 1 {_number(x + span.x)} {_number(y)} Tm [{shown}] TJ ET"
        )


def _code(mark: CodeMark, x: float, y: float) -> str:
    """Draw a code, and let the element that it stands for know where."""
    box = _box(x + mark.x, y - mark.y, mark.side, mark.side)
    if mark.element is not None:
        mark.element.box = box
    side, left, foot = (_number(value) for value in (mark.side, box[0], box[1]))
    return f"q {side} 0 0 {side} {left} {foot} cm {CODE_NAME} Do Q"


def _rule(mark: RuleMark, x: float, y: float) -> str:
    start = f"{_number(x + mark.x)} {_number(y - mark.y)} m"
    end = f"{_number(x + mark.to_x)} {_number(y - mark.to_y)} l"
    return f"{_colour(mark.colour)} RG {_number(mark.width)} w {start} {end} S"


def _rectangle(mark: BoxMark, x: float, y: float) -> str:
    left, foot, _, _ = _box(x + mark.x, y - mark.y, mark.width, mark.height)
    path = " ".join(_number(value) for value in (left, foot, mark.width, mark.height)) + " re"
    filled = f"{_colour(mark.fill)} rg {path} f" if mark.fill else ""
    outlined = f"{_colour(mark.outline)} RG 0.5 w {path} S" if mark.outline else ""
    return f"{filled}\n{outlined}".strip()


def _ring(mark: RingMark, x: float, y: float) -> str:
    r, c = mark.radius, mark.radius * _ARC
    quarters = [
        ((x + r, y + c), (x + c, y + r), (x, y + r)),
        ((x - c, y + r), (x - r, y + c), (x - r, y)),
        ((x - r, y - c), (x - c, y - r), (x, y - r)),
        ((x + c, y - r), (x + r, y - c), (x + r, y)),
    ]
    curves = " ".join(
        " ".join(f"{_number(px)} {_number(py)}" for px, py in points) + " c" for points in quarters
    )
    start = f"{_number(x + r)} {_number(y)} m"
    return f"{_colour(mark.colour)} RG {_number(mark.width)} w {start} {curves} h S"


def _box(x: float, y: float, width: float, height: float) -> tuple[float, float, float, float]:
    return (round(x, 2), round(y - height, 2), round(x + width, 2), round(y, 2))


@cache
def _colour(colour: Colour) -> str:
    return " ".join(_number(part, 3) for part in colour)


@lru_cache(maxsize=1 << 14)
def _number(value: float, digits: int = 2) -> str:
    text = f"{value:.{digits}f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
