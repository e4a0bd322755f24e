"""Somebody comes, goes, or hands over."""

from __future__ import annotations

from typing import Final

from machine.cast import SIDES
from machine.model import Model
from machine.moves.how import How, Move, Moves
from machine.moves.when import invited, live, on_the_clock, open_to_others
from machine.steps import parties

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
    "lead": Move(live, lambda model, how: parties.replace_lead(model, how.side, how.number % 2)),
}
GOING: Final[Moves] = {
    "leave": Move(on_the_clock, lambda model, how: parties.withdraw(model, how.side)),
}
