"""pyHanko says of honest files what our steps say, for years, and has reasons of its own."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from forgery.archives import Keeping, kept
from forgery.attack import Attack
from forgery.attacks import archives, certificates, emptied, purposes, timestamps
from forgery.people import authority
from forgery.scene import Scene
from forgery.stamps import own_unit
from msgspec.structs import replace
from registries import DAY, newest_list

from signing.errors import SignatureError
from signing.pki.profile import TIME_STAMPING
from signing.pki.revocation import Reason, Revocation, revocation_list
from signing.registry.archive import archived
from signing.registry.office import Service
from signing.timestamp.unit import TimeStampUnit
from signing.verify.ades.opinion import require_agreement
from signing.verify.case import Case
from signing.verify.verdict import Level
from signing.verify.verifier import first_look, verify

HOUR, YEAR = timedelta(hours=1), timedelta(days=365)


def asked(scene: Scene, pdf: bytes, after: timedelta) -> Case:
    """Return the question of who has the root and its own list only, so long after."""
    return replace(scene.case(pdf, scene.bare_trust), at=scene.at + after)


def said(case: Case) -> str:
    """Return what pyHanko says of a file that it does not find valid."""
    with pytest.raises(SignatureError, match="opinion_differs") as refused:
        require_agreement(case)
    return str(refused.value.facts["said"])


def revoked(scene: Scene, service: Service, reason: Reason, at: datetime) -> bytes:
    """Return a list of the root, of a day later, on which one of its own stands."""
    serial = scene.registry.certificate(service).serial
    revocation = Revocation(serial=serial, at=at, reason=reason)
    root = authority(scene.registry, Service.ROOT)
    return revocation_list(root, [revocation], scene.at + DAY, DAY)


@pytest.mark.parametrize("after", [31 / 60 / 24, 1, 365, 5 * 365, 8 * 365, 14 * 365])
def test_an_archived_file_is_valid_to_it_for_years(scene: Scene, after: float) -> None:
    case = asked(scene, scene.archived, timedelta(days=after))
    require_agreement(case)
    assert verify(case).level is Level.VALID


def test_a_file_without_an_archive_is_valid_to_it_by_a_list_at_hand(scene: Scene) -> None:
    require_agreement(scene.case(scene.good))
    assert said(asked(scene, scene.good, DAY)) == "no list"


def test_lists_may_be_newer_than_the_question(scene: Scene) -> None:
    require_agreement(replace(scene.case(scene.good), at=scene.when("official")))


def test_each_part_of_a_renewed_archive_is_judged_in_its_time(scene: Scene) -> None:
    short = replace(TIME_STAMPING, lifetime=YEAR)
    once = kept(scene, Keeping(unit=TimeStampUnit(own_unit(scene, short))))
    twice = kept(scene, Keeping(at=scene.at + 2 * HOUR), once)
    require_agreement(asked(scene, twice, 2 * YEAR))
    thrice = archived(twice, scene.registry, (), scene.at + YEAR)
    require_agreement(asked(scene, thrice, 3 * YEAR))


def test_a_unit_that_was_replaced_later_has_stamped_well_before(scene: Scene) -> None:
    superseded = revoked(scene, Service.TIME_STAMPING, "superseded", scene.at + 2 * HOUR)
    case = asked(scene, scene.archived, YEAR)
    require_agreement(replace(case, trust=replace(case.trust, crls=(superseded,))))


def test_a_unit_that_is_over_has_stamped_what_another_archived_before(scene: Scene) -> None:
    short = replace(TIME_STAMPING, lifetime=YEAR)
    unit = TimeStampUnit(own_unit(scene, short))
    pdf = scene.sign(scene.revisions[-2], "official", authority=unit)
    whole = archived(pdf, scene.registry, (), scene.archived_at)
    require_agreement(asked(scene, whole, 8 * YEAR))


def test_a_signer_whose_certificate_was_revoked_when_it_was_over_has_signed_well(
    scene: Scene,
) -> None:
    signer = scene.case(scene.archived).signed[1].message.certificate
    revocation = Revocation(serial=signer.serial, at=scene.at + DAY, reason="superseded")
    case = asked(scene, scene.archived, YEAR)
    later = newest_list(scene.registry, [revocation], scene.at + DAY)
    require_agreement(replace(case, trust=replace(case.trust, crls=(*case.trust.crls, later))))


def test_an_authority_that_was_revoked_when_its_list_was_archived_has_issued_well(
    scene: Scene,
) -> None:
    ended = revoked(scene, Service.ISSUING, "key_compromise", scene.at + HOUR)
    case = asked(scene, scene.archived, YEAR)
    require_agreement(replace(case, trust=replace(case.trust, crls=(ended,))))


def test_where_it_differs_the_file_is_not_valid(scene: Scene) -> None:
    ended = revoked(scene, Service.ISSUING, "key_compromise", scene.at + HOUR / 2)
    trust = replace(scene.trust, crls=(ended, scene.trust.crls[1]))
    case = scene.case(scene.good, trust)
    assert first_look(case).level is Level.VALID
    verdict = verify(case)
    assert verdict.level is Level.NOT_VALID
    found = [(one.number, one.reason.code) for one in verdict.findings if one.reason]
    assert found == [(5, "opinion_differs")]


STOPPED = (
    (purposes.sha1_unsaid, "HASH_FAILURE"),
    (purposes.certificate_substituted, "NO_SIGNING_CERTIFICATE_FOUND"),
    (certificates.expired, "OUT_OF_BOUNDS_NO_POE"),
    (certificates.not_yet_valid, "NOT_YET_VALID"),
    (certificates.revoked_before, "REVOKED_NO_POE"),
    (certificates.authority_revoked, "no list"),
    (certificates.no_list, "no list"),
    (certificates.stale_list, "REVOCATION_OUT_OF_BOUNDS_NO_POE"),
    (certificates.long_short_term, "REVOCATION_OUT_OF_BOUNDS_NO_POE"),
    (timestamps.unit_expired, "OUT_OF_BOUNDS_NO_POE"),
    (timestamps.dated_back, "NOT_YET_VALID"),
    (archives.stamp_of_another, "OK, without the archive"),
    (archives.never_renewed, "CERTIFICATE_CHAIN_GENERAL_FAILURE"),
    (emptied.unknown_kind, "other signatures"),
)
"""What it stops without our steps, and how it says so."""


@pytest.mark.parametrize(("attack", "why"), STOPPED, ids=[one.about for one, _ in STOPPED])
def test_it_refuses_by_itself(scene: Scene, attack: Attack, why: str) -> None:
    assert said(attack.case(scene)) == why


def test_a_later_time_stamp_of_the_archive_is_judged_too(scene: Scene) -> None:
    gone = asked(scene, archived(scene.archived, scene.registry, (), scene.at + HOUR), 16 * YEAR)
    assert said(gone) == "OUT_OF_BOUNDS_NO_POE"
