"""Seats as a move lays them out, as the rules take them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from aggregates.mandate import MANDATE
from aggregates.mandate.state import Mandate
from aggregates.rates import RATES
from aggregates.vocabulary import Seat, SeatRole, Sitter
from api.contracts.opening import Request
from api.dealfile.moves.seats import SeatDraft
from api.dealfile.moves.signing import OpenSigning
from api.dealfile.moves.terms import SubmitIntent
from api.play.stage import RATES_KEY, Stage
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


def mandate_at(seats: Sequence[Seat], field: str, person: str) -> One[Mandate]:
    """Return the source of the mandate under which ``person`` sits at ``field``.

    Who does not sit there is given a mandate that nobody recorded: the rules will say so.
    """
    sitters = (sitter for seat in seats if seat.field == field for sitter in seat.sitters)
    return One(MANDATE, next((s.mandate for s in sitters if s.person == person), "none"))


def request_of(
    stage: Stage,
    move: SubmitIntent | OpenSigning,
    seats: tuple[Seat, ...],
    at: datetime,
) -> Request:
    """Return what is to be opened by ``move``, at the rates that stand."""
    return Request(
        seats=seats,
        rates=stage.book.state(One(RATES, RATES_KEY)).current,
        edition_name=stage.file.edition.name,
        at=at,
        expires_at=stage.cast.deadline(stage.cast.instant(move.expires, at)),
    )
