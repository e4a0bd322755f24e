"""People from a table: each row a command of its own, which happens once.

``organisation`` is the id of an organisation, or the ``key`` by which a table of organisations
calls it. ``roles`` are those of the one post, with spaces between.
"""

from __future__ import annotations

import re
from typing import Final
from uuid import UUID

import msgspec

from aggregates.person.events import DisplayOrder, Post
from aggregates.vocabulary import OrganisationId, PersonId, Role
from api.contracts.registering import NewPerson
from api.importing.organisations import organisation_id
from api.importing.table import Line, lines_of
from api.refusals import ApiError
from ledger.stream import stream_id

COLUMNS: Final = (
    "key",
    "native_name",
    "latin_name",
    "display_order",
    "email",
    "phone",
    "organisation",
    "roles",
)
_ID: Final = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.ASCII)


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """A row: who is registered, or what is wrong with it."""

    line: int
    key: str
    person: PersonId
    new: NewPerson | None = None
    fault: ApiError | None = None


def rows_of(table: str, registry_log: UUID) -> list[Row]:
    """Return the rows of a table, in its order.

    Raises:
        ApiError: ``table_malformed`` with what is wrong with the whole of it.
    """
    return [_row(line, registry_log) for line in lines_of(table, COLUMNS)]


def person_id(registry_log: UUID, key: str) -> PersonId:
    """Return the id of the person whom tables call ``key``."""
    return str(stream_id(registry_log, "person", f"table:{key}"))


def _row(line: Line, registry_log: UUID) -> Row:
    row = Row(line=line.line, key=line.key, person=person_id(registry_log, line.key))
    try:
        if line.fault is not None:
            raise line.fault
        return msgspec.structs.replace(row, new=_new(line, row.person, registry_log))
    except ApiError as fault:
        return msgspec.structs.replace(row, fault=fault)


def _new(line: Line, person: PersonId, registry_log: UUID) -> NewPerson:
    _, native_name, latin_name, order, email, phone, organisation, roles = line.cells
    try:
        post = Post(
            organisation=_organisation(registry_log, organisation),
            roles=tuple(sorted(map(Role, roles.split()), key=lambda role: role.value)),
        )
        display_order = DisplayOrder(order)
    except ValueError as wrong:  # the enumerations' own words name the cell
        raise ApiError("cell_malformed", reason=str(wrong)) from None
    return NewPerson(
        person=person,
        native_name=native_name,
        latin_name=latin_name,
        email=email,
        phone=phone,
        display_order=display_order,
        posts=(post,),
    )


def _organisation(registry_log: UUID, called: str) -> OrganisationId:
    return called if _ID.fullmatch(called) else organisation_id(registry_log, called)
