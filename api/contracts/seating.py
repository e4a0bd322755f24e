"""Seats, as far as making and signing a paper needs them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from aggregates.deal.state import Instrument
from aggregates.mandate import MANDATE
from aggregates.mandate.state import Mandate
from aggregates.vocabulary import Actor, OrganisationId, PersonId, Seat, SeatRole
from ledger.sources import Each, One

REGISTRY_FIELD: Final = "registry"
"""The field of the seal with which the registry certifies a document."""


def registry_seat(office: OrganisationId) -> Seat:
    """Return the seat of the office that runs the registry: the first of every document."""
    return Seat(field=REGISTRY_FIELD, role=SeatRole.REGISTRY, of=office, number=1, turn=0)


def seats_on(instrument: Instrument) -> tuple[Seat, ...]:
    """Return the seats of an instrument's signing, none before it was opened."""
    return tuple(instrument.signing.seats.values()) if instrument.signing else ()


def mandates_of(seats: Sequence[Seat]) -> Each[Mandate]:
    """Return the source of every mandate under which somebody may sit."""
    return Each(MANDATE, [s.mandate for seat in seats for s in seat.sitters if s.mandate])


def mandate_at(seats: Iterable[Seat], field: str, person: PersonId) -> One[Mandate]:
    """Return the source of the mandate under which ``person`` sits at ``field``.

    Who does not sit there is given a mandate that nobody recorded: the rules will say so.
    """
    sitters = (sitter for seat in seats if seat.field == field for sitter in seat.sitters)
    return One(MANDATE, next((s.mandate for s in sitters if s.person == person), "none"))


def field_of(seats: Iterable[Seat], actor: Actor) -> str:
    """Return the seat where ``actor`` sits for their organisation, empty if they sit at none."""
    return next(
        (
            seat.field
            for seat in seats
            if seat.of == actor.organisation
            and any(sitter.person == actor.person for sitter in seat.sitters)
        ),
        "",
    )
