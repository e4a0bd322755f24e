"""Who takes part: organisations, people, and the mandates that let people bind organisations."""

from __future__ import annotations

from typing import Literal

import msgspec

from aggregates.person.events import DisplayOrder
from aggregates.vocabulary import Kind, Role
from api.dealfile.fields import (
    BodyRef,
    CalendarDay,
    Count,
    Country,
    Email,
    Name,
    OrganisationRef,
    PersonRef,
    Phone,
    Prose,
    Registration,
    Sum,
)


class Organisation(msgspec.Struct, frozen=True, kw_only=True):
    """A company, public body or agency."""

    legal_name: Name
    country: Country
    registration: Registration
    kind: Literal["company", "public_body", "agency"] = "company"


class Person(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who makes moves, in one of ``roles`` for ``organisation``.

    The Latin name is that of the passport; both names are printed.
    """

    native_name: Name
    latin_name: Name
    display_order: DisplayOrder
    organisation: BodyRef
    roles: tuple[Role, ...]
    email: Email
    phone: Phone | None = None


class Mandate(msgspec.Struct, frozen=True, kw_only=True):
    """The authority of ``person`` to bind ``organisation``.

    ``joint`` is how many such mandates are needed together; without ``limit`` any amount is
    covered. It is valid on both days, in the edition's zone. ``evidence`` is the wording of the
    paper that gives the authority; its digest is what is kept.
    """

    person: PersonRef
    organisation: OrganisationRef
    instruments: tuple[Kind, ...]
    scope: tuple[Literal["sign", "approve"], ...] = ("sign",)
    limit: Sum | None = None
    joint: Count = 1
    valid_from: CalendarDay
    valid_until: CalendarDay
    evidence: Prose
    verified_by: PersonRef
