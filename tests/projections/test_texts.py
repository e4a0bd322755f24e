"""Texts are cut so that they are found again, and amounts are converted by one rule."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from aggregates.vocabulary import Money, Rate
from projections.figures.rates import in_currencies
from projections.texts.lexemes import (
    LEXEME_CHARACTERS,
    asked_of,
    begins_a_word,
    folded,
    folded_if_other,
    snippet,
    vector_of,
)


@given(st.text())
def test_any_text_becomes_lexemes_that_a_server_reads(text: str) -> None:
    for quoted in filter(None, vector_of(text).split(" ")):
        lexeme = quoted[1:-1]
        assert quoted == f"'{lexeme}'"
        assert not set(lexeme) & set("'\\ \x00")
        assert len(lexeme) <= LEXEME_CHARACTERS


@given(st.text(min_size=1))
def test_whatever_is_asked_for_is_in_the_folded_text_that_it_was_taken_from(text: str) -> None:
    assert all(one.folded in folded(text) for one in asked_of(text))


@given(st.text(), st.text(min_size=1, max_size=5))
@example("Łódź PORT", "port")
@example("\uff37\uff29\uff2e\uff24", "wind")
@example("風電Wind_Park", "wind")
def test_a_text_that_is_not_folded_is_looked_through_with_the_same_result(
    text: str, question: str
) -> None:
    plain = folded(text)
    other = folded_if_other(text, plain)
    through = text.encode().lower().decode() if other is None else other
    for one in (*asked_of(text), *asked_of(question)):
        assert (one.folded in through) == (one.folded in plain)


def test_a_text_in_plain_letters_is_stored_once() -> None:
    assert folded_if_other("Wind  Power, 1.5 GW 风电", folded("Wind  Power, 1.5 GW 风电")) is None
    assert folded_if_other("ŁÓDŹ", folded("ŁÓDŹ")) == "łódź"


@pytest.mark.parametrize(
    ("text", "run", "begins"),
    [
        ("Offshore Wind", "win", True),
        ("A rewind_wind", "wind", True),
        ("Darwin", "win", False),
        ("海上风电", "风电", True),
    ],
)
def test_a_word_is_found_by_its_beginning(text: str, run: str, begins: bool) -> None:  # noqa: FBT001 - a case
    assert begins_a_word(text, run) is begins


@pytest.mark.parametrize(
    ("text", "lexemes"),
    [
        ("Wind power", "'wind' 'power'"),
        ("海上风电", "'海上' '上风' '风电' '电'"),
        ("1.5 GW风电", "'1' '5' 'gw' '风电' '电'"),
        ("…", ""),
    ],
)
def test_words_are_kept_and_characters_are_paired(text: str, lexemes: str) -> None:
    assert vector_of(text) == lexemes


def test_a_question_is_asked_word_by_word() -> None:
    asked = asked_of("wind 风电场 港")
    assert [one.query for one in asked] == ["'wind':*", "'风电' & '电场'", "'港':*"]


def test_a_snippet_shows_what_is_around() -> None:
    text = "a " * 100 + "Needle in the\nhay" + " b" * 100
    shown = snippet(text, "needle", 40)
    assert "Needle in the hay" in shown
    assert shown.startswith("…")
    assert shown.endswith("…")
    assert snippet("short", "none", 40) == "short"


def rate(base: str, quote: str, value: str, day: str = "2026-05-01") -> Rate:
    """Return a rate."""
    return Rate(base=base, quote=quote, rate=value, day=day, source="central bank")


HUNDRED = Money(amount="100", currency="CNY")


@pytest.mark.parametrize(
    ("rates", "found"),
    [
        ([], {"CNY": "100"}),
        ([rate("CNY", "EUR", "0.125")], {"CNY": "100", "EUR": "12.50"}),
        ([rate("EUR", "CNY", "8")], {"CNY": "100", "EUR": "12.50"}),
        ([rate("EUR", "CNY", "3"), rate("CNY", "EUR", "0.3")], {"CNY": "100", "EUR": "30.00"}),
        (
            [rate("CNY", "EUR", "0.1", "2026-05-02"), rate("CNY", "EUR", "0.2")],
            {"CNY": "100", "EUR": "10.00"},
        ),
        ([rate("EUR", "CNY", "3")], {"CNY": "100", "EUR": "33.33"}),
        ([rate("USD", "EUR", "0.9")], {"CNY": "100"}),
        ([rate("CNY", "EUR", "0.00125")], {"CNY": "100", "EUR": "0.12"}),
    ],
    ids=["none", "direct", "inverse", "direct_first", "latest", "rounded", "no_chain", "half_even"],
)
def test_an_amount_is_told_in_each_currency_that_a_rate_leads_to(
    rates: list[Rate], found: dict[str, str]
) -> None:
    assert in_currencies(HUNDRED, rates) == found
