"""How text looks: size and leading in points, weight, colour."""

from __future__ import annotations

from typing import Final, TypeAlias

import msgspec

from signing.render.setting.faces import Weight

Colour: TypeAlias = tuple[float, float, float]
"""Red, green and blue of sRGB, from 0 to 1."""


def _colour(digits: str) -> Colour:
    red, green, blue = bytes.fromhex(digits)
    return (red / 255, green / 255, blue / 255)


INK: Final = _colour("1b2233")
FAINT: Final = _colour("545c70")
LINE: Final = _colour("cfd2da")
STRONG_LINE: Final = _colour("8a91a3")
BRAND: Final = _colour("27479c")
SEAL: Final = _colour("b3321f")
PAPER: Final = _colour("ffffff")
TINT: Final = _colour("f7f8fa")


class Style(msgspec.Struct, frozen=True, kw_only=True):
    """``size`` and ``leading`` in points. ``justified`` holds for Chinese text only."""

    size: float
    leading: float
    weight: Weight = 400
    colour: Colour = INK
    justified: bool = False


TITLE: Final = Style(size=21, leading=27, weight=700)
SUBTITLE: Final = Style(size=17, leading=25, weight=700)
EYEBROW: Final = Style(size=7.6, leading=11, weight=700, colour=SEAL)
SECTION: Final = Style(size=11.5, leading=16, weight=700)
HEADING: Final = Style(size=9.2, leading=13.4, weight=700)
BODY: Final = Style(size=9, leading=13.4, justified=True)
STRONG: Final = Style(size=9, leading=13.4, weight=700)
FINE: Final = Style(size=7.6, leading=13.4)
GUIDE: Final = Style(size=8, leading=11.2, justified=True)
GUIDE_STRONG: Final = Style(size=8, leading=12, weight=700)
ROLE: Final = Style(size=7.6, leading=13, weight=700, colour=BRAND)
SMALL: Final = Style(size=7.6, leading=10.8, colour=FAINT)
SMALL_STRONG: Final = Style(size=7.6, leading=10.8, weight=700)
SMALL_INK: Final = Style(size=7.6, leading=10.8)
MARGIN: Final = Style(size=6.8, leading=9.2, colour=FAINT)
NOTICE: Final = Style(size=7.6, leading=13, weight=700, colour=SEAL)
