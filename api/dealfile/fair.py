"""The fair at which the deal is played: edition, offices, rates of exchange, the project."""

from __future__ import annotations

from typing import Literal, TypeAlias

import msgspec

from api.dealfile.fields import (
    CalendarDay,
    Code,
    Count,
    Country,
    Currency,
    Destination,
    Flag,
    Id,
    Industry,
    Name,
    Named,
    OfficeRef,
    OrganisationRef,
    RateNumber,
    Registration,
    Sum,
    Tag,
    Zone,
)


class Policies(msgspec.Struct, frozen=True, kw_only=True):
    """What the edition asks of every deal.

    ``required_languages`` must be there when terms are locked, ``country_languages`` when a
    principal is of that country, ``certified_languages`` with a certificate where they are
    translations. ``approval_kinds`` are asked of each principal, ``mandatory_clauses`` are clause
    ids of the leading instrument.
    """

    nda_required: Flag = False
    principals_max: Count = 12
    required_languages: tuple[Tag, ...] = ()
    country_languages: dict[Country, tuple[Tag, ...]] = {}
    certified_languages: tuple[Tag, ...] = ()
    mandatory_clauses: tuple[Id, ...] = ()
    approval_kinds: tuple[Code, ...] = ()
    reopening_days: Count = 90


class Edition(msgspec.Struct, frozen=True, kw_only=True):
    """One fair. ``holidays`` are days that its calendar does not count.

    ``code_lists`` says which version of each list its codes are taken from.
    """

    id: Id
    name: Name
    starts: CalendarDay
    ends: CalendarDay
    zone: Zone
    holidays: tuple[CalendarDay, ...] = ()
    code_lists: dict[Name, Name] = {}
    policies: Policies = Policies()


class Rate(msgspec.Struct, frozen=True, kw_only=True):
    """One unit of ``base`` is ``rate`` units of ``quote``."""

    base: Currency
    quote: Currency
    rate: RateNumber
    day: CalendarDay
    source: Name


OfficeFunction: TypeAlias = Literal[
    "registry", "sponsor", "official", "organiser", "interpreters", "witness", "notary"
]


class Office(msgspec.Struct, frozen=True, kw_only=True):
    """A body that is no side of the deal and has a function at the fair."""

    function: OfficeFunction
    legal_name: Name
    country: Country
    registration: Registration


class Project(msgspec.Struct, frozen=True, kw_only=True):
    """The listed opportunity that the deal is about: whose it is, and who brings it to the fair.

    ``industry`` is a class of ISIC Rev.4, ``amount`` the investment sought. With a ``summary`` the
    catalogue tells it in the languages of its title, and in which mode the deal invests.
    """

    id: Id
    title: Named
    summary: Named = {}
    owner: OrganisationRef
    sponsor: OfficeRef = ""
    amount: Sum | None = None
    industry: Industry
    destination: Destination
