"""The fonts are the pinned ones, and their recipe makes them."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from signing import fonts
from signing.errors import SignatureError
from signing.fonts import FONT_SHA256, font_file, font_program
from signing.render.setting.faces import Family, face_of
from signing.render.setting.kerning import KERNING


@pytest.mark.parametrize("name", FONT_SHA256)
def test_a_font_is_the_pinned_one(name: str) -> None:
    assert hashlib.sha256(font_program(name)).hexdigest() == FONT_SHA256[name]


def test_an_altered_font_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    altered = tmp_path / "NotoSans-400.ttf"
    altered.write_bytes(font_file("NotoSans-400").read_bytes() + b"\0")
    monkeypatch.setattr(fonts, "font_file", lambda _name: altered)
    with pytest.raises(SignatureError) as refusal:
        font_program("NotoSans-400")
    assert (refusal.value.code, refusal.value.facts) == ("font_altered", {"font": "NotoSans-400"})


def test_the_recipe_makes_the_font_bit_for_bit() -> None:
    pytest.importorskip("fontTools")
    pytest.importorskip("fontpkg_noto_sans")
    pytest.importorskip("justmytype_intl_cjk")
    from paper.make_fonts import make_font  # noqa: PLC0415  # it needs what may be absent

    assert hashlib.sha256(make_font("NotoSans-400")).hexdigest() == FONT_SHA256["NotoSans-400"]


def test_the_licence_is_beside_the_fonts() -> None:
    licence = font_file("NotoSans-400").with_name("OFL.txt").read_text(encoding="utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence
    for holder in ("The Noto Project Authors", "Adobe"):
        assert holder in licence


def test_both_weights_cover_the_same_characters() -> None:
    for family in Family:
        regular, bold = (face_of(family, weight) for weight in (400, 700))
        characters = [chr(code) for code in range(0x20, 0x2FA20) if not 0xD800 <= code < 0xE000]
        assert [regular.covers(c) for c in characters] == [bold.covers(c) for c in characters]


def test_the_pairs_are_kerned_as_the_font_says() -> None:
    hb = pytest.importorskip("uharfbuzz")
    font = hb.Font(hb.Face(font_program("NotoSans-400")))
    for pair, expected in KERNING.items():
        buffer = hb.Buffer()
        buffer.add_str(pair)
        buffer.guess_segment_properties()
        hb.shape(font, buffer, {"kern": True, "liga": False})
        advance = buffer.glyph_positions[0].x_advance
        assert advance - face_of(Family.LATIN, 400).width(pair[0]) == expected
