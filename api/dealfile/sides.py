"""Who takes part: organisations, people, and the mandates that let people bind organisations."""

from __future__ import annotations

from typing import Literal

import msgspec

from aggregates.vocabulary import Kind, Role
from api.dealfile.fields import (
    BodyRef,
    CalendarDay,
    Count,
    Country,
    Email,
    OrganisationRef,
    PersonRef,
    Phone,
    Prose,
    Registration,
    Sum,
    Text,
)


class Organisation(msgspec.Struct, frozen=True, kw_only=True):
    """A company, public body or agency."""

    legal_name: Text
    country: Country
    registration: Registration
    kind: Literal["company", "public_body", "agency"] = "company"


class Person(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who makes moves. Both names are printed, in the order of ``display``."""

    native_name: Text
    latin_name: Text
    display: Literal["native_first", "latin_first"] = "native_first"
    organisation: BodyRef
    roles: tuple[Role, ...]
    email: Email
    phone: Phone | None = None


class Mandate(msgspec.Struct, frozen=True, kw_only=True):
    """The authority of ``person`` to bind ``organisation``.

    ``joint`` is how many such mandates are needed together; no ``limit`` is none. ``evidence`` is
    the wording of the paper that gives the authority; its digest is what is kept.
    """

    person: PersonRef
    organisation: OrganisationRef
    instruments: tuple[Kind, ...]
    limit: Sum | None = None
    joint: Count = 1
    valid_from: CalendarDay
    valid_until: CalendarDay
    evidence: Prose
    verified_by: PersonRef
