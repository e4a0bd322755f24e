"""What stands on a page. Coordinates in points from the top left corner of what holds the mark."""

from __future__ import annotations

from typing import TypeAlias

import msgspec

from signing.render.paper.structure import Element
from signing.render.setting.lines import Line
from signing.render.setting.style import Colour, Style


class TextMark(msgspec.Struct, frozen=True):
    """A line of text, ``y`` its baseline. Without an element it is decoration, not read out."""

    x: float
    y: float
    line: Line
    style: Style
    element: Element | None = None


class RuleMark(msgspec.Struct, frozen=True):
    """A line from (``x``, ``y``) to (``to_x``, ``to_y``), ``width`` points thick."""

    x: float
    y: float
    to_x: float
    to_y: float
    colour: Colour
    width: float = 0.5


class BoxMark(msgspec.Struct, frozen=True):
    """A rectangle, filled, outlined or both."""

    x: float
    y: float
    width: float
    height: float
    fill: Colour | None = None
    outline: Colour | None = None


class RingMark(msgspec.Struct, frozen=True):
    """A circle around (``x``, ``y``), ``width`` points thick."""

    x: float
    y: float
    radius: float
    width: float
    colour: Colour


class CodeMark(msgspec.Struct, frozen=True):
    """The document's QR code, ``side`` points wide."""

    x: float
    y: float
    side: float
    element: Element | None = None


class SeatMark(msgspec.Struct, frozen=True):
    """The place of a signature field."""

    x: float
    y: float
    width: float
    height: float
    field: str
    element: Element


Visible: TypeAlias = TextMark | RuleMark | BoxMark | RingMark | CodeMark
Mark: TypeAlias = Visible | SeatMark


class Placed(msgspec.Struct, frozen=True):
    """A mark of something whose top left corner is at (``x``, ``y``) of the page."""

    x: float
    y: float
    mark: Mark
