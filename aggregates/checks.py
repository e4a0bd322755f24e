"""What a value must look like before it may be stored for ever. Every rule decides with these.

Each check returns nothing or refuses; ``field`` says which value of the command was wrong. Code
lists (ISO 3166, ISO 4217, IANA zones) are looked up at the border: here only the form is read.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from datetime import date, datetime, timedelta
from decimal import Decimal

from aggregates.canonical import canonical_text, is_canonical_decimal
from aggregates.errors import RuleError
from aggregates.vocabulary import Money, Sealed

DIGITS_MAX = 34
"""As many digits as IEEE 754 decimal128 carries; Python refuses to read absurdly long ones."""
TEXT_MAX = 100_000
NAME_MAX = 300
LEGAL_NAME_MAX = 256
REGISTRATION_MAX = 64
"""For what a longer one is, there is no room in a certificate: nobody could ever sign by it."""

IDENTIFIER = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}", re.ASCII)
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?", re.ASCII)
CURRENCY = re.compile(r"[A-Z]{3}", re.ASCII)
COUNTRY = re.compile(r"[A-Z]{2}", re.ASCII)
INDUSTRY = re.compile(r"[A-U]([0-9]{2,4})?|[0-9]{2,4}", re.ASCII)
DESTINATION = re.compile(r"[A-Z]{2}-[A-Z0-9]{1,3}", re.ASCII)
SHA256 = re.compile(r"[0-9a-f]{64}", re.ASCII)
ZONE = re.compile(r"[A-Za-z]+(/[A-Za-z0-9_+-]+){0,2}", re.ASCII)

_CONTROLS = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_NEEDED = frozenset(
    "\n\u200c\u200d\u200e\u200f\u061c\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u08e2"
)
"""Controls that texts need: the line's end, joiners, marks of direction, Arabic number signs."""
_BLANK = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
"""Letters and marks that show nothing."""


def check_identifier(field: str, identifier: str) -> None:
    """Up to 64 letters, digits, dots, dashes and low lines of ASCII, the first a letter or digit.

    Raises:
        RuleError: ``identifier_malformed``.
    """
    _check_form(IDENTIFIER, "identifier_malformed", field, identifier)


def check_language(field: str, tag: str) -> None:
    """A fixed BCP 47 tag: language, perhaps script, perhaps region (RFC 5646 section 2.1).

    Raises:
        RuleError: ``language_malformed``.
    """
    _check_form(LANGUAGE, "language_malformed", field, tag)


def check_currency(field: str, code: str) -> None:
    """An ISO 4217 code by its form.

    Raises:
        RuleError: ``currency_malformed``.
    """
    _check_form(CURRENCY, "currency_malformed", field, code)


def check_country(field: str, code: str) -> None:
    """An ISO 3166-1 alpha-2 code by its form.

    Raises:
        RuleError: ``country_malformed``.
    """
    _check_form(COUNTRY, "country_malformed", field, code)


def check_industry(field: str, code: str) -> None:
    """An ISIC Rev.4 section, division, group or class by its form: ``C``, ``27``, ``C2710``.

    Raises:
        RuleError: ``industry_malformed``.
    """
    _check_form(INDUSTRY, "industry_malformed", field, code)


def check_destination(field: str, code: str) -> None:
    """An ISO 3166-2 code by its form.

    Raises:
        RuleError: ``destination_malformed``.
    """
    _check_form(DESTINATION, "destination_malformed", field, code)


def check_sha256(field: str, digest: str) -> None:
    """64 lower-case hexadecimal digits.

    Raises:
        RuleError: ``sha256_malformed``.
    """
    _check_form(SHA256, "sha256_malformed", field, digest)


def check_zone(field: str, zone: str) -> None:
    """An IANA time zone by its form.

    Raises:
        RuleError: ``zone_malformed``.
    """
    _check_form(ZONE, "zone_malformed", field, zone)


def check_text(field: str, text: str, *, longest: int = TEXT_MAX) -> None:
    """A text with something in it, NFC with LF, and nothing that reads otherwise than it is.

    Control characters, invisible ones and the marks that reorder a line are refused: with them a
    clause would show other words, or other digits, than those that the digest commits to. The
    joiners that some scripts need (U+200C, U+200D), the marks of direction and the signs that
    Arabic sets over numbers are let through.

    Raises:
        RuleError: ``text_empty``, ``text_too_long``, ``text_not_canonical``, ``text_deceptive``.
    """
    if not text.strip():
        raise RuleError("text_empty", field=field)
    if len(text) > longest:
        raise RuleError("text_too_long", field=field, length=len(text), longest=longest)
    if text != canonical_text(text):
        raise RuleError("text_not_canonical", field=field)
    if any(_deceives(character) for character in text):
        raise RuleError("text_deceptive", field=field)


def check_name(field: str, name: str, *, longest: int = NAME_MAX) -> None:
    """A text of one line without space at its ends.

    Raises:
        RuleError: ``name_not_one_line``, and as `check_text`.
    """
    check_text(field, name, longest=longest)
    if name != name.strip() or "\n" in name:
        raise RuleError("name_not_one_line", field=field)


def check_decimal(field: str, number: str) -> None:
    """A decimal in its one spelling.

    Raises:
        RuleError: ``decimal_too_long``, ``decimal_not_canonical``.
    """
    if len(number) > DIGITS_MAX:
        raise RuleError("decimal_too_long", field=field, length=len(number), longest=DIGITS_MAX)
    if not is_canonical_decimal(number):
        raise RuleError("decimal_not_canonical", field=field, value=number)


def check_positive(field: str, number: str) -> None:
    """A decimal above zero.

    Raises:
        RuleError: ``not_positive``, and as `check_decimal`.
    """
    check_decimal(field, number)
    if Decimal(number) <= 0:
        raise RuleError("not_positive", field=field, value=number)


def check_money(field: str, money: Money) -> None:
    """An amount of any sign in a currency.

    Raises:
        RuleError: ``currency_malformed``, and as `check_decimal`.
    """
    check_currency(field, money.currency)
    check_decimal(field, money.amount)


def check_positive_money(field: str, money: Money) -> None:
    """An amount above zero in a currency.

    Raises:
        RuleError: ``currency_malformed``, and as `check_positive`.
    """
    check_currency(field, money.currency)
    check_positive(field, money.amount)


def check_count(field: str, count: int, *, least: int = 1) -> None:
    """A whole number, ``least`` or more.

    Raises:
        RuleError: ``count_too_small``.
    """
    if count < least:
        raise RuleError("count_too_small", field=field, value=count, least=least)


def check_instant(field: str, at: datetime) -> None:
    """An instant in UTC: one moment has one spelling in the record.

    Raises:
        RuleError: ``instant_not_utc``.
    """
    if at.utcoffset() != timedelta(0):
        raise RuleError("instant_not_utc", field=field)


def check_window(valid_from: datetime, valid_until: datetime) -> None:
    """Two instants, the first before the second.

    Raises:
        RuleError: ``window_empty``, ``instant_not_utc``.
    """
    check_instant("valid_from", valid_from)
    check_instant("valid_until", valid_until)
    if valid_from >= valid_until:
        raise RuleError("window_empty", valid_from=valid_from, valid_until=valid_until)


def check_day(field: str, day: str) -> None:
    """A day of the calendar, ISO 8601 with dashes.

    Raises:
        RuleError: ``day_malformed``.
    """
    try:
        spelled = date.fromisoformat(day).isoformat()
    except ValueError:
        spelled = ""
    if day != spelled or not day:
        raise RuleError("day_malformed", field=field, value=day)


def check_some(field: str, items: Collection[object]) -> None:
    """A list with something in it.

    Raises:
        RuleError: ``list_empty``.
    """
    if not items:
        raise RuleError("list_empty", field=field)


def check_sealed(field: str, sealed: Sealed) -> None:
    """A sealed field whose parts have their lengths: salt, text and tag are 49 bytes or more.

    Raises:
        RuleError: ``sealed_malformed``.
    """
    check_identifier(f"{field}.kid", sealed.kid)
    lengths = len(sealed.nonce), len(sealed.commitment)
    if lengths != (12, 32) or len(sealed.ciphertext) <= 32 + 16:
        raise RuleError("sealed_malformed", field=field)


def _check_form(form: re.Pattern[str], code: str, field: str, value: str) -> None:
    if form.fullmatch(value) is None:
        raise RuleError(code, field=field, value=value)


def _deceives(character: str) -> bool:
    if character in _BLANK:
        return True
    return unicodedata.category(character) in _CONTROLS and character not in _NEEDED
