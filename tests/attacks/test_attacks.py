"""Every attack of the catalogue is found by whom it says, and by nobody else."""

from __future__ import annotations

from pathlib import Path

import pytest
from intrusion.attack import Attack
from intrusion.catalogue import ATTACKS
from intrusion.defences import caught
from intrusion.intruder import Intruder
from intrusion.keepsakes import Kept
from intrusion.papers import PAPERS, Paper, said_of
from intrusion.scene import Scene


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda one: one.name)
def test_it_is_noticed_by_these_and_by_nobody_else(
    attack: Attack, scene: Scene, kept: Kept, tmp_path: Path
) -> None:
    attack.deed(Intruder(scene, kept, tmp_path))
    assert caught(scene, kept) == attack.caught


def test_a_log_that_nobody_attacked_is_found_whole_by_all(scene: Scene, kept: Kept) -> None:
    assert caught(scene, kept) == {}


@pytest.mark.parametrize("paper", PAPERS, ids=lambda one: one.name)
def test_a_paper_that_was_changed_is_refused(paper: Paper, base: Scene, kept: Kept) -> None:
    assert said_of(paper.forge(kept), base.policy) == paper.code


def test_what_the_parties_were_handed_holds_by_the_policy_alone(base: Scene, kept: Kept) -> None:
    for handed in (*kept.receipts.values(), (b"", kept.bundle)):
        assert said_of(handed, base.policy) == ""
