"""A deal is ended, disputed, stopped by a court, signed by hand, or called on the stage."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from machine.cast import SIGNATORIES
from machine.decisions import Step
from machine.later import Record
from machine.model import Model
from machine.moves.how import How, Move, Moves, named
from machine.moves.when import ever, in_force, noticed, on_record, signed
from machine.steps import authorities, ending, outside, paper

from aggregates.deal.ending.events import Ground

GROUNDS: Final = (Ground.BREACH, Ground.CONVENIENCE, Ground.INSOLVENCY, Ground.MUTUAL)
INDUSTRIES: Final = ("2610", "2710", "3510")


def _give(model: Model, how: How) -> Step:
    return ending.give(model, how.side, GROUNDS[how.version % len(GROUNDS)], how.time)


def _notice(model: Model, how: How) -> tuple[str, str]:
    """Return one of the notices, and mostly who has given it."""
    names = list(model.notices)
    if not names:
        return how.side, "notice-0"
    name = names[how.row % len(names)]
    return (model.notices[name].side if how.version else how.side), name


def _take_back(model: Model, how: How) -> Step:
    return ending.withdraw(model, *_notice(model, how))


def _terminate(model: Model, how: How) -> Step:
    return ending.terminate(model, *_notice(model, how))


def _executed(model: Model, how: How) -> str:
    return named(model, how, "executed")


def _open(records: Mapping[str, Record], how: How) -> str:
    names = [key for key, record in records.items() if not record.ended] or list(records)
    return names[how.row % len(names)] if names else "record-0"


def _attach(model: Model, how: How) -> Step:
    return authorities.attach(model, how.side, _executed(model, how))


def _annul(model: Model, how: How) -> Step:
    """Annul what amends the agreement, before that itself."""
    standing = [key for key in model.amendments if key not in model.annulled]
    return authorities.annul(model, standing[-1] if standing else _executed(model, how))


def _classify(model: Model, how: How) -> Step:
    return authorities.classify(model, INDUSTRIES[how.number % len(INDUSTRIES)])


def _attribute(model: Model, how: How) -> Step:
    return authorities.attribute(model, (None, "energy", "unheard-of")[how.number % 3])


def _schedule(model: Model, how: How) -> Step:
    return authorities.schedule(model, how.number % 3)


def _record(model: Model, how: How) -> Step:
    return paper.record(model, how.side, named(model, how, "signing"), how.number % 2)


def _confirm(model: Model, how: How) -> Step:
    return paper.confirm(model, how.side, named(model, how, "signing"))


def _attest(model: Model, how: How) -> Step:
    return paper.attest(model, named(model, how, "signing"))


def _call(model: Model, how: How) -> Step:
    return paper.call(model, named(model, how, "signing"))


def _pen(model: Model, how: How) -> Step:
    name = named(model, how, "signing")
    session = model.papers[name].session
    seats = [seat for seat in session.seats.values() if seat.sitters] if session else []
    if not seats:
        return paper.take_pen(model, name, f"{how.side}-1", SIGNATORIES[how.side][0])
    seat = seats[how.row % len(seats)]
    person = seat.sitters[how.number % len(seat.sitters)].person
    return paper.take_pen(model, name, seat.field, person)


def _prepare(model: Model, how: How) -> Step:
    name = named(model, how, "signing")
    session = model.papers[name].session
    seats = [seat for seat in session.seats.values() if seat.sitters] if session else []
    if not seats:
        return outside.prepare(model, name, f"{how.side}-1", SIGNATORIES[how.side][0])
    seat = seats[how.row % len(seats)]
    person = seat.sitters[how.number % len(seat.sitters)].person
    return outside.prepare(model, name, seat.field, person)


def _complete(model: Model, how: How) -> Step:
    return outside.complete(model, named(model, how, "signing")) or _prepare(model, how)


ENDING: Final[Moves] = {
    "give_notice": Move(in_force, _give),
    "take_back": Move(noticed, _take_back),
    "terminate": Move(noticed, _terminate),
}
RECORDING: Final[Moves] = {
    "dispute": Move(
        on_record, lambda model, how: authorities.dispute(model, _executed(model, how))
    ),
    "settle": Move(
        on_record, lambda model, how: authorities.settle(model, _open(model.disputes, how))
    ),
    "halt": Move(on_record, lambda model, how: authorities.halt(model, _executed(model, how))),
    "lift": Move(on_record, lambda model, how: authorities.lift(model, _open(model.halts, how))),
    "annul": Move(on_record, _annul),
    "attach": Move(on_record, _attach),
    "classify": Move(ever, _classify),
    "attribute": Move(ever, _attribute),
    "schedule": Move(ever, _schedule),
}
BY_HAND: Final[Moves] = {
    "record_paper": Move(signed, _record),
    "confirm_paper": Move(signed, _confirm),
    "attest_paper": Move(signed, _attest),
}
STAGE: Final[Moves] = {
    "call": Move(signed, _call),
    "take_pen": Move(signed, _pen),
    "prepare": Move(signed, _prepare),
    "complete": Move(signed, _complete),
}
