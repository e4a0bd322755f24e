"""The font programs, read once: what they can draw, how wide it is, and parts of them."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from functools import cache
from io import BytesIO
from typing import Literal, TypeAlias

import msgspec
from reportlab.pdfbase.ttfonts import TTFontFile  # type: ignore[import-untyped]  # it has no types

from signing.fonts import font_program
from signing.render.setting.subset import Outlines

Weight: TypeAlias = Literal[400, 700]


class Family(Enum):
    """The two families: one for Latin, Greek and Cyrillic, one for Chinese."""

    LATIN = "NotoSans"
    HAN = "NotoSansSC"


class Metrics(msgspec.Struct, frozen=True, kw_only=True):
    """What a PDF says of a font, in thousandths of the type size (ISO 32000-1, 9.8.1)."""

    name: str
    ascent: float
    descent: float
    cap_height: float
    stem: float
    box: tuple[float, float, float, float]


class Face:
    """One font program. Safe to share between threads."""

    def __init__(self, name: str, program: bytes) -> None:
        font = TTFontFile(BytesIO(program))
        self.name = name
        self.metrics = Metrics(
            name=font.name.decode("ascii"),
            ascent=font.ascent,
            descent=font.descent,
            cap_height=font.capHeight,
            stem=font.stemV,
            box=tuple(font.bbox),
        )
        self._glyphs: dict[int, int] = font.charToGlyph
        self._widths: dict[int, float] = font.charWidths
        self._outlines = Outlines(program)

    def covers(self, character: str) -> bool:
        """Return whether the font has a glyph for ``character``."""
        return self._glyphs.get(ord(character), 0) != 0

    def width(self, character: str) -> float:
        """Return how far ``character`` advances, in thousandths of the type size."""
        return self._widths[ord(character)]

    def glyph(self, character: str) -> int:
        """Return the number of the glyph that draws ``character``."""
        return self._glyphs[ord(character)]

    def subset(self, characters: Sequence[str]) -> bytes:
        """Return a font program with the glyphs of ``characters``, in their order, from 1 on.

        Characters that share a glyph share its number too; 0 is the missing glyph.
        """
        glyphs = dict.fromkeys(self._glyphs[ord(character)] for character in characters)
        return self._outlines.subset(list(glyphs))


@cache
def face(name: str) -> Face:
    """Return the font called ``name`` (``NotoSansSC-700``), loaded on first use."""
    return Face(name, font_program(name))


def face_of(family: Family, weight: Weight) -> Face:
    """Return the font of one family and weight."""
    return face(f"{family.value}-{weight}")
