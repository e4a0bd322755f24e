"""A command that is sent twice happens once.

At once and to the state that it has led to, it yields no event. It may be refused instead where
what it spoke of is used up by it; which, and how, stands here.
"""

from __future__ import annotations

from typing import Final

from machine.decisions import Step, decide
from machine.world import World

from aggregates.errors import RuleError

USED_UP: Final = {
    "consent_to_deadline_extension": "unknown_proposal",
    "consent_to_reopening": "wrong_stage",
    "confirm_correction": "unknown_correction",
    "refuse_approval": "unknown_approval",
    "refuse_to_sign": "no_signing",
}
"""The last consent or confirmation ends the proposal; a refusal ends what was refused."""


def check_again(world: World, step: Step) -> None:
    """``step``, which has just happened, does not happen again."""
    try:
        answer = decide(world, step)
    except RuleError as refusal:
        assert USED_UP.get(step.decision) == refusal.code, f"{step.decision}: {refusal}"
        return
    assert not any(answer.values()), "a command that is sent twice happens once"
