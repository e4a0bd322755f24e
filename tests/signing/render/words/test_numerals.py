"""Numbers as they are written."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from signing.render.words.numerals import grouped, han_number


@pytest.mark.parametrize(
    ("number", "language", "written"),
    [
        ("480000000", "en", "480,000,000"),
        ("1250.5", "zh-Hans", "1,250.5"),
        ("999", "en", "999"),
        ("-1000", "en", "\u22121,000"),
        ("1234567.25", "pl", "1\u202f234\u202f567,25"),
        ("1234567.25", "vi", "1.234.567,25"),
        ("0.125", "de-AT", "0,125"),
        ("12345.6789", "tlh", "12,345.6789"),
    ],
)
def test_figures_are_grouped_as_the_language_does(number: str, language: str, written: str) -> None:
    assert grouped(number, language) == written


@given(st.integers(min_value=-(10**30), max_value=10**30), st.sampled_from(["en", "pl", "vi"]))
def test_grouping_loses_no_figure(number: int, language: str) -> None:
    figures = re.sub(r"\D", "", grouped(str(number), language))
    assert figures == str(abs(number))


@pytest.mark.parametrize(
    ("number", "written"),
    [
        (1, "一"),
        (10, "十"),
        (11, "十一"),
        (20, "二十"),
        (32, "三十二"),
        (101, "一百零一"),
        (110, "一百一十"),
        (1001, "一千零一"),
        (1010, "一千零一十"),
        (2345, "二千三百四十五"),
    ],
)
def test_articles_are_numbered_in_chinese(number: int, written: str) -> None:
    assert han_number(number) == written


@given(st.integers(min_value=1, max_value=9999), st.integers(min_value=1, max_value=9999))
def test_two_numbers_are_never_written_alike(one: int, other: int) -> None:
    assert (han_number(one) == han_number(other)) == (one == other)
