"""The schedules that the sides put to one another after the signing, by number."""

from __future__ import annotations

from typing import Final

import msgspec
from machine.digests import DEAL_ID, Words
from machine.model import Model
from machine.wording import AGREEMENT, AUTHENTIC, PAID

from aggregates.deal.performance.schedule import (
    Condition,
    Contribution,
    Landing,
    Milestone,
    Schedule,
)
from aggregates.vocabulary import Money, Wording

PLANS: Final = 6
"""How many schedules there are. One promises more than the clause states."""
ADDING: Final = 4
"""The schedule that asks for what an amendment has added."""


def plan(model: Model, number: int) -> Schedule:
    """Return the schedule ``number`` for the sides that there are."""
    first, second, *_ = sorted(model.sides)
    strict, waivable = _condition("licence"), _condition("survey", (first, second))
    built = _milestone("built", "")
    half = (_paid("pay-1", first, 60), _paid("pay-2", second, 40))
    plans = (
        Schedule(conditions=(strict, waivable), contributions=half, milestones=(built,)),
        Schedule(conditions=(waivable,), contributions=half[:1]),
        Schedule(conditions=(strict,), milestones=(built, _milestone("open", first))),
        Schedule(contributions=(half[0], _paid("pay-2", second, 70))),
        Schedule(conditions=(strict, *_amended(model)), contributions=_grown(model, first, second)),
        Schedule(),
    )
    return plans[number]


def schedule_words(schedule: Schedule) -> Words:
    """Return a schedule as a consent to it means it."""
    plain: dict[str, Words] = msgspec.to_builtins(schedule)
    return {"format": "counterseal/schedule/v1", "deal": DEAL_ID, **plain}


def _amended(model: Model) -> tuple[Condition, ...]:
    """Return a condition of the last amendment that was executed and says something of it."""
    cited = [key for key in model.amendments if "extra" in model.papers[key].rows]
    return tuple(_condition("added", instrument=key, clause="extra") for key in cited[-1:])


def _grown(model: Model, first: str, second: str) -> tuple[Contribution, ...]:
    """Return what a later schedule asks for: more of one side; and what an amendment adds."""
    cited = [key for key in model.amendments if "capital" in model.papers[key].rows]
    added = (_paid("pay-3", first, 50, instrument=key) for key in cited[-1:])
    return (_paid("pay-1", first, 60), _paid("pay-2", second, 41), *added)


def _condition(
    name: str, sides: tuple[str, ...] = (), instrument: str = AGREEMENT, clause: str = "scope"
) -> Condition:
    title = Wording(texts={AUTHENTIC: name})
    return Condition(id=name, instrument=instrument, clause=clause, title=title, waivable_by=sides)


def _paid(name: str, side: str, amount: int, instrument: str = AGREEMENT) -> Contribution:
    return Contribution(
        id=name,
        instrument=instrument,
        clause="capital",
        value=PAID,
        principal=side,
        amount=Money(amount=str(amount), currency="CNY"),
    )


def _milestone(name: str, side: str) -> Milestone:
    return Milestone(
        id=name,
        instrument=AGREEMENT,
        clause="scope",
        title=Wording(texts={AUTHENTIC: name}),
        landing=Landing.ESTABLISHED,
        principal=side,
    )
