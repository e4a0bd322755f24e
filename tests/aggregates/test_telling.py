"""How sentences are put together."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest

from aggregates.deal.telling import DealTelling
from aggregates.telling import Telling, counted, fact, moment, money, quoted
from aggregates.vocabulary import SYSTEM, Kind, Money, Party, Quantity, Role, Tier
from aggregates.words import KINDS, ROLES, TIERS

EN, ZH = Telling("en", {}), Telling("zh-Hans", {})


@pytest.mark.parametrize(
    ("language", "chinese"),
    [("zh", True), ("zh-Hans", True), ("zh-Hant-TW", True), ("en", False), ("zha", False)],
)
def test_every_kind_of_chinese_is_told_in_chinese(language: str, *, chinese: bool) -> None:
    assert Telling(language, {}).pick("en", "zh") == ("zh" if chinese else "en")


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("文昊", "由文昊签署"),
        ("Wen Hao", "由 Wen Hao 签署"),
        ("Żak S.A.", "由 Żak S.A. 签署"),
        ("（文）", "由（文）签署"),
        ("“3M”", "由“3M”签署"),
    ],
)
def test_a_foreign_name_stands_apart_in_a_chinese_sentence(name: str, told: str) -> None:
    assert ZH.say(en="", zh=f"由{fact(name)}签署") == told


def test_what_somebody_wrote_is_not_respaced() -> None:
    assert ZH.say(en="", zh=f"{fact('3M中国')}称{quoted('用2天')}") == "3M中国称“用2天”"


def test_who_is_not_known_by_name_is_called_by_id() -> None:
    t = Telling("en", {"lin-yue": "Lin Yue"})
    assert t.say(en=t.all_names(["lin-yue", "rojas"]), zh="") == "Lin Yue and rojas"


def test_the_system_has_a_name_in_each_language() -> None:
    assert (EN.name(SYSTEM), ZH.name(SYSTEM)) == ("The system", "系统")


def test_a_party_that_is_not_known_by_name_is_called_by_its_legal_name() -> None:
    party = Party(id="andes", legal_name="Andes S.A.", country="PE", registration="1")
    known = Telling("en", {"andes": "Andes"})
    assert EN.say(en=EN.party(party), zh="") == "Andes S.A."
    assert known.say(en=known.party(party), zh="") == "Andes"


@pytest.mark.parametrize(
    ("items", "english", "chinese"),
    [
        ([], "", ""),
        (["1"], "1", "1"),
        (["1", "2"], "1 and 2", "1和2"),
        (["1", "2", "3"], "1, 2 and 3", "1、2和3"),
    ],
)
def test_a_list_reads(items: list[str], english: str, chinese: str) -> None:
    assert (EN.every(items), ZH.every(items)) == (english, chinese)


@pytest.mark.parametrize(
    ("text", "english", "chinese"),
    [
        ("No", "“No”.", "“No”。"),
        ("No. \n", "“No.”", "“No.”。"),
        ("Why?", "“Why?”", "“Why?”"),
        ("不同意。", "“不同意。”", "“不同意。”"),
        ("two\nlines", "“two lines”.", "“two lines”。"),
    ],
)
def test_what_somebody_wrote_ends_with_one_stop(text: str, english: str, chinese: str) -> None:
    assert (EN.closing(text), ZH.closing(text)) == (english, chinese)


@pytest.mark.parametrize(
    ("amount", "told"),
    [
        ("0", "CNY 0"),
        ("999", "CNY 999"),
        ("480000000", "CNY 480,000,000"),
        ("-1480000.5", "CNY -1,480,000.50"),
        ("1234567890123456789012345678.123456", "CNY 1,234,567,890,123,456,789,012,345,678.123456"),
    ],
)
def test_money_is_told_to_the_last_digit(amount: str, told: str) -> None:
    assert EN.say(en=money(Money(amount=amount, currency="CNY")), zh="") == told


def test_a_moment_is_told_in_universal_time() -> None:
    shanghai = datetime(2026, 9, 8, 7, 5, tzinfo=timezone(timedelta(hours=8)))
    assert EN.say(en=moment(shanghai), zh="") == "2026-09-07 23:05 UTC"


def test_things_are_counted() -> None:
    assert counted(1, "clause") == "1 clause"
    assert counted(2, "clause") == "2 clauses"
    assert counted(0, "party", "parties") == "0 parties"


def test_a_language_without_a_name_is_called_by_its_tag() -> None:
    assert (EN.tongue("zh-Hans"), ZH.tongue("zh-Hans")) == ("Chinese", "中文")
    assert EN.say(en=EN.tongue("tlh"), zh="") == "tlh"


@pytest.mark.parametrize(
    ("clauses", "english", "chinese"),
    [
        (["4"], "clause 4", "条款 4"),
        (["frame"], "the frame", "框架"),
        (["4", "frame", "7"], "the frame and clauses 4 and 7", "框架和条款 4 和 7"),
        (["1", "2", "3", "4", "5"], "5 clauses", "5 个条款"),
    ],
)
def test_rows_are_named_while_they_are_few(clauses: list[str], english: str, chinese: str) -> None:
    en, zh = DealTelling("en", {}), DealTelling("zh", {})
    assert en.say(en=en.rows(clauses), zh="") == english
    assert zh.say(en="", zh=zh.rows(clauses)) == chinese


@pytest.mark.parametrize(
    ("value", "unit", "english", "chinese"),
    [
        ("1", "month", "1 month", "1 个月"),
        ("30", "day", "30 days", "30 天"),
        ("1.2", "GW", "1.2 GW", "1.2 GW"),
    ],
)
def test_a_quantity_has_its_unit(value: str, unit: str, english: str, chinese: str) -> None:
    values = {"q": Quantity(value=value, unit=unit)}
    en, zh = DealTelling("en", {}), DealTelling("zh", {})
    assert en.say(en=en.stating(values), zh="") == f", stating {english}"
    assert zh.say(en="", zh=zh.stating(values)) == f"，载明 {chinese}"


def test_a_text_is_told_in_the_listeners_language_or_else_as_it_is() -> None:
    texts = {"pl": "Kapitał", "zh-Hans": "资本"}
    assert DealTelling("zh", {}).text(texts) == "资本"
    assert DealTelling("en", {}).text(texts) == "Kapitał"
    assert DealTelling("zh", {}).text({"en": "Capital"}) == "Capital"


def test_a_name_that_ends_in_a_stop_ends_a_sentence_with_one() -> None:
    telling = Telling("en", {"linghai": "Linghai Co., Ltd."})
    assert (
        telling.say(en=f"It left {telling.name('linghai')}.", zh="") == "It left Linghai Co., Ltd."
    )


def test_whatever_is_counted_in_code_has_its_words() -> None:
    assert set(KINDS) == set(Kind)
    assert set(TIERS) == set(Tier)
    assert set(ROLES) == set(Role)
