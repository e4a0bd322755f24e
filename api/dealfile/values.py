"""Typed values in the short form of a deal file: ``1 200 000 CNY``, ``45 %``, ``30 day``."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from aggregates.vocabulary import Day, Money, Percentage, Quantity
from api.dealfile.currencies import CURRENCIES
from api.dealfile.forms import Form, ungrouped

_MEASURED: Final = re.compile(r"(?P<number>-?[0-9][0-9 ]*(?:\.[0-9]+)?) ?(?P<unit>%|[^\s0-9%]\S*)")
_CURRENCY: Final = re.compile(r"[A-Z]{3}", re.ASCII)
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)


def _value(text: str) -> Money | Percentage | Quantity | Day:
    if _DAY.fullmatch(text):
        return Day(value=date.fromisoformat(text).isoformat())
    found = _MEASURED.fullmatch(text)
    if found is None:
        raise ValueError
    number, unit = ungrouped(found["number"].strip()), found["unit"]
    if unit == "%":
        return Percentage(value=number)
    if not _CURRENCY.fullmatch(unit):
        return Quantity(value=number, unit=unit)
    if unit not in CURRENCIES:
        raise ValueError(f"{unit} is no currency of ISO 4217")
    return Money(amount=number, currency=unit)


def _money(text: str) -> Money:
    value = _value(text)
    if not isinstance(value, Money) or value.amount.startswith("-"):
        raise ValueError
    return value


VALUE: Final = Form(
    "not_a_value",
    "a sum (1 200 000 CNY), a share (45 %), a quantity (30 day), a day (2027-03-31), or a name in "
    "each language",
    _value,
)
MONEY: Final = Form("not_money", "a sum of money, such as 1 200 000 CNY", _money)
