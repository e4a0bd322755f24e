"""Who is to sign where: Linghai by two, Andes by any two of three, Wisla by one; then offices."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from machine.cast import NOTARY, OFFICIAL, REGISTRAR, SIGNATORIES, WITNESS
from machine.model import Model, Paper
from machine.wording import AGREEMENT

from aggregates.vocabulary import Seat, SeatRole, Sitter

OFFICES = (
    Seat(field="witness", role=SeatRole.WITNESS, of=WITNESS.organisation, number=1, turn=3),
    Seat(field="notary", role=SeatRole.NOTARY, of=NOTARY.organisation, number=1, turn=4),
    Seat(field="official", role=SeatRole.OFFICIAL, of=OFFICIAL.organisation, number=1, turn=5),
)


def seats(model: Model, paper: Paper, sender: str = "") -> tuple[Seat, ...]:
    """Return the seats for the sides as they are now; ``sender`` is who sends a letter."""
    first = Seat(
        field="registry", role=SeatRole.REGISTRY, of=REGISTRAR.organisation, number=1, turn=0
    )
    if paper.letter:
        return (first, *_letter(model, sender))
    offices = OFFICES if paper.id == AGREEMENT else ()
    return (first, *(s for side in sorted(model.sides) for s in _of(model, side)), *offices)


def sitter(person: str) -> Sitter:
    """Return ``person`` with the mandate that the cast gives them."""
    return Sitter(person=person, mandate=f"mandate-of-{person}")


def _letter(model: Model, sender: str) -> Iterator[Seat]:
    for side, person in sorted(model.sides.items()):
        yield _seat(side, 1, 1 if side == sender else 2, [person])


def _of(model: Model, side: str) -> Iterator[Seat]:
    free = [p for p in SIGNATORIES[side] if f"mandate-of-{p}" not in model.revoked]
    if side == "linghai":
        for number, person in enumerate(free[:2], start=1):
            yield _seat(side, number, 1, [person])
    elif side == "andes":
        for number in (1, 2):
            yield _seat(side, number, 1, free)
    else:
        yield _seat(side, 1, 2, free[:1])


def _seat(side: str, number: int, turn: int, people: Iterable[str]) -> Seat:
    return Seat(
        field=f"{side}-{number}",
        role=SeatRole.SIGNATORY,
        of=side,
        number=number,
        turn=turn,
        sitters=tuple(map(sitter, people)),
    )
