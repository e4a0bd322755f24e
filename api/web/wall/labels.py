"""Names beside the dots of the map: as many as there is room for, none over another."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, NamedTuple
from unicodedata import east_asian_width

import msgspec

from api.web.wall.earth import HEIGHT, WIDTH
from api.web.wall.shapes import Dot

LETTER: Final = 6.6
"""How wide a letter is on the map, on average; a Chinese character is twice as wide."""
_LINE: Final = 14.0
_AWAY: Final = 4.0
_LONGEST: Final = 18


class Label(msgspec.Struct, frozen=True, kw_only=True):
    """A name on the map, which begins at ``x`` on the line of ``y``, or ends there: ``before``."""

    text: str
    x: float
    y: float
    before: bool


class _Box(NamedTuple):
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: _Box) -> bool:
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )


def labels_of(dots: Sequence[Dot], name_of: Callable[[str], str]) -> tuple[Label, ...]:
    """Return the names of the countries of dots, the largest first: right of it, else left."""
    taken = [_Box(d.x - d.size, d.y - d.size, d.x + d.size, d.y + d.size) for d in dots]
    found: list[Label] = []
    for dot in sorted(dots, key=lambda one: (-one.size, one.country)):
        text = name_of(dot.country)
        width = sum(2 if east_asian_width(one) in "WF" else 1 for one in text) * LETTER
        if len(text) > _LONGEST:
            continue
        for before in (False, True):
            box = _box(dot, width, before=before)
            inside = box.left >= 0 and box.right <= WIDTH and box.top >= 0 and box.bottom <= HEIGHT
            if inside and not any(box.meets(one) for one in taken):
                taken.append(box)
                x = box.right if before else box.left
                found.append(Label(text=text, x=round(x, 2), y=dot.y, before=before))
                break
    return tuple(found)


def _box(dot: Dot, width: float, *, before: bool) -> _Box:
    edge = dot.x - dot.size - _AWAY if before else dot.x + dot.size + _AWAY
    left = edge - width if before else edge
    return _Box(left, dot.y - _LINE / 2, left + width, dot.y + _LINE / 2)
