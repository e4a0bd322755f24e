"""Which words and which way of writing values serve a language of the terms."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final, assert_never

from aggregates.vocabulary import Day, Language, Money, Percentage, Quantity, Value, Wording
from signing.render.words.chrome import Chrome, chrome_of
from signing.render.words.numerals import grouped, han_number

_ENGLISH: Final = chrome_of("en")
_DAY: Final = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])-([0-9]{2})")


def chromes_of(languages: Iterable[Language]) -> tuple[Chrome, ...]:
    """Return the words that ``languages`` need, each set once, in their order."""
    return tuple({chrome.language: chrome for chrome in map(chrome_of, languages)}.values())


def distinct(texts: Iterable[tuple[str, Language]]) -> tuple[tuple[str, Language], ...]:
    """Return each text once, with the first language it was given for."""
    found: dict[str, Language] = {}
    for text, language in texts:
        found.setdefault(text, language)
    return tuple(found.items())


def label(key: str, chrome: Chrome) -> tuple[str, Language]:
    """Return what a typed value is called, and in which language that is.

    ``share_lingxi`` is the share of Lingxi. Where no name is known it is the key, spelled out: keys
    are English words.
    """
    what, _, party = key.partition("_")
    for known in (chrome, _ENGLISH):
        if key in known.values:
            return known.values[key], known.language
        if party and what in known.party_values:
            return known.party_values[what].format(party=_spelled(party)), known.language
    return _spelled(key), _ENGLISH.language


def _spelled(key: str) -> str:
    words = key.replace("_", " ").replace("-", " ")
    return words[:1].upper() + words[1:]


def clause_number(number: int, language: Language) -> str:
    """Return how a clause is numbered: ``12.``, ``第十二条``."""
    return chrome_of(language).clause_number.format(number=number, han=han_number(number))


def value_text(value: Value, language: Language) -> str:
    """Return a typed value as it is written in ``language``, its figures never rounded."""
    match value:
        case Money():
            return f"{value.currency}\u00a0{grouped(_with_cents(value.amount), language)}"
        case Percentage():
            return f"{grouped(value.value, language)}%"
        case Quantity():
            return _quantity(value, language)
        case Day():
            return day_text(value.value, language)
        case Wording():
            return wording_text(value, language)[0]
        case _:
            assert_never(value)


def wording_text(wording: Wording, language: Language) -> tuple[str, Language]:
    """Return a wording in ``language``, or in the first language that it has, and which it is."""
    found = language if language in wording.texts else min(wording.texts, default=language)
    return wording.texts.get(found, ""), found


def day_text(day: str, language: Language) -> str:
    """Return an ISO 8601 day written out where the month names are known, else as it is."""
    chrome = chrome_of(language)
    if chrome.language == _ENGLISH.language and language.partition("-")[0] != "en":
        return day
    found = _DAY.fullmatch(day)
    if found is None:
        return day
    year, month, number = map(int, found.groups())
    return chrome.day.format(year=year, month=chrome.months[month - 1], day=number)


def languages_text(tags: Sequence[Language], chrome: Chrome) -> str:
    """Return the names of languages in a row."""
    return chrome.comma.join(chrome.languages.get(tag, tag) for tag in tags)


def _quantity(quantity: Quantity, language: Language) -> str:
    number = grouped(quantity.value, language)
    chrome = chrome_of(language)
    if quantity.unit not in chrome.units:
        return f"{number}\u00a0{quantity.unit}"
    one, several = chrome.units[quantity.unit]
    unit = one if quantity.value in {"1", "-1"} else several
    return chrome.quantity.format(number=number, unit=unit)


def _with_cents(amount: str) -> str:
    whole, point, fraction = amount.partition(".")
    return whole + point + fraction.ljust(2, "0") if point else amount
