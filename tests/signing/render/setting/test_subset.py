"""Parts of font programs, read by another library."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest

from signing.fonts import font_program
from signing.render.setting.faces import face
from signing.render.setting.subset import Outlines

pytest.importorskip("fontTools")
from fontTools.ttLib import TTFont


def opened(program: bytes) -> Any:
    return TTFont(BytesIO(program), checkChecksums=2)


def drawn(font: Any, number: int) -> tuple[Any, ...]:
    table = font["glyf"]
    points, ends, flags = table[font.getGlyphName(number)].getCoordinates(table)
    return list(points), list(ends), bytes(flags)


@pytest.mark.parametrize(
    ("name", "text"),
    [("NotoSans-400", "aéŁǻẫ½"), ("NotoSans-700", "Ệ"), ("NotoSansSC-400", "中文，《")],
)
def test_each_character_is_drawn_as_in_the_whole_font(name: str, text: str) -> None:
    whole, part = opened(font_program(name)), opened(face(name).subset(text))
    for number, character in enumerate(text, 1):
        original = face(name).glyph(character)
        assert drawn(part, number) == drawn(whole, original)
        metrics = whole["hmtx"][whole.getGlyphName(original)]
        assert part["hmtx"][part.getGlyphName(number)] == metrics


def test_a_drawing_made_of_others_brings_them_along() -> None:
    name = "NotoSans-400"
    part = opened(face(name).subset("é"))
    parts = part["glyf"][part.getGlyphName(1)].components
    assert len(parts) == 2
    assert len(part.getGlyphOrder()) == 4


def test_the_last_glyphs_share_one_advance() -> None:
    program = font_program("NotoSans-400")
    whole = opened(program)
    last = whole["maxp"].numGlyphs - 1
    assert last >= whole["hhea"].numberOfHMetrics
    part = opened(Outlines(program).subset([last]))
    assert part["hmtx"][part.getGlyphName(1)] == whole["hmtx"][whole.getGlyphName(last)]


def test_characters_with_one_picture_share_it() -> None:
    part = opened(face("NotoSansSC-400").subset("⼀一"))
    assert part["maxp"].numGlyphs == 2


def test_no_names_and_no_map_of_characters_go_in() -> None:
    assert set(opened(face("NotoSans-400").subset("a")).reader.keys()) == {
        *("glyf", "head", "hhea", "hmtx", "loca", "maxp", "prep")
    }
