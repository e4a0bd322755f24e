"""Values and labels in words."""

from __future__ import annotations

import msgspec
import pytest

from aggregates.vocabulary import Day, Kind, Money, Percentage, Quantity, SeatRole, Value, Wording
from signing.render.words.chrome import chrome_of
from signing.render.words.speech import (
    chromes_of,
    clause_number,
    distinct,
    label,
    languages_text,
    value_text,
    wording_text,
)

NAME = Wording(texts={"zh-Hans": "海峡氢谷", "pl": "Dolina"})


@pytest.mark.parametrize(
    ("value", "english", "chinese"),
    [
        (Money(amount="1234.5", currency="USD"), "USD\u00a01,234.50", "USD\u00a01,234.50"),
        (Money(amount="1234.125", currency="KWD"), "KWD\u00a01,234.125", "KWD\u00a01,234.125"),
        (Percentage(value="24.5"), "24.5%", "24.5%"),
        (Quantity(value="1", unit="day"), "1\u00a0day", "1日"),
        (Quantity(value="30", unit="day"), "30\u00a0days", "30日"),
        (Quantity(value="1.2", unit="GW"), "1.2\u00a0GW", "1.2\u00a0GW"),
        (Day(value="2027-03-31"), "31 March 2027", "2027年3月31日"),
        (NAME, "Dolina", "海峡氢谷"),
        (Wording(texts={}), "", ""),
    ],
)
def test_a_value_is_written_in_each_language(value: Value, english: str, chinese: str) -> None:
    assert value_text(value, "en") == english
    assert value_text(value, "zh-Hans") == chinese


def test_a_day_stays_in_figures_where_the_names_of_the_months_are_not_known() -> None:
    assert value_text(Day(value="2027-03-31"), "vi") == "2027-03-31"
    assert value_text(Day(value="2027-03-31"), "en-GB") == "31 March 2027"
    assert value_text(Day(value="2027-13-31"), "en") == "2027-13-31"


def test_a_wording_says_in_which_language_it_is() -> None:
    assert wording_text(NAME, "zh-Hans") == ("海峡氢谷", "zh-Hans")
    assert wording_text(NAME, "en") == ("Dolina", "pl")


def test_a_value_without_a_name_of_its_own_is_called_by_its_key() -> None:
    chinese = chrome_of("zh-Hans")
    assert label("price", chinese) == ("价款", "zh-Hans")
    assert label("first_drawdown-date", chinese) == ("First drawdown date", "en")
    assert label("jv_name", chrome_of("pl")) == ("Name of the joint venture", "en")


def test_what_each_party_has_is_called_by_the_party() -> None:
    assert label("share_lingxi", chrome_of("en")) == ("Share of Lingxi", "en")
    assert label("share_lingxi", chrome_of("zh-Hans")) == ("Lingxi的份额", "zh-Hans")
    assert label("directors", chrome_of("en")) == ("Directors", "en")


def test_clauses_are_numbered_as_the_language_does() -> None:
    assert clause_number(12, "en") == "12."
    assert clause_number(12, "zh-Hans") == "第十二条"
    assert clause_number(12, "pl") == "12."


def test_languages_that_share_words_get_them_once() -> None:
    assert [chrome.language for chrome in chromes_of(("pl", "zh-Hans", "vi"))] == ["en", "zh-Hans"]
    assert distinct([("a", "en"), ("b", "pl"), ("a", "vi")]) == (("a", "en"), ("b", "pl"))


def test_languages_are_named() -> None:
    assert languages_text(("en", "tlh"), chrome_of("zh-Hans")) == "英文、tlh"


@pytest.mark.parametrize("language", ["en", "zh-Hans"])
def test_the_words_of_a_language_are_complete(language: str) -> None:
    chrome = chrome_of(language)
    assert chrome.language == language
    assert set(chrome.kinds) == set(Kind)
    assert set(chrome.roles) == set(SeatRole)
    assert len(chrome.months) == 12
    assert len(chrome.advice) == len(chrome_of("en").advice)
    assert set(chrome.units) == set(chrome_of("en").units)
    assert set(chrome.party_values) == set(chrome_of("en").party_values)
    said = msgspec.to_builtins(chrome)
    assert all(text for text in said.values())
