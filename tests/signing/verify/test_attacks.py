"""No forged file is valid, and each numbered step stops something that no other step does."""

from __future__ import annotations

import pytest
from forgery.attack import Attack
from forgery.catalogue import ATTACKS
from forgery.octets import replaced_in_update
from forgery.pen import Trick
from forgery.scene import Scene

from signing.verify.verdict import Level
from signing.verify.verifier import STEPS, judge, verify


@pytest.mark.parametrize("attack", ATTACKS, ids=[one.about for one in ATTACKS])
def test_it_is_stopped_and_by_one_step_alone_only_where_that_is_said(
    scene: Scene, attack: Attack
) -> None:
    case = attack.case(scene)
    verdict = verify(case)
    refused = [found for found in verdict.findings if found.reason is not None]
    told = [(found.step, found.reason.code) for found in refused if found.reason is not None]
    assert (verdict.level, told[:1]) == (Level.NOT_VALID, [(attack.step, attack.code)])
    others = {name: step for name, step in STEPS.items() if name != attack.step}
    assert (judge(case, others).level is Level.VALID) == attack.alone


@pytest.mark.parametrize("step", STEPS)
def test_each_step_stops_something_that_no_other_does(step: str) -> None:
    assert [one.about for one in ATTACKS if one.alone and one.step == step] != []


def test_no_two_attacks_are_the_same() -> None:
    assert len({one.about for one in ATTACKS}) == len(ATTACKS)


def test_an_update_that_is_retouched_without_harm_stays_valid(scene: Scene) -> None:
    spaced = Trick(retouch=lambda gap: replaced_in_update(gap, b"/FT /Sig\n", b"/FT   /Sig\n"))
    retouched = scene.sign(scene.revisions[-2], "official", trick=spaced)
    assert verify(scene.case(retouched)).level is Level.VALID
