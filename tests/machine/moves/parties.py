"""Somebody comes, goes, or hands over."""

from __future__ import annotations

from typing import Final

from machine.cast import SIDES
from machine.moves.how import Move, Moves
from machine.moves.when import invited, live, on_the_clock, open_to_others
from machine.steps import parties

WHO: Final = (*SIDES, "lexis", "bank", "fund")

COMING: Final[Moves] = {
    "invite": Move(open_to_others, lambda model, how: parties.invite(model, how.side, how.other)),
    "revoke": Move(invited, lambda model, how: parties.revoke_invitation(model, how.side, how.other)),
    "join": Move(open_to_others, lambda model, how: parties.join(model, how.side)),
    "participant": Move(
        live, lambda model, how: parties.add_participant(model, how.side, WHO[how.number])
    ),
    "lead": Move(
        live, lambda model, how: parties.replace_lead(model, how.side, how.number % 2)
    ),
}
GOING: Final[Moves] = {
    "leave": Move(on_the_clock, lambda model, how: parties.withdraw(model, how.side)),
}
