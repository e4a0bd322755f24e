"""Codes of lists, looked up at the border: the rules read their form only.

Countries (ISO 3166-1), currencies (ISO 4217), time zones (IANA): wherever a body has one, at any
depth, it must be in the list as it stands.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import cast
from zoneinfo import available_timezones

import msgspec

from aggregates.deal.parties.events import Classification
from aggregates.vocabulary import Deadline, Money
from api.dealfile.countries import COUNTRIES
from api.dealfile.currencies import CURRENCIES
from api.refusals import ApiError

_zones = cache(available_timezones)


def check_codes(value: object) -> None:
    """Refuse a struct in which a code stands that its list has not.

    Raises:
        ApiError: ``code_unlisted`` with the list and the code.
    """
    match value:
        case Money():
            _require("ISO 4217", value.currency, value.currency in CURRENCIES)
        case Deadline():
            _require("IANA", value.zone, value.zone in _zones())
        case Classification():
            destination = value.destination[:2]
            _require("ISO 3166-1", value.origin, value.origin in COUNTRIES)
            _require("ISO 3166-2", value.destination, destination in COUNTRIES)
        case msgspec.Struct():
            for name in value.__struct_fields__:
                _check_named(name, getattr(value, name))
        case _:
            for item in _items(value):
                check_codes(item)


def _items(value: object) -> Iterable[object]:
    match value:
        case Mapping():
            return cast("Mapping[object, object]", value).values()
        case list() | tuple() | frozenset():
            return cast("Iterable[object]", value)
        case _:
            return ()


def _check_named(name: str, value: object) -> None:
    if name == "country" and isinstance(value, str):
        _require("ISO 3166-1", value, value in COUNTRIES)
    elif name == "zone" and isinstance(value, str):
        _require("IANA", value, value in _zones())
    else:
        check_codes(value)


def _require(codes: str, code: str, listed: bool) -> None:  # noqa: FBT001 - read as a sentence
    if not listed:
        raise ApiError("code_unlisted", list=codes, code=code[:64])
