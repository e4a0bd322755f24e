"""Somebody comes, goes, or hands over."""

from __future__ import annotations

from typing import Final

from machine.cast import SIDES
from machine.decisions import Step
from machine.model import Model
from machine.moves.how import How, Move, Moves
from machine.moves.when import ever, invited, live, on_the_clock, open_to_others, running
from machine.steps import parties

from aggregates.deal.access.events import Scope

WHO: Final = (*SIDES, "lexis", "bank", "fund")


def _absent(model: Model, how: How) -> str:
    """Return a side that is not there; now and then one that is."""
    absent = [side for side in SIDES if side not in model.sides]
    return absent[how.row % len(absent)] if absent and how.row < 11 else how.other


def _invited(model: Model, how: How) -> str:
    """Return a side that is invited, if one is."""
    return next(iter(model.invited.values()), how.other)


COMING: Final[Moves] = {
    "invite": Move(
        open_to_others, lambda model, how: parties.invite(model, how.side, _absent(model, how))
    ),
    "revoke": Move(
        invited, lambda model, how: parties.revoke_invitation(model, how.side, _invited(model, how))
    ),
    "join": Move(open_to_others, lambda model, how: parties.join(model, _absent(model, how))),
    "participant": Move(
        live, lambda model, how: parties.add_participant(model, how.side, WHO[how.number])
    ),
    "lead": Move(
        running,
        lambda model, how: parties.replace_lead(
            model, how.side, how.number % 2, taken_over=how.row % 3 == 0
        ),
    ),
}
READERS: Final = ("", "lexis", "bank", "fund", *SIDES)
"""Whom somebody lets read: the organisers, who may be a participant, and who needs no letting."""
GRANTED: Final = (
    (Scope.PAPERS, Scope.TERMS, Scope.TIMELINE),
    (Scope.TIMELINE,),
    (Scope.PAPERS, Scope.TERMS),
    (Scope.TERMS,),
)


def _reader(model: Model, how: How) -> str:
    """Return a participant or the organisers; now and then anybody."""
    able = ["", *sorted(model.participants)]
    return able[how.number % len(able)] if how.row < 9 else READERS[how.number % len(READERS)]


def _revoked(model: Model, how: How) -> Step:
    """Take back some of what a side lets somebody read; now and then of what nobody was let."""
    granted = sorted({(side, reader) for reader, side, _ in model.granted})
    side, reader = how.side, _reader(model, how)
    if granted and how.row < 9:
        side, reader = granted[how.number % len(granted)]
    return parties.revoke_grant(model, side, reader, *GRANTED[how.row % len(GRANTED)])


READING: Final[Moves] = {
    "grant": Move(
        ever,
        lambda model, how: parties.grant(
            model, how.side, _reader(model, how), *GRANTED[how.row % len(GRANTED)]
        ),
    ),
    "revoke grant": Move(ever, _revoked),
}
GOING: Final[Moves] = {
    "leave": Move(on_the_clock, lambda model, how: parties.withdraw(model, how.side)),
}
