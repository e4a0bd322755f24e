"""The forms that a scalar of a deal file can have: what each is called, and how it is read.

YAML's own guesses (``no`` a boolean, ``2026-09-08`` a date, ``1e3`` a number) are not used: a
scalar is a string until the key that it stands under says otherwise.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import date
from typing import Final
from zoneinfo import available_timezones

import msgspec

from aggregates.canonical import canonical_decimal, canonical_text
from api.dealfile.countries import COUNTRIES
from api.dealfile.currencies import CURRENCIES


class Form(msgspec.Struct, frozen=True):
    """One form. ``read`` returns the value in its one spelling, or raises `ValueError`.

    ``says`` completes the sentence "expected ...". ``among`` names the sections of the file of
    which one must declare the value; none when it refers to nothing.
    """

    name: str
    says: str
    read: Callable[[str], object]
    among: tuple[str, ...] = ()


def readable(text: str) -> str:
    """Return ``text`` in NFC, without white space around it.

    Raises:
        ValueError: when it is empty, or holds what cannot be seen on paper: control characters,
            bidirectional overrides, unassigned or private code points.
    """
    canonical = canonical_text(text).strip()
    hidden = [c for c in canonical if c != "\n" and unicodedata.category(c) in _UNSEEN]
    if hidden:
        raise ValueError(f"U+{ord(hidden[0]):04X} cannot be printed")
    if not canonical:
        raise ValueError("there is no text")
    return canonical


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
    if not _NUMBER.fullmatch(number):
        raise ValueError("not a number")
    return canonical_decimal(number.replace(" ", ""))


def _matching(pattern: str) -> Callable[[str], str]:
    compiled = re.compile(pattern, re.ASCII)

    def read(text: str) -> str:
        if not compiled.fullmatch(text):
            raise ValueError("another form")
        return text

    return read


def _among(codes: Callable[[], frozenset[str] | set[str]]) -> Callable[[str], str]:
    def read(text: str) -> str:
        if text not in codes():
            raise ValueError("not in the list")
        return text

    return read


def _registration(text: str) -> str:
    found = _REGISTRATION.fullmatch(text)
    if not found or found["country"] not in COUNTRIES:
        raise ValueError("another form")
    return one_line(text)


def _day(text: str) -> date:
    if not _DAY.fullmatch(text):
        raise ValueError("another form")
    return date.fromisoformat(text)


def _flag(text: str) -> bool:
    if text not in {"true", "false"}:
        raise ValueError("another form")
    return text == "true"


def _count(text: str) -> int:
    if not _COUNT.fullmatch(text):
        raise ValueError("another form")
    return int(text)


def _rate(text: str) -> str:
    rate = ungrouped(text)
    if rate == "0" or rate.startswith("-"):
        raise ValueError("not above nought")
    return rate


_UNSEEN: Final = frozenset({"Cc", "Cf", "Co", "Cs", "Cn"})
_NUMBER: Final = re.compile(r"-?([0-9]+|[0-9]{1,3}( [0-9]{3})+)(\.[0-9]+)?", re.ASCII)
_COUNT: Final = re.compile(r"[1-9][0-9]{0,5}", re.ASCII)
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_REGISTRATION: Final = re.compile(r"([A-Z]{3}|[A-Z]{2}:)(?P<country>[A-Z]{2})-\S.*", re.ASCII)

TEXT: Final = Form("text", "a text", one_line)
IDENTIFIER: Final = Form(
    "identifier",
    "an id of small letters, digits and hyphens, such as `lin-jiahe`",
    _matching(r"[a-z0-9]+(-[a-z0-9]+)*"),
)
CODE: Final = Form(
    "code", "a code such as `stale_clause`", _matching(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
)
FLAG: Final = Form("flag", "true or false", _flag)
COUNT: Final = Form("count", "a whole number above nought, such as 30", _count)
DAY: Final = Form("day", "a day such as 2026-09-08", _day)
RATE: Final = Form("rate", "a number above nought, such as 0.1406", _rate)
COUNTRY: Final = Form("country", "two letters of ISO 3166-1, such as KE", _among(lambda: COUNTRIES))
DESTINATION: Final = Form(
    "destination",
    "a subdivision after ISO 3166-2, such as CN-FJ",
    _matching("[A-Z]{2}-[A-Z0-9]{1,3}"),
)
CURRENCY: Final = Form(
    "currency", "three letters of ISO 4217, such as CNY", _among(lambda: CURRENCIES)
)
ZONE: Final = Form("zone", "an IANA time zone, such as Asia/Shanghai", _among(available_timezones))
LANGUAGE: Final = Form(
    "language",
    "a BCP 47 language tag, such as en or zh-Hans",
    _matching(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?"),
)
REGISTRATION: Final = Form(
    "registration",
    "an identifier after ETSI EN 319 412-1 (scheme, country, number), such as NTRDE-HRB 90210",
    _registration,
)
EMAIL: Final = Form(
    "email",
    "an address such as a@example.org",
    _matching(r"[^@\s]+@[a-z0-9]([a-z0-9.-]*[a-z0-9])?"),
)
PHONE: Final = Form(
    "phone",
    "a number such as +254 20 555 0142",
    _matching(r"\+[1-9][0-9]{0,3}( ?[0-9]{1,12}){1,5}"),
)
FILE: Final = Form(
    "file",
    "the path of a file beside this one or below it, such as annexes/site-plan.csv",
    _matching(r"([A-Za-z0-9_-][A-Za-z0-9._-]*/)*[A-Za-z0-9_-][A-Za-z0-9._-]*"),
)
