"""What there is to choose from in a form, as far as its reader may know of it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Final, TypeAlias

from aggregates.deal.state import Progress
from aggregates.vocabulary import Kind, PersonId
from api.annexes.annex import Annex
from api.errors import CODED_ERRORS
from api.http.paging import LIMIT_MAX
from api.names import short_name
from api.routes.people_list import ListedPeople
from api.routes.registers import ListedMandates, ListedOrganisations
from api.web.deals.acts.act import Act, Field
from api.web.deals.reading import names_of, organisations_of
from api.web.deals.room import Room
from api.web.visit import Visit
from api.web.words import KINDS
from projections.views.mandates import MandateRow

Options: TypeAlias = Sequence[tuple[str, str]]
"""Codes, each with what it is called."""


async def choices_for(visit: Visit, room: Room, act: Act) -> Mapping[str, Options]:
    """Return what there is to choose from, by the name of the field.

    Raises:
        CodedError: as the lists.
    """
    return {field.name: await _options(visit, room, field) for field in act.fields}


async def _options(visit: Visit, room: Room, field: Field) -> Options:
    if field.options:
        return [(code, visit.told(label)) for code, label in field.options]
    chosen = _CHOICES.get(field.asks)
    return await chosen(visit, room) if chosen else ()


async def mandates_of(visit: Visit, edition: str, *, own: bool) -> Sequence[MandateRow]:
    """Return the verified mandates of the reader, or of their organisation, that run now."""
    query: dict[str, object] = {"limit": LIMIT_MAX, "state": "verified"}
    query |= {"person": visit.who.person} if own else {"organisation": visit.who.organisation}
    try:
        listed = await visit.read("list_mandates", ListedMandates, query, edition=edition)
    except CODED_ERRORS:
        return ()
    return [one for one in listed.items if one.valid_from <= visit.at < one.valid_until]


async def mandates_told(
    visit: Visit, edition: str, *, own: bool
) -> Sequence[tuple[MandateRow, str]]:
    """Return those mandates, each with what it covers, until when."""
    return [(one, mandate_told(visit, one)) for one in await mandates_of(visit, edition, own=own)]


def mandate_told(visit: Visit, mandate: MandateRow) -> str:
    """Return what a mandate covers: up to how much for an instrument, until when."""
    until = visit.formats.day(mandate.valid_until)
    if mandate.amount is None:
        return visit.told("without a limit, until %(until)s", until=until)
    amount = f"{mandate.currency} {visit.formats.number(mandate.amount)}"
    return visit.told("up to %(amount)s, until %(until)s", amount=amount, until=until)


async def _instruments(visit: Visit, room: Room) -> Options:
    return [(one.id, visit.told(KINDS[one.kind.value])) for one in room.deal.instruments]


async def _executed(visit: Visit, room: Room) -> Options:
    executed = {one.id for one in room.deal.instruments if one.progress is Progress.EXECUTED}
    return [one for one in await _instruments(visit, room) if one[0] in executed]


async def _sides(visit: Visit, room: Room) -> Options:
    return [("", visit.told("Any side")), *((side.id, side.name) for side in room.sides)]


async def _readers(visit: Visit, room: Room) -> Options:
    names = await organisations_of(visit, room.deal.participants)
    return [("", visit.told("The organisers of the fair")), *names.items()]


async def _own_mandates(visit: Visit, room: Room) -> Options:
    told = await mandates_told(visit, room.deal.edition, own=True)
    return [(mandate.mandate, text) for mandate, text in told]


async def _sitters(visit: Visit, room: Room) -> Options:
    told = await mandates_told(visit, room.deal.edition, own=False)
    names = await names_of(visit, {mandate.person for mandate, _ in told})
    return [(f"{one.person}/{one.mandate}", f"{names[one.person]}: {text}") for one, text in told]


async def _organisations(visit: Visit, room: Room) -> Options:
    query = {"limit": LIMIT_MAX, "text": visit.query("find") or visit.form.text("find")}
    listed = await visit.read(
        "list_organisations", ListedOrganisations, {k: v for k, v in query.items() if v}
    )
    there = {side.id for side in room.sides} | set(room.deal.participants)
    return [
        (one.organisation, f"{short_name(one.legal_name, visit.tongue.told)} ({one.country})")
        for one in listed.items
        if one.organisation not in there
    ]


async def _colleagues(visit: Visit, room: Room) -> Options:
    """Return the people of the reader's organisation, but the reader."""
    return await _of_own_side(visit, room, visit.who.person)


async def _successors(visit: Visit, room: Room) -> Options:
    """Return the people of the reader's organisation, but who leads for it in the deal."""
    leads = {side.party.id: side.lead for side in room.deal.principals}
    return await _of_own_side(visit, room, leads.get(visit.who.organisation, ""))


async def _of_own_side(visit: Visit, room: Room, other: PersonId) -> Options:
    """Return the people of the reader's organisation as far as lists tell of them, but one."""
    held = await mandates_of(visit, room.deal.edition, own=False)
    known: set[PersonId] = {visit.who.person, *(one.person for one in held)}
    query = {"limit": LIMIT_MAX, "organisation": visit.who.organisation}
    try:
        listed = await visit.read("list_people", ListedPeople, query)
        known |= {one.person for one in listed.items}
    except CODED_ERRORS:
        pass  # while the list is being made, those with mandates are known
    names = await names_of(visit, known - {other})
    return sorted(names.items(), key=lambda one: one[1])


async def _files(visit: Visit, _: Room) -> Options:
    try:
        found = await visit.read_every("list_annexes", Annex)
    except CODED_ERRORS:
        return ()
    return [(one.sha256, one.name) for one in found[::-1]]


async def _acceded(_: Visit, room: Room) -> Options:
    """Return what a joiner accedes to: executed letters and non-disclosure agreements."""
    return [
        (f"{one.id}/{one.executed_sha256}", KINDS[one.kind.value])
        for one in room.deal.instruments
        if one.progress is Progress.EXECUTED
        and one.kind in {Kind.LETTER_OF_INTENT, Kind.NDA}
        and one.executed_sha256
    ]


_CHOICES: Final[Mapping[str, Callable[[Visit, Room], Awaitable[Options]]]] = {
    "instrument": _instruments,
    "executed": _executed,
    "side": _sides,
    "reader": _readers,
    "organisation": _organisations,
    "colleague": _colleagues,
    "successor": _successors,
    "mandate": _own_mandates,
    "sitter": _sitters,
    "file": _files,
    "accede": _acceded,
}
"""How a field is asked for -> what there is to choose from."""
