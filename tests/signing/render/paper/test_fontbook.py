"""Fonts inside the file: what is drawn is what is copied out."""

from __future__ import annotations

import re

from paper.reading import to_unicode
from pikepdf import Pdf

from signing.render.paper.fontbook import FontBook, subset_tag
from signing.render.setting.faces import Family


def test_codes_count_the_characters_in_the_order_of_their_first_use() -> None:
    fonts = FontBook()
    name = fonts.name(Family.LATIN, 400)
    assert fonts.encoded(name, "abba") == "0001000200020001"
    assert fonts.encoded(name, "ca") == "00030001"


def test_characters_that_share_a_glyph_keep_their_own_meaning() -> None:
    # a radical and the character that looks like it: one picture, two texts
    fonts, pdf = FontBook(), Pdf.new()
    name = fonts.name(Family.HAN, 400)
    fonts.encoded(name, "⼀一丁")
    font = fonts.embedded(pdf)[f"/{name}"]
    assert to_unicode(font) == {1: "⼀", 2: "一", 3: "丁"}
    assert font.DescendantFonts[0].CIDToGIDMap.read_bytes() == bytes([0, 0, 0, 1, 0, 1, 0, 2])


def test_two_parts_of_one_font_have_different_names() -> None:
    assert re.fullmatch("[A-Z]{6}", subset_tag("NotoSans-400", "abc"))
    tags = {subset_tag(name, text) for name in ("a", "b") for text in ("abc", "abd", "acb")}
    assert len(tags) == 6


def test_a_character_beyond_the_basic_plane_is_copied_out_whole() -> None:
    fonts, pdf = FontBook(), Pdf.new()
    name = fonts.name(Family.HAN, 700)
    fonts.encoded(name, "𬭊")
    assert to_unicode(fonts.embedded(pdf)[f"/{name}"]) == {1: "𬭊"}


def test_a_font_of_many_characters_says_them_all() -> None:
    fonts, pdf = FontBook(), Pdf.new()
    name = fonts.name(Family.HAN, 400)
    characters = [chr(0x4E00 + n) for n in range(350)]
    fonts.encoded(name, "".join(characters))
    font = fonts.embedded(pdf)[f"/{name}"]
    assert list(to_unicode(font).values()) == characters
    assert font.ToUnicode.read_bytes().count(b"endbfchar") == 4
