"""The types that the keys of a deal file have: a Python type, and the form its text must have."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Final, Literal, TypeAlias

from msgspec import Meta
from msgspec.structs import replace

from aggregates.vocabulary import SYSTEM, Money, Value
from api.dealfile.forms import (
    CODE,
    COUNT,
    COUNTRY,
    DAY,
    DESTINATION,
    EMAIL,
    FILE,
    FLAG,
    IDENTIFIER,
    INDUSTRY,
    LANGUAGE,
    NAME,
    PHONE,
    RATE,
    REGISTRATION,
    TEXT,
    ZONE,
    Form,
)
from api.dealfile.forms import CURRENCY as CURRENCY_FORM
from api.dealfile.moments import MOMENT
from api.dealfile.prose import PROSE
from api.dealfile.values import MONEY, VALUE

FORM: Final = "form"
"""Under this key a type's metadata hold the `Form` of its text."""


def _of(form: Form) -> Meta:
    return Meta(extra={FORM: form})


def _among(*sections: str) -> Meta:
    return _of(replace(IDENTIFIER, among=sections))


Text: TypeAlias = Annotated[str, _of(TEXT)]
Name: TypeAlias = Annotated[str, _of(NAME)]
Industry: TypeAlias = Annotated[str, _of(INDUSTRY)]
Prose: TypeAlias = Annotated[str, _of(PROSE)]
Id: TypeAlias = Annotated[str, _of(IDENTIFIER)]
Code: TypeAlias = Annotated[str, _of(CODE)]
Flag: TypeAlias = Annotated[bool, _of(FLAG)]
Count: TypeAlias = Annotated[int, _of(COUNT)]
CalendarDay: TypeAlias = Annotated[date, _of(DAY)]
RateNumber: TypeAlias = Annotated[str, _of(RATE)]
Country: TypeAlias = Annotated[str, _of(COUNTRY)]
Destination: TypeAlias = Annotated[str, _of(DESTINATION)]
Currency: TypeAlias = Annotated[str, _of(CURRENCY_FORM)]
Zone: TypeAlias = Annotated[str, _of(ZONE)]
Tag: TypeAlias = Annotated[str, _of(LANGUAGE)]
Registration: TypeAlias = Annotated[str, _of(REGISTRATION)]
Email: TypeAlias = Annotated[str, _of(EMAIL)]
Phone: TypeAlias = Annotated[str, _of(PHONE)]
RelativeFile: TypeAlias = Annotated[str, _of(FILE)]
Moment: TypeAlias = Annotated[str, _of(MOMENT)]
Sum: TypeAlias = Annotated[Money, _of(MONEY)]
TypedValue: TypeAlias = Annotated[Value, _of(VALUE)]

Named: TypeAlias = dict[Tag, Name]
"""A short text in each language."""

PersonRef: TypeAlias = Annotated[str, _among("people")]
ActorRef: TypeAlias = Annotated[str, _among("people", SYSTEM)]
OrganisationRef: TypeAlias = Annotated[str, _among("organisations")]
BodyRef: TypeAlias = Annotated[str, _among("organisations", "offices")]
OfficeRef: TypeAlias = Annotated[str, _among("offices")]
MandateRef: TypeAlias = Annotated[str, _among("mandates")]
InstrumentRef: TypeAlias = Annotated[str, _among("instruments")]
AnnexRef: TypeAlias = Annotated[str, _among("annexes")]

Selection: TypeAlias = tuple[Id, ...] | Literal["all"]
"""Clauses by id (and ``frame``), or all of them."""
