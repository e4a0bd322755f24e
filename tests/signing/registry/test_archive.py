"""What has to be shown of a file before it is sealed: that it will be valid by itself."""

from __future__ import annotations

from datetime import timedelta

import pytest
from forgery.scene import Scene

from signing.errors import SignatureError
from signing.registry.archive import require_lasting
from signing.registry.lasting import lasting_until
from signing.registry.registry import Registry
from signing.registry.trust import lasting_trust
from signing.verify.verdict import Level
from signing.verify.verifier import verify


def test_an_archived_file_is_seen_to_last(scene: Scene, registry: Registry) -> None:
    require_lasting(scene.archived, registry, scene.archived_at)


def test_a_file_that_is_not_archived_is_not(scene: Scene, registry: Registry) -> None:
    with pytest.raises(SignatureError) as refused:
        require_lasting(scene.good, registry, scene.archived_at)
    assert (refused.value.code, refused.value.facts["reason"]) == (
        "not_lasting",
        "revocation_unknown",
    )


def test_a_file_that_lasts_says_until_when(scene: Scene, registry: Registry) -> None:
    trust = lasting_trust(registry, scene.archived_at)
    verdict = verify(scene.case(scene.archived, trust))
    assert (verdict.level, verdict.archived_at) == (Level.VALID, scene.archived_at)
    assert verdict.lasting_until is not None
    assert verdict.lasting_until > scene.at + timedelta(days=14 * 365)


def test_a_file_that_was_not_archived_says_so(scene: Scene) -> None:
    assert verify(scene.case(scene.good)).archived_at is None


def test_an_archive_lasts_as_long_as_the_certificate_of_its_time_stamp(
    scene: Scene, registry: Registry
) -> None:
    verdict = verify(scene.case(scene.archived, lasting_trust(registry, scene.archived_at)))
    assert lasting_until(scene.archived) == verdict.lasting_until
    assert lasting_until(scene.good) is None
