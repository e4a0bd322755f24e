"""A command that is sent twice happens once.

At once, and to the state that it has led to, it yields no event. It may be refused instead where
it has used up what it speaks of, or has brought the deal back under a deadline that had passed;
which commands these are, and how they are refused, stands here.
"""

from __future__ import annotations

from typing import Final

from machine.decisions import Step, decide
from machine.follow.change import ON_THE_CLOCK
from machine.model import Model
from machine.world import World

from aggregates.aggregate import EventsByStream
from aggregates.errors import RuleError

USED_UP: Final = {
    "consent_to_deadline_extension": "unknown_proposal",
    "consent_to_reopening": "wrong_stage",
    "refuse_approval": "unknown_approval",
    "refuse_to_sign": "no_signing",
    "withdraw_approval_request": "unknown_approval",
    "withdraw_correction": "unknown_correction",
}
"""The last consent ends the proposal; a refusal or withdrawal ends what it is of."""
OUT_OF_SIGNING: Final = frozenset({"confirm_correction", "refuse_to_sign"})
"""The deal's deadline does not run while its leading instrument is signed. These end the signing:
where it has passed meanwhile, the deal is over."""


def check_again(model: Model, world: World, step: Step) -> None:
    """``step``, which has just happened, does not happen again."""
    answer = _answer(world, step)
    if isinstance(answer, RuleError):
        assert answer.code in _expected(model, step), f"{step.decision} again: {answer}"
    else:
        assert not any(answer.values()), "a command that is sent twice happens once"


def _answer(world: World, step: Step) -> EventsByStream | RuleError:
    try:
        return decide(world, step)
    except RuleError as refusal:
        return refusal


def _expected(model: Model, step: Step) -> set[str | None]:
    expected = {USED_UP.get(step.decision)}
    if step.decision in OUT_OF_SIGNING and model.stage in ON_THE_CLOCK and model.until.over:
        expected.add("deadline_passed")
    return expected
