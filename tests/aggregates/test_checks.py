"""The form of values that are stored for ever."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone

import pytest
from bdd import then_refused

from aggregates.checks import (
    check_count,
    check_country,
    check_currency,
    check_day,
    check_decimal,
    check_destination,
    check_identifier,
    check_industry,
    check_instant,
    check_language,
    check_money,
    check_name,
    check_positive,
    check_positive_money,
    check_sealed,
    check_sha256,
    check_some,
    check_text,
    check_window,
    check_zone,
)
from aggregates.vocabulary import Money, Sealed

NOON = datetime(2026, 9, 8, 12, tzinfo=UTC)
SEALED = Sealed(kid="key-1", nonce=bytes(12), ciphertext=bytes(49), commitment=bytes(32))

GOOD: list[tuple[Callable[[str, str], None], str]] = [
    (check_identifier, "org-1"),
    (check_identifier, "0190b3c1-9d9a-7c55-8a53-0e3e2f6f1a11"),
    (check_identifier, "a" * 64),
    (check_language, "en"),
    (check_language, "zh-Hans"),
    (check_language, "zh-Hans-CN"),
    (check_language, "es-419"),
    (check_currency, "CNY"),
    (check_country, "PL"),
    (check_industry, "C"),
    (check_industry, "C2710"),
    (check_industry, "35"),
    (check_destination, "PL-22"),
    (check_sha256, "0" * 64),
    (check_zone, "Asia/Shanghai"),
    (check_zone, "America/Argentina/Buenos_Aires"),
    (check_zone, "UTC"),
    (check_text, "第一条\nनियम\u200d"),
    (check_text, "\u0600\u0661\u0662 \u200f"),
    (check_name, "Nguyễn Thị Minh"),
    (check_decimal, "-0.5"),
    (check_decimal, "480000000"),
    (check_positive, "0.01"),
    (check_day, "2028-02-29"),
]

BAD: list[tuple[Callable[[str, str], None], str, str]] = [
    (check_identifier, "", "identifier_malformed"),
    (check_identifier, "org:1", "identifier_malformed"),
    (check_identifier, "-org", "identifier_malformed"),
    (check_identifier, "a" * 65, "identifier_malformed"),
    (check_identifier, "org-1\n", "identifier_malformed"),
    (check_language, "zh_CN", "language_malformed"),
    (check_language, "EN", "language_malformed"),
    (check_currency, "cny", "currency_malformed"),
    (check_currency, "CNYX", "currency_malformed"),
    (check_country, "POL", "country_malformed"),
    (check_industry, "", "industry_malformed"),
    (check_industry, "2", "industry_malformed"),
    (check_destination, "PL", "destination_malformed"),
    (check_sha256, "F" * 64, "sha256_malformed"),
    (check_sha256, "f" * 63, "sha256_malformed"),
    (check_zone, "Asia/Shang hai", "zone_malformed"),
    (check_zone, "../etc", "zone_malformed"),
    (check_decimal, "1.0", "decimal_not_canonical"),
    (check_decimal, "1e6", "decimal_not_canonical"),
    (check_decimal, "-0", "decimal_not_canonical"),
    (check_decimal, "٣", "decimal_not_canonical"),
    (check_positive, "0", "not_positive"),
    (check_positive, "-1", "not_positive"),
    (check_day, "20270331", "day_malformed"),
    (check_day, "2027-02-29", "day_malformed"),
    (check_day, "", "day_malformed"),
]

UNREADABLE: list[tuple[Callable[[str, str], None], str, str]] = [
    (check_text, " \n", "text_empty"),
    (check_text, "Cafe\u0301", "text_not_canonical"),
    (check_text, "one\r\ntwo", "text_not_canonical"),
    (check_text, "CNY \u202e005", "text_deceptive"),
    (check_text, "5\u200b00", "text_deceptive"),
    (check_text, "5\u206400", "text_deceptive"),
    (check_text, "5\U000e003000", "text_deceptive"),
    (check_name, "\u3164", "text_deceptive"),
    (check_text, "a\x00b", "text_deceptive"),
    (check_text, "a\ud800b", "text_deceptive"),
    (check_text, "a\u2028b", "text_deceptive"),
    (check_name, " Andes", "name_not_one_line"),
    (check_name, "Andes\nMinerals", "name_not_one_line"),
]


@pytest.mark.parametrize(("check", "value"), GOOD)
def test_a_well_formed_value_is_taken(check: Callable[[str, str], None], value: str) -> None:
    check("field", value)


@pytest.mark.parametrize(("check", "value", "code"), BAD)
def test_a_malformed_value_is_refused_and_shown(
    check: Callable[[str, str], None], value: str, code: str
) -> None:
    then_refused(lambda: check("field", value), code, field="field", value=value)


@pytest.mark.parametrize(("check", "value", "code"), UNREADABLE)
def test_a_text_that_reads_otherwise_than_it_is_stored_is_refused(
    check: Callable[[str, str], None], value: str, code: str
) -> None:
    then_refused(lambda: check("field", value), code, field="field")


def test_a_decimal_has_as_many_digits_as_can_be_reckoned_with() -> None:
    check_decimal("amount", "9" * 34)
    then_refused(
        lambda: check_decimal("amount", "9" * 35),
        "decimal_too_long",
        field="amount",
        length=35,
        longest=34,
    )


def test_a_name_is_shorter_than_a_page() -> None:
    check_name("name", "x" * 300)
    then_refused(
        lambda: check_name("name", "x" * 301),
        "text_too_long",
        field="name",
        length=301,
        longest=300,
    )


def test_money_may_be_negative_only_where_it_is_no_pledge() -> None:
    debt = Money(amount="-5", currency="CNY")
    check_money("value", debt)
    then_refused(
        lambda: check_positive_money("amount", debt), "not_positive", field="amount", value="-5"
    )
    check_positive_money("amount", Money(amount="5", currency="CNY"))


def test_money_of_no_currency_is_refused() -> None:
    for check in (check_money, check_positive_money):
        nameless = Money(amount="5", currency="yuan")
        then_refused(
            lambda check=check, nameless=nameless: check("limit", nameless),
            "currency_malformed",
            field="limit",
            value="yuan",
        )


def test_a_count_has_a_least() -> None:
    check_count("joint", 1)
    then_refused(
        lambda: check_count("joint", 0), "count_too_small", field="joint", value=0, least=1
    )


@pytest.mark.parametrize("zone", [None, timezone(timedelta(hours=8))])
def test_an_instant_is_in_utc(zone: timezone | None) -> None:
    check_instant("at", NOON)
    then_refused(
        lambda: check_instant("at", NOON.replace(tzinfo=zone)), "instant_not_utc", field="at"
    )


def test_a_window_ends_after_it_begins() -> None:
    check_window(NOON, NOON + timedelta(seconds=1))
    then_refused(
        lambda: check_window(NOON, NOON), "window_empty", valid_from=NOON, valid_until=NOON
    )


def test_a_list_that_must_hold_something_is_not_empty() -> None:
    check_some("instruments", ["nda"])
    then_refused(lambda: check_some("instruments", []), "list_empty", field="instruments")


def test_a_sealed_field_has_all_its_parts() -> None:
    check_sealed("email", SEALED)


@pytest.mark.parametrize(
    "sealed",
    [
        Sealed(kid="key-1", nonce=bytes(11), ciphertext=bytes(49), commitment=bytes(32)),
        Sealed(kid="key-1", nonce=bytes(12), ciphertext=bytes(48), commitment=bytes(32)),
        Sealed(kid="key-1", nonce=bytes(12), ciphertext=bytes(49), commitment=bytes(31)),
    ],
)
def test_a_sealed_field_with_a_part_cut_off_is_refused(sealed: Sealed) -> None:
    then_refused(lambda: check_sealed("email", sealed), "sealed_malformed", field="email")
