"""Where lines break, and where on them text stands."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from signing.errors import SignatureError
from signing.render.setting.clusters import NO_END, NO_START, clusters
from signing.render.setting.faces import Family, face_of
from signing.render.setting.lines import WIDEST_SPREAD, Line, set_lines
from signing.render.setting.measure import measured, pair_gap
from signing.render.setting.style import BODY

LATIN = st.text(alphabet="abcdłệ ÄŽ0123,.;:-/()§“”’\u00a0", max_size=80)
MIXED = st.text(alphabet="中文条款第年（）。，、“”《》ab 12%-", max_size=80)


def texts(lines: tuple[Line, ...]) -> list[str]:
    return ["".join(text for span in line.spans for text, _ in span.chunks) for line in lines]


def pieces(text: str, *, han: bool = False) -> list[str]:
    return [cluster for cluster, _ in clusters(text, han=han)]


@given(st.one_of(LATIN, MIXED), st.sampled_from(["en", "zh-Hans"]), st.integers(20, 300))
def test_lines_lose_and_add_nothing(text: str, language: str, width: int) -> None:
    assert "".join(texts(set_lines(text, BODY, language, width))) == text.lstrip(" ")


@given(st.one_of(LATIN, MIXED), st.sampled_from(["en", "zh-Hans"]), st.integers(40, 300))
def test_no_line_is_wider_than_its_column(text: str, language: str, width: int) -> None:
    for line in set_lines(text, BODY, language, width):
        # the blank half of a full-width point may stand outside
        assert line.width <= width + BODY.size / 2 + 0.1


@given(MIXED, st.integers(90, 300))
def test_no_line_of_chinese_begins_with_a_point_or_ends_with_an_opening_mark(
    text: str, width: int
) -> None:
    unbroken = max((len(cluster) for cluster in pieces(text, han=True)), default=0)
    lines = [line.rstrip(" ") for line in texts(set_lines(text, BODY, "zh-Hans", width))]
    if unbroken * BODY.size < width:
        # a blank that somebody typed before a point is a place to break
        assert all(line[0] not in NO_START for line in lines[1:] if f" {line[0]}" not in text)
        assert all(line[-1] not in NO_END for line in lines[:-1] if f"{line[-1]} " not in text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("注册资本为USD 5", ["注", "册", "资", "本", "为", "USD", "5"]),
        ("自2027年3月31日起", ["自", "2027年", "3月", "31日", "起"]),
        ("（一）《合同》。", ["（一）", "《合", "同》。"]),
        ("依第3条", ["依", "第3条"]),
        ("市场——包括", ["市", "场——", "包", "括"]),
    ],
)
def test_latin_words_numbers_and_marks_stay_whole_in_chinese(
    text: str, expected: list[str]
) -> None:
    assert pieces(text, han=True) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("long-stop date", ["long-", "stop", "date"]),
        ("2027-03-31", ["2027-03-31"]),
        ("x-ray", ["x-ray"]),
        ("and/or", ["and/", "or"]),
        ("word—word", ["word—", "word"]),
        ("under § 4 of", ["under", "§ 4", "of"]),
        ("USD\u00a05", ["USD\u00a05"]),
        ("Ltd. 氢能（厦门）公司 SA", ["Ltd.", "氢能（厦门）公司", "SA"]),
        ("氢" * 25, ["氢"] * 25),
    ],
)
def test_latin_text_breaks_at_blanks_and_between_joined_words(
    text: str, expected: list[str]
) -> None:
    assert pieces(text) == expected


def test_what_is_wider_than_the_line_is_broken_anywhere() -> None:
    lines = texts(set_lines("ab " + "f" * 64 + " cd", BODY, "en", 100))
    assert len(lines) > 2
    assert "".join(lines) == "ab " + "f" * 64 + " cd"


def test_a_last_line_of_one_short_word_takes_another_with_it() -> None:
    width = set_lines("one two three four five six", BODY, "en", 1000)[0].width
    lines = texts(set_lines("one two three four five six a", BODY, "en", width + 2))
    assert lines == ["one two three four five ", "six a"]


def test_full_lines_of_chinese_end_at_the_edge() -> None:
    text = "各方应依照东道国法律共同设立企业并按照附表一载明的比例缴付出资" * 3
    *full, _ = set_lines(text, BODY, "zh-Hans", 200)
    assert all(abs(line.width - 200) < 0.1 for line in full)
    assert all(0 <= span.spread <= WIDEST_SPREAD for line in full for span in line.spans)


def test_a_line_that_would_gape_is_left_ragged() -> None:
    lines = set_lines("款Incomprehensibilities的Incomprehensibilities", BODY, "zh-Hans", 120)
    assert all(span.spread == 0 for line in lines for span in line.spans)


def test_a_line_break_inside_a_name_is_a_blank() -> None:
    assert texts(set_lines("two\nlines", BODY, "en", 500)) == ["two lines"]


def test_letters_are_kerned_and_set_off_from_chinese_characters() -> None:
    assert pair_gap("T", "o", han=False) == -70
    assert pair_gap("为", "U", han=True) == pair_gap("%", "的", han=True) == 100
    assert pair_gap("为", "(", han=True) == 0
    assert pair_gap("。", "A", han=True) == 0


def test_the_blank_between_two_full_width_marks_is_halved() -> None:
    assert pair_gap("）", "。", han=True) == pair_gap("，", "“", han=True) == -500
    assert pair_gap("《", "“", han=True) == -500
    assert pair_gap("“", "中", han=True) == pair_gap("中", "，", han=True) == 0


def test_an_opening_mark_at_the_start_of_a_line_stands_at_its_edge() -> None:
    (line,) = set_lines("“定义”", BODY, "zh-Hans", 500)
    assert line.spans[0].x == -BODY.size / 2


def test_a_span_follows_where_the_one_before_it_ends() -> None:
    (line,) = set_lines("为USD", BODY, "zh-Hans", 500)
    han, latin = line.spans
    assert (han.family, latin.family) == (Family.HAN, Family.LATIN)
    assert latin.x == pytest.approx((1000 + 100) * BODY.size / 1000)
    usd = sum(face_of(Family.LATIN, 400).width(letter) for letter in "USD")
    assert line.width == pytest.approx((1100 + usd) * BODY.size / 1000)


def test_an_uncovered_character_is_refused_wherever_it_comes_from() -> None:
    with pytest.raises(SignatureError, match="uncovered_character"):
        measured("ض", "", 400, han=False)


def test_an_empty_paragraph_has_no_lines() -> None:
    assert set_lines("", BODY, "en", 100) == set_lines("  ", BODY, "zh-Hans", 100) == ()


def test_a_rare_character_of_a_name_is_drawn() -> None:
    assert re.match("𬭊", texts(set_lines("𬭊先生", BODY, "zh-Hans", 100))[0])
