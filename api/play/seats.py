"""Seats as a move lays them out, as the rules take them; and who consents to sign at one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from aggregates.vocabulary import Actor, Seat, SeatRole, Sitter
from api.contracts.seating import registry_seat
from api.contracts.signature import Consenting
from api.dealfile.moves.seats import SeatDraft
from api.play.in_ledger import METHOD
from api.play.stage import Stage


def seats_of(stage: Stage, drafts: Sequence[SeatDraft]) -> tuple[Seat, ...]:
    """Return the registry's seat, then those of ``drafts``, numbered by role and body."""
    registry = next(n for n, office in stage.file.offices.items() if office.function == "registry")
    taken = Counter[tuple[str, str]]()
    seats = [registry_seat(stage.cast.id(registry))]
    for draft in drafts:
        taken[draft.role, draft.of] += 1
        seats.append(_seat(stage, draft, taken[draft.role, draft.of]))
    return tuple(seats)


def consenting(stage: Stage, actor: Actor, at: datetime, instrument: str) -> Consenting:
    """Return that ``actor`` consents, having read the first authentic language."""
    draft = stage.file.instrument(instrument)
    language = min(draft.authentic_languages)
    return Consenting(person=actor.person, method=METHOD, language=language, at=at)


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
