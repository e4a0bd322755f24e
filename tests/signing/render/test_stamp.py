"""What a signed field shows."""

from __future__ import annotations

from io import BytesIO

import pytest
from pikepdf import Pdf

from signing.errors import SignatureError
from signing.render import stamp_appearance, stamp_lines

LINES = stamp_lines(
    names=("陈伟", "CHEN Wei"),
    principal="凌溪氢能 Lingxi Hydrogen",
    mandate="M-2026-0032",
    at="2026-09-08T09:14:05Z",
    languages=("en", "zh-Hans"),
)


def test_a_stamp_says_who_signed_for_whom_under_which_mandate_and_when() -> None:
    assert LINES == (
        "陈伟  CHEN Wei",
        "for 凌溪氢能 Lingxi Hydrogen",
        "under mandate M-2026-0032",
        "2026-09-08 09:14:05 UTC",
    )


def test_a_stamp_speaks_the_first_language_and_of_no_mandate_where_there_is_none() -> None:
    lines = stamp_lines(
        names=("Anna", "Anna"),
        principal="登记处",
        mandate="",
        at="2026-09-08T09:14:05Z",
        languages=("zh-Hans", "en"),
    )
    assert lines == ("Anna", "代表 登记处", "2026-09-08 09:14:05 UTC")


def test_a_stamp_is_one_page_of_the_fields_size_with_its_fonts() -> None:
    with Pdf.open(BytesIO(stamp_appearance(LINES, 225.36, 82.2))) as pdf:
        (page,) = pdf.pages
        assert [float(edge) for edge in page.mediabox] == [0, 0, 225.36, 82.2]
        for font in page.obj.Resources.Font.values():
            assert "/FontFile2" in font.DescendantFonts[0].FontDescriptor


def test_the_same_lines_give_the_same_bytes() -> None:
    assert stamp_appearance(LINES, 225, 82) == stamp_appearance(LINES, 225, 82)


def test_what_is_long_is_set_smaller_and_stays_inside() -> None:
    long = (*LINES[:1], "for " + "a company with a long name " * 8, *LINES[2:])
    with Pdf.open(BytesIO(stamp_appearance(long, 225, 82))) as pdf:
        content = pdf.pages[0].Contents.read_bytes().decode("ascii").split("\n")
    heights = [float(line.split(" Tm ")[0].split()[-1]) for line in content if " Tm " in line]
    assert len(heights) > 6
    assert min(heights) > 2
    assert max(heights) < 82


def test_what_is_much_too_long_is_refused() -> None:
    with pytest.raises(SignatureError, match="stamp_too_long"):
        stamp_appearance(("name", "word " * 2000, "time"), 225, 82)


def test_a_character_that_no_font_draws_is_refused() -> None:
    with pytest.raises(SignatureError) as refusal:
        stamp_appearance(("ضياء", "time"), 225, 82)
    assert refusal.value.facts == {"character": "ض", "where": "stamp/0"}
