"""Typed values as prose says them: a number must be the same among the values and in the text."""

from __future__ import annotations

import re
from datetime import date

from aggregates.vocabulary import Day, Language, Money, Percentage, Quantity, Value

_GROUP = {"en": ",", "zh-Hans": ",", "pl": " ", "vi": "."}
_POINT = {"en": ".", "zh-Hans": ".", "pl": ",", "vi": ","}
_MONTHS = {
    "en": "January February March April May June July August September October November December",
    "pl": "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października "
    "listopada grudnia",
}
_PLEDGED = re.compile(r"(?:CNY|EUR|USD) [0-9,]+|[0-9.]+%")


def said(value: Value, language: Language) -> str:
    """Return what a text in ``language`` must contain to say ``value``."""
    match value:
        case Money(amount=amount, currency="CNY") if language == "zh-Hans":
            return f"{_grouped(amount, language)}元"
        case Money(amount=amount, currency=currency):
            number = _grouped(amount, language)
            euro = {"zh-Hans": f"{number}欧元", "en": f"{currency} {number}"}
            return euro.get(language, f"{number} {currency}")
        case Percentage(value=number):
            return f"{number.replace('.', _POINT[language])}%"
        case Quantity(value=number):
            return _grouped(number, language)
        case Day(value=day):
            return _day(date.fromisoformat(day), language)
        case _:
            return value.texts[language]


def is_said(value: Value, language: Language, text: str) -> bool:
    """Return whether ``text`` says ``value``, and not as a part of another number."""
    pattern = rf"(?<![0-9.,]){re.escape(said(value, language))}(?![0-9])"
    return re.search(pattern, text) is not None


def pledges(text: str) -> set[str]:
    """Return the sums and shares that an English text names."""
    return {found.rstrip(",.") for found in _PLEDGED.findall(text)}


def _grouped(number: str, language: Language) -> str:
    whole, point, fraction = number.partition(".")
    grouped = f"{int(whole):,}".replace(",", _GROUP[language])
    return grouped + (_POINT[language] if point else "") + fraction


def _day(day: date, language: Language) -> str:
    if language == "zh-Hans":
        return f"{day.year}年{day.month}月{day.day}日"
    if language == "vi":
        return f"{day.day} tháng {day.month} năm {day.year}"
    return f"{day.day} {_MONTHS[language].split()[day.month - 1]} {day.year}"
