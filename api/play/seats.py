"""Seats as a move lays them out, as the rules take them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from aggregates.deal.state import Instrument
from aggregates.mandate import MANDATE
from aggregates.mandate.state import Mandate
from aggregates.vocabulary import Seat, SeatRole, Sitter
from api.dealfile.moves.seats import SeatDraft
from api.play.stage import Stage
from ledger.sources import Each, One

REGISTRY_FIELD = "registry"


def seats_of(stage: Stage, drafts: Sequence[SeatDraft]) -> tuple[Seat, ...]:
    """Return the registry's seat, then those of ``drafts``, numbered by role and body."""
    registry = next(n for n, office in stage.file.offices.items() if office.function == "registry")
    first = Seat(
        field=REGISTRY_FIELD,
        role=SeatRole.REGISTRY,
        of=stage.cast.id(registry),
        number=1,
        turn=0,
    )
    taken = Counter[tuple[str, str]]()
    seats = [first]
    for draft in drafts:
        taken[draft.role, draft.of] += 1
        seats.append(_seat(stage, draft, taken[draft.role, draft.of]))
    return tuple(seats)


def _seat(stage: Stage, draft: SeatDraft, number: int) -> Seat:
    sitters = tuple(
        Sitter(person=stage.cast.id(one.person), mandate=stage.cast.id(one.mandate))
        for one in draft.sitters
    )
    return Seat(
        field=draft.id,
        role=SeatRole(draft.role),
        of=stage.cast.id(draft.of),
        number=number,
        turn=draft.turn,
        required=draft.required,
        sitters=sitters,
    )


def mandates_of(seats: Sequence[Seat]) -> Each[Mandate]:
    """Return the source of every mandate under which somebody may sit."""
    return Each(MANDATE, [s.mandate for seat in seats for s in seat.sitters if s.mandate])


def mandate_at(instrument: Instrument, field: str, person: str) -> One[Mandate]:
    """Return the source of the mandate under which ``person`` sits at ``field``.

    Who does not sit there is given a mandate that nobody recorded: the rules will say so.
    """
    signing = instrument.signing
    seat = signing.seats.get(field) if signing else None
    sitters = seat.sitters if seat else ()
    return One(MANDATE, next((s.mandate for s in sitters if s.person == person), "none"))
