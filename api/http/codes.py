"""Codes of lists, looked up at the border: the rules read their form only.

Countries (ISO 3166-1), currencies (ISO 4217), time zones (IANA), industries (ISIC Rev.4, as far
down as the division): wherever a body has one, at any depth, it must be in the list as it stands.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from types import MappingProxyType
from typing import Final, NamedTuple, cast
from zoneinfo import available_timezones

import msgspec

from aggregates.deal.policy import Policy
from api.dealfile.countries import COUNTRIES
from api.dealfile.currencies import CURRENCIES
from api.http.industries import is_industry
from api.refusals import ApiError

_zones = cache(available_timezones)


def _is_zone(code: str) -> bool:
    return code in _zones()


def _is_destination(code: str) -> bool:
    return code[:2] in COUNTRIES


class CodeList(NamedTuple):
    """A list by its name, and whether it has a code."""

    name: str
    has: Callable[[str], bool]


COUNTRY: Final = CodeList("ISO 3166-1", COUNTRIES.__contains__)
CURRENCY: Final = CodeList("ISO 4217", CURRENCIES.__contains__)
ZONE: Final = CodeList("IANA", _is_zone)
DESTINATION: Final = CodeList("ISO 3166-2", _is_destination)
INDUSTRY: Final = CodeList("ISIC Rev.4", is_industry)

LISTS: Final[Mapping[str, CodeList]] = MappingProxyType(
    {
        "country": COUNTRY,
        "origin": COUNTRY,
        "ultimate_origin": COUNTRY,
        "currency": CURRENCY,
        "base": CURRENCY,
        "quote": CURRENCY,
        "zone": ZONE,
        "destination": DESTINATION,
        "industry": INDUSTRY,
    }
)
"""The list of every field that has a code, by the field's name."""


def check_codes(value: object) -> None:
    """Refuse a struct in which a code stands that its list has not.

    Raises:
        ApiError: ``code_unlisted`` with the list and the code.
    """
    match value:
        case msgspec.Struct():
            if isinstance(value, Policy):
                for country in value.country_languages:
                    require_listed(COUNTRY, country)
            for name in value.__struct_fields__:
                _check_named(name, getattr(value, name))
        case _:
            for item in _items(value):
                check_codes(item)


def require_listed(codes: CodeList, code: str) -> None:
    """Refuse a code that its list has not.

    Raises:
        ApiError: ``code_unlisted`` with the list and the code.
    """
    if not codes.has(code):
        raise ApiError("code_unlisted", list=codes.name, code=code[:64])


def _items(value: object) -> Iterable[object]:
    match value:
        case Mapping():
            return cast("Mapping[object, object]", value).values()
        case list() | tuple() | frozenset():
            return cast("Iterable[object]", value)
        case _:
            return ()


def _check_named(name: str, value: object) -> None:
    if name in LISTS and isinstance(value, str):
        require_listed(LISTS[name], value)
    else:
        check_codes(value)
