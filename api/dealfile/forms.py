"""The forms that a scalar of a deal file can have: what each is called, and how it is read.

YAML's own guesses (``no`` a boolean, ``2026-09-08`` a date, ``1e3`` a number) are not used: a
scalar is a string until the key that it stands under says otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from functools import cache
from typing import Final, TypeAlias
from zoneinfo import available_timezones

import msgspec

from aggregates.canonical import canonical_decimal, canonical_text
from aggregates.checks import (
    check_decimal,
    check_destination,
    check_identifier,
    check_industry,
    check_language,
    check_name,
    check_positive,
    check_text,
)
from aggregates.errors import RuleError
from api.dealfile.codes import FormCode
from api.dealfile.countries import COUNTRIES
from api.dealfile.currencies import CURRENCIES

Check: TypeAlias = Callable[[str, str], None]
"""A check of `aggregates.checks`: name of the field, value; raises `RuleError`."""


class Form(msgspec.Struct, frozen=True):
    """One form. ``read`` returns the value in its one spelling, or raises `ValueError`.

    ``says`` completes the sentence "expected ...". ``among`` names the sections of the file of
    which one must declare the value; none when it refers to nothing.
    """

    code: FormCode
    says: str
    read: Callable[[str], object]
    among: tuple[str, ...] = ()


def readable(text: str) -> str:
    """Return ``text`` in NFC, without white space around it.

    Raises:
        ValueError: when it is empty, too long, or reads otherwise than it is; see `check_text`.
    """
    return _allowed(check_text, canonical_text(text).strip())


def one_line(text: str) -> str:
    """Return readable ``text`` with its lines joined by a space.

    Raises:
        ValueError: as `readable`.
    """
    return " ".join(readable(text).split())


def ungrouped(number: str) -> str:
    """Return ``1 200 000.50`` as ``1200000.5``, the canonical decimal.

    Raises:
        ValueError: unless it is a plain decimal, whole or in groups of three digits.
    """
    if not _NUMBER.fullmatch(number) or len(number) > _NUMBER_MAX:
        raise ValueError
    return _allowed(check_decimal, canonical_decimal(number.replace(" ", "")))


def _allowed(check: Check, value: str) -> str:
    """Return ``value`` if the rules would take it, so that the border says no before they do."""
    try:
        check("value", value)
    except RuleError as wrong:
        raise ValueError(_REASONS.get(wrong.code, "")) from wrong
    return value


def _checked(check: Check) -> Callable[[str], str]:
    return lambda text: _allowed(check, text)


def _matching(pattern: str) -> Callable[[str], str]:
    compiled = re.compile(pattern, re.ASCII)

    def read(text: str) -> str:
        if not compiled.fullmatch(text):
            raise ValueError
        return text

    return read


def _among(codes: Callable[[], frozenset[str] | set[str]]) -> Callable[[str], str]:
    def read(text: str) -> str:
        if text not in codes():
            raise ValueError
        return text

    return read


def _registration(text: str) -> str:
    found = _REGISTRATION.fullmatch(text)
    if not found or found["country"] not in COUNTRIES:
        raise ValueError
    return one_line(text)


def _day(text: str) -> date:
    if not _DAY.fullmatch(text):
        raise ValueError
    return date.fromisoformat(text)


def _flag(text: str) -> bool:
    if text not in {"true", "false"}:
        raise ValueError
    return text == "true"


def _count(text: str) -> int:
    if not _COUNT.fullmatch(text):
        raise ValueError
    return int(text)


def _name(text: str) -> str:
    return _allowed(check_name, one_line(text))


def _rate(text: str) -> str:
    return _allowed(check_positive, ungrouped(text))


def _identifier(text: str) -> str:
    return _allowed(check_identifier, _SMALL(text))


def _destination(text: str) -> str:
    if text[:2] not in COUNTRIES:
        raise ValueError
    return _allowed(check_destination, text)


_REASONS: Final = {
    "text_too_long": "it is too long",
    "text_deceptive": "a character in it cannot be seen, or reorders the line",
}
_NUMBER_MAX: Final = 60
_NUMBER: Final = re.compile(r"-?([0-9]+|[0-9]{1,3}( [0-9]{3})+)(\.[0-9]+)?", re.ASCII)
_COUNT: Final = re.compile(r"[1-9][0-9]{0,5}", re.ASCII)
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_REGISTRATION: Final = re.compile(r"([A-Z]{3}|[A-Z]{2}:)(?P<country>[A-Z]{2})-\S.*", re.ASCII)
_SMALL: Final = _matching(r"[a-z0-9]+(-[a-z0-9]+)*")

TEXT: Final = Form("not_text", "a text", one_line)
NAME: Final = Form("not_a_name", "a short text in one line", _name)
IDENTIFIER: Final = Form(
    "not_an_id", "an id of small letters, digits and hyphens, such as `lin-jiahe`", _identifier
)
CODE: Final = Form(
    "not_a_code", "a code such as `stale_clause`", _matching(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
)
FLAG: Final = Form("not_a_flag", "true or false", _flag)
COUNT: Final = Form("not_a_count", "a whole number above nought, such as 30", _count)
DAY: Final = Form("not_a_day", "a day such as 2026-09-08", _day)
RATE: Final = Form("not_a_rate", "a number above nought, such as 0.1406", _rate)
COUNTRY: Final = Form(
    "not_a_country", "two letters of ISO 3166-1, such as KE", _among(lambda: COUNTRIES)
)
INDUSTRY: Final = Form(
    "not_an_industry", "a class of ISIC Rev.4, such as C2811", _checked(check_industry)
)
DESTINATION: Final = Form(
    "not_a_destination", "a subdivision after ISO 3166-2, such as CN-FJ", _destination
)
CURRENCY: Final = Form(
    "not_a_currency", "three letters of ISO 4217, such as CNY", _among(lambda: CURRENCIES)
)
ZONE: Final = Form(
    "not_a_zone", "an IANA time zone, such as Asia/Shanghai", _among(cache(available_timezones))
)
LANGUAGE: Final = Form(
    "not_a_language", "a BCP 47 language tag, such as en or zh-Hans", _checked(check_language)
)
REGISTRATION: Final = Form(
    "not_a_registration",
    "an identifier after ETSI EN 319 412-1 (scheme, country, number), such as NTRDE-HRB 90210",
    _registration,
)
EMAIL: Final = Form(
    "not_an_address",
    "an address such as a@example.org",
    _matching(r"[^@\s]+@[a-z0-9]([a-z0-9.-]*[a-z0-9])?"),
)
PHONE: Final = Form(
    "not_a_phone",
    "a number such as +254 20 555 0142",
    _matching(r"\+[1-9][0-9]{0,3}( ?[0-9]{1,12}){1,5}"),
)
FILE: Final = Form(
    "not_a_path",
    "the path of a file beside this one or below it, such as annexes/site-plan.csv",
    _matching(r"([A-Za-z0-9_-][A-Za-z0-9._-]*/)*[A-Za-z0-9_-][A-Za-z0-9._-]*"),
)
