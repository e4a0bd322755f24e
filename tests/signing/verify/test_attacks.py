"""No forged file is valid, and each numbered step stops something that no other step does."""

from __future__ import annotations

import pytest
from forgery.attack import Attack
from forgery.catalogue import ATTACKS
from forgery.scene import Scene

from signing.verify.verdict import Level
from signing.verify.verifier import STEPS, judge, verify

every_attack = pytest.mark.parametrize("attack", ATTACKS, ids=[one.about for one in ATTACKS])
those_alone = [one for one in ATTACKS if one.alone]


@every_attack
def test_is_not_valid_and_says_why(scene: Scene, attack: Attack) -> None:
    verdict = verify(attack.case(scene))
    refused = next(found for found in verdict.findings if found.reason is not None)
    assert verdict.level is Level.NOT_VALID
    assert refused.reason is not None
    assert (refused.step, refused.reason.code) == (attack.step, attack.code)


@pytest.mark.parametrize("attack", those_alone, ids=[one.about for one in those_alone])
def test_would_pass_without_the_one_step_that_stops_it(scene: Scene, attack: Attack) -> None:
    others = {name: step for name, step in STEPS.items() if name != attack.step}
    verdict = judge(attack.case(scene), others)
    assert (verdict.level, verdict.reason) == (Level.VALID, None)


@pytest.mark.parametrize("step", STEPS)
def test_each_step_stops_something_that_no_other_does(step: str) -> None:
    assert [one.about for one in those_alone if one.step == step] != []
