"""The sides agree on what has to be done, do it, say so, are found to have, or give it up."""

from __future__ import annotations

from typing import Final

from machine.cast import OFFICIAL
from machine.decisions import Step
from machine.model import Model
from machine.moves.how import How, Move, Moves
from machine.moves.when import effective, in_force, planned, reported, signed_only
from machine.steps import performance
from machine.steps.parties import lead

from aggregates.deal.performance.schedule import Contribution, Obligation
from aggregates.vocabulary import Actor

AMOUNTS: Final = (10, 20, 40, 60, 70, 100)


def _propose(model: Model, how: How) -> Step:
    return performance.propose(model, how.side, how.number)


def _confirm(model: Model, how: How) -> Step:
    agreed = model.performed.plan.sides if model.performed.plan else set[str]()
    missing = sorted(set(model.sides) - agreed) or [how.side]
    return performance.confirm(model, missing[how.number % len(missing)])


def _condition(model: Model, how: How) -> str:
    agreed = model.performed.agreed
    names = [condition.id for condition in agreed.conditions] if agreed else []
    return names[how.row % len(names)] if names else "licence"


def _satisfy(model: Model, how: How) -> Step:
    return performance.satisfy(model, _condition(model, how))


def _waive(model: Model, how: How) -> Step:
    return performance.waive(model, how.side, _condition(model, how))


def by_whom(model: Model, how: How) -> Actor:
    """Return an official, or the lead of a side."""
    return OFFICIAL if how.version % 2 else lead(model, how.side)


def _declare(model: Model, how: How) -> Step:
    return performance.declare(model, by_whom(model, how))


def _owed(model: Model, how: How) -> Obligation | None:
    owed = list(model.performed.obligations())
    return owed[how.row % len(owed)] if owed else None


def _report(model: Model, how: How) -> Step:
    owed = _owed(model, how)
    name = owed.id if owed else "pay-1"
    side = owed.principal if owed and owed.principal and how.version else how.side
    if owed is None or isinstance(owed, Contribution):
        return performance.report_contribution(model, side, name, AMOUNTS[how.number])
    return performance.report_milestone(model, side, name)


def _verify(model: Model, how: How) -> Step:
    """Find some of what was said to be so; now and then more than was said."""
    names = list(model.performed.reports)
    name = names[how.row % len(names)] if names else "report-0"
    known = model.performed.reports.get(name)
    if known is not None and not known.obligation.startswith("pay"):
        return performance.verify_milestone(model, name)
    said = int(known.amount) if known else 0
    amounts = (said, max(1, said // 2), said + 1, AMOUNTS[how.number])
    return performance.verify_contribution(model, name, amounts[how.version % 4])


def _write_off(model: Model, how: How) -> Step:
    owed = _owed(model, how)
    return performance.write_off(model, how.side, owed.id if owed else "pay-1")


def _close(model: Model, how: How) -> Step:
    return performance.close(model, by_whom(model, how))


PLANNING: Final[Moves] = {
    "plan": Move(in_force, _propose),
    "agree_plan": Move(planned, _confirm),
}
EFFECTING: Final[Moves] = {
    "satisfy": Move(signed_only, _satisfy),
    "waive": Move(signed_only, _waive),
    "declare": Move(signed_only, _declare),
}
PERFORMING: Final[Moves] = {
    "report": Move(effective, _report),
    "verify": Move(reported, _verify),
    "write_off": Move(effective, _write_off),
    "close": Move(effective, _close),
}
