"""Somebody approves, sends a letter, opens a signing, signs, refuses, attests or seals."""

from __future__ import annotations

from typing import Final

from machine.cast import LEADS, NOTARY, OFFICIAL, ORGANISER, SIGNATORIES, WITNESS
from machine.decisions import Step
from machine.model import Model
from machine.moves.how import How, Move, Moves, named
from machine.moves.when import (
    LOCKED,
    asked_for_approval,
    before_engaged,
    executed,
    locked,
    sent,
    signed,
)
from machine.steps import approvals, outside, signing
from machine.steps.parties import lead
from machine.wording import LETTER

KINDS: Final = ("board", "board", "board", "board", "parent", "parent")


def _request(model: Model, how: How) -> Step:
    return approvals.request(model, how.side, named(model, how, *LOCKED), KINDS[how.number])


def _grant(model: Model, how: How) -> Step:
    side, kind, paper = _asked(model, how)
    return approvals.grant(model, side, paper, kind)


def _refuse(model: Model, how: How) -> Step:
    side, kind, paper = _asked(model, how)
    return approvals.refuse(model, side, paper, kind)


def _withdraw(model: Model, how: How) -> Step:
    side, kind, paper = _asked(model, how)
    return approvals.withdraw(model, side if how.version else how.side, paper, kind)


def _asked(model: Model, how: How) -> tuple[str, str, str]:
    """Return one of the approvals that were asked for, and its paper."""
    paper = named(model, how, "approving")
    asked = list(model.papers[paper].approvals.values())
    if not asked:
        return how.side, KINDS[how.number], paper
    approval = asked[how.row % len(asked)]
    return approval.side, approval.kind, paper


def _submit(model: Model, how: How) -> Step:
    return signing.submit_intent(model, how.side, how.version)


def _accept(model: Model, how: How) -> Step:
    return signing.sign(model, LETTER, f"{how.side}-1", LEADS[how.side][how.number % 2])


def _decline(model: Model, how: How) -> Step:
    return signing.decline_intent(model, how.side)


def _open(model: Model, how: How) -> Step:
    """Open a signing, as a lead or as the sponsor; now and then for the stage."""
    by = ORGANISER if how.number == 0 else lead(model, how.side)
    paper = named(model, how, *LOCKED)
    return signing.open_signing(model, by, paper, embargoed=how.version < 2)


def _sign(model: Model, how: How) -> Step:
    """Complete what is laid out for a key outside, or sign where one may."""
    paper = named(model, how, "signing")
    laid_out = outside.complete(model, paper) if how.number % 4 else None
    return laid_out or signing.sign(model, paper, *_seat(model, how, paper))


def _replace(model: Model, how: How) -> Step:
    """Seat anybody of a side, at one of its seats."""
    paper = named(model, how, "signing")
    people = SIGNATORIES[how.side]
    field, person = f"{how.side}-{1 + how.version % 2}", people[how.number % len(people)]
    return signing.replace_signatory(model, how.side, paper, field, person)


def _refuse_to_sign(model: Model, how: How) -> Step:
    paper = named(model, how, "signing")
    return signing.refuse(model, paper, *_seat(model, how, paper))


def _void(model: Model, how: How) -> Step:
    by = OFFICIAL if how.number == 0 else lead(model, how.side)
    return signing.void(model, by, named(model, how, "signing"))


def _witness(model: Model, how: How) -> Step:
    paper = named(model, how, "executed")
    return signing.attest(model, "witness", WITNESS, paper, "witness")


def _notarise(model: Model, how: How) -> Step:
    return signing.attest(model, "notarise", NOTARY, named(model, how, "executed"), "notary")


def _official(model: Model, how: How) -> Step:
    paper = named(model, how, "executed")
    return signing.attest(model, "official_sign", OFFICIAL, paper, "official")


def _seal(model: Model, how: How) -> Step:
    return signing.seal(model, named(model, how, "executed"))


def _renew(model: Model, how: How) -> Step:
    return signing.renew(model, named(model, how, "executed"))


def _seat(model: Model, how: How, paper: str) -> tuple[str, str]:
    """Return one of the seats, and one of those who sit there; now and then somebody else."""
    session = model.papers[paper].session
    seats = [seat for seat in session.seats.values() if seat.sitters] if session else []
    if not seats or how.version == 0:
        return f"{how.side}-1", SIGNATORIES[how.side][how.number % 2]
    seat = seats[how.row % len(seats)]
    return seat.field, seat.sitters[how.number % len(seat.sitters)].person


APPROVING: Final[Moves] = {
    "request": Move(locked, _request),
    "grant": Move(asked_for_approval, _grant),
    "refuse": Move(asked_for_approval, _refuse),
    "withdraw": Move(asked_for_approval, _withdraw),
    "open": Move(locked, _open),
}
SENDING: Final[Moves] = {
    "submit": Move(before_engaged, _submit),
    "accept_letter": Move(sent, _accept),
    "decline": Move(sent, _decline),
}
SIGNING: Final[Moves] = {
    "sign": Move(signed, _sign),
    "replace": Move(signed, _replace),
    "refuse_to_sign": Move(signed, _refuse_to_sign),
    "void": Move(signed, _void),
}
CLOSING: Final[Moves] = {
    "witness": Move(executed, _witness),
    "notarise": Move(executed, _notarise),
    "official": Move(executed, _official),
    "seal": Move(executed, _seal),
    "renew": Move(executed, _renew),
}
