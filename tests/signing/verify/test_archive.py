"""A file that was archived stays valid for many years, without anybody's help."""

from __future__ import annotations

from datetime import timedelta

import pytest
from forgery.archives import Keeping, kept
from forgery.scene import Scene
from forgery.stamps import own_unit
from msgspec.structs import replace

from signing.pades.evidence import with_evidence
from signing.pki.profile import TIME_STAMPING
from signing.registry.archive import archived
from signing.timestamp.unit import TimeStampUnit
from signing.verify.archive import signed_updates
from signing.verify.verdict import Level
from signing.verify.verifier import verify

YEAR = timedelta(days=365)


def level(scene: Scene, pdf: bytes, years: int) -> Level:
    """Return the verdict so many years later, of who has the root and its own list only."""
    case = replace(scene.case(pdf, scene.bare_trust), at=scene.at + years * YEAR)
    return verify(case).level


@pytest.mark.parametrize("years", [1, 5, 8, 14])
def test_it_is_valid_years_later_by_the_root_alone(scene: Scene, years: int) -> None:
    assert level(scene, scene.archived, years) is Level.VALID


def test_without_its_archive_it_is_not(scene: Scene) -> None:
    assert level(scene, scene.good, 8) is Level.NOT_VALID


def test_archived_anew_before_its_time_stamp_is_over_it_lasts_longer(scene: Scene) -> None:
    short = replace(TIME_STAMPING, lifetime=YEAR)
    once = kept(scene, Keeping(unit=TimeStampUnit(own_unit(scene, short))))
    assert level(scene, once, 2) is Level.NOT_VALID
    renewed = kept(scene, Keeping(at=scene.at + timedelta(hours=2)), once)
    assert level(scene, renewed, 2) is Level.VALID


def test_evidence_that_is_there_already_is_not_added_again(scene: Scene) -> None:
    once = with_evidence(scene.good, scene.evidence)
    again = with_evidence(once, scene.evidence)
    assert len(again) - len(once) < min(map(len, scene.evidence.lists)) + 1_000
    assert again.count(scene.evidence.lists[0]) == 1


def test_what_was_archived_with_a_list_holds_when_that_authority_is_known_by_nothing_else(
    scene: Scene,
) -> None:
    renewed = archived(scene.archived, scene.registry, (), scene.at + timedelta(hours=3))
    found = scene.case(renewed, scene.bare_trust)
    assert [len(pair.lists) for pair in found.archive] == [2, 1]
    assert signed_updates(found.file) == len(scene.fields)
    assert verify(found).level is Level.VALID


def test_a_paper_may_be_archived_when_a_signature_is_all_that_it_has(scene: Scene) -> None:
    certified = archived(scene.revisions[0], scene.registry, (), scene.archived_at)
    verdict = verify(scene.case(certified))
    assert verdict.reason is not None
    assert verdict.reason.code == "seat_empty"
