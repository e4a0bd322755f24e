"""Somebody consents to a publication, withdraws that, or keeps the deal confidential."""

from __future__ import annotations

from typing import Final

from machine.moves.how import Move, Moves, named
from machine.moves.when import ever
from machine.steps import publicity

from aggregates.deal.publicity.events import Item

ITEMS: Final = (
    (Item.NAME,),
    (Item.AMOUNT, Item.NAME),
    (Item.MOMENT,),
    (Item.AMOUNT, Item.MOMENT, Item.NAME),
    (Item.ORIGINAL,),
)
PUBLISHING: Final[Moves] = {
    "consent": Move(
        ever,
        lambda model, how: publicity.consent(
            model, how.side, named(model, how, "executed"), *ITEMS[how.row % len(ITEMS)]
        ),
    ),
    "withdraw consent": Move(
        ever,
        lambda model, how: publicity.withdraw_consent(
            model, how.side, named(model, how, "executed"), *ITEMS[how.row % len(ITEMS)]
        ),
    ),
    "declare confidential": Move(ever, lambda model, how: publicity.declare(model, how.side)),
    "lift": Move(ever, lambda model, how: publicity.lift(model, how.side)),
}
