"""Which paragraphs are enumerated, and how deep."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from signing.render.words.outline import outline


def shape(*lines: str) -> list[tuple[int, str]]:
    return [(item.level, item.mark) for item in outline("\n".join(lines))]


def test_a_list_below_a_list_goes_one_level_down_and_back() -> None:
    assert shape("Text:", "(a) x", "(i) x", "(ii) x", "(b) x", "end", "(a) y") == [
        (0, ""),
        (1, "(a)"),
        (2, "(i)"),
        (2, "(ii)"),
        (1, "(b)"),
        (0, ""),
        (1, "(a)"),
    ]


def test_i_after_h_is_a_letter_and_elsewhere_a_numeral() -> None:
    letters = [f"({letter}) x" for letter in "abcdefghi"]
    assert {level for level, _ in shape(*letters)} == {1}
    assert shape("(a) x", "(i) y") == [(1, "(a)"), (2, "(i)")]
    assert shape("(b) x", "(v) y") == [(1, "(b)"), (2, "(v)")]


@pytest.mark.parametrize(
    ("line", "mark"),
    [
        ("（一）定义", "（一）"),
        ("（1）定义", "（1）"),
        ("一、定义", "一、"),
        ("1. text", "1."),
        ("1) text", "1)"),
        ("4.1 text", "4.1"),
        ("12.3.4. text", "12.3.4."),
        ("(A) text", "(A)"),
        ("(xiv) text", "(xiv)"),
        ("① text", "①"),
        ("• text", "•"),
        ("– text", "–"),
    ],
)
def test_a_mark_is_set_apart_from_its_text(line: str, mark: str) -> None:
    (item,) = outline(line)
    assert (item.level, item.mark) == (1, mark)
    assert item.text in {"text", "定义"}


@pytest.mark.parametrize(
    "line", ["(eur) text", "(a)", "1.5 million", "2027 was", "EUR 5", "(see 4) x", "a text"]
)
def test_what_only_looks_like_a_mark_is_text(line: str) -> None:
    (item,) = outline(line)
    if line == "1.5 million":
        assert item.level == 1  # a section number looks the same
    else:
        assert (item.level, item.mark, item.text) == (0, "", line)


def test_blank_paragraphs_are_left_out() -> None:
    assert [item.text for item in outline("one\n\n  \n two \u3000")] == ["one", "two"]


@given(st.lists(st.text(alphabet="(aiv1)（一）、. •x\n", max_size=12), max_size=8))
def test_nothing_is_lost_and_no_level_is_skipped(lines: list[str]) -> None:
    body = "\n".join(lines)
    items = outline(body)
    assert re.sub(r"\s", "", "".join(i.mark + i.text for i in items)) == re.sub(r"\s", "", body)
    levels = [0, *(item.level for item in items)]
    assert all(after <= before + 1 for before, after in pairwise(levels))
