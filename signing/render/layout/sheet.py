"""The sheet of paper: ISO A4, its margins and its columns, in points."""

from __future__ import annotations

from typing import Final

MM: Final = 72 / 25.4
WIDTH: Final = 210 * MM
HEIGHT: Final = 297 * MM
LEFT: Final = 21 * MM
TOP: Final = 25 * MM
TEXT_WIDTH: Final = WIDTH - 2 * LEFT
TEXT_HEIGHT: Final = HEIGHT - TOP - 28 * MM
GUTTER: Final = 9 * MM
FOOT: Final = HEIGHT - 22 * MM
"""Where the rule above the foot of the page stands."""


def columns(count: int) -> tuple[tuple[float, float], ...]:
    """Return the start of each column, from the left edge of the text, and its width."""
    gutter = GUTTER if count < 3 else GUTTER * 2 / 3
    width = (TEXT_WIDTH - gutter * (count - 1)) / count
    return tuple((n * (width + gutter), width) for n in range(count))
