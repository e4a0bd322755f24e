"""The verdict on a file as it was signed, and on what came before it was."""

from __future__ import annotations

import msgspec
import pytest
from forgery.scene import SEATS, TERMS, Scene, sheet_of
from registries import DAY, NOON, ROJAS, WEN

from aggregates.terms import terms_sha256
from signing.pades.request import SignatureRequest
from signing.pades.sign import sign
from signing.registry.detaching import detached_over
from signing.registry.registry import Registry
from signing.trust import read_trust, trust_bytes
from signing.verify.record import BINDS
from signing.verify.verdict import Level
from signing.verify.verifier import verify


def test_the_signed_file_is_valid(scene: Scene) -> None:
    verdict = verify(scene.case(scene.good))
    assert (verdict.level, verdict.reason) == (Level.VALID, None)
    assert [finding.number for finding in verdict.findings] == list(range(1, 9))


def test_the_verdict_names_the_file_the_terms_and_the_code_on_its_pages(scene: Scene) -> None:
    verdict = verify(scene.case(scene.good))
    assert verdict.pdf_sha256 == scene.record.pdf_sha256
    assert verdict.base_pdf_sha256 == scene.record.base_pdf_sha256
    assert verdict.terms_sha256 == terms_sha256(TERMS)
    assert verdict.page_code == sheet_of(TERMS).page_code


def test_the_verdict_names_who_signed_for_whom_and_when(scene: Scene) -> None:
    signatories = verify(scene.case(scene.good)).signatories
    assert [one.field for one in signatories] == [seat.field for seat in SEATS]
    assert [one.at for one in signatories] == [scene.when(seat.field) for seat in SEATS]
    wen, rojas = signatories[1], signatories[3]
    assert (wen.name, wen.organisation) == (WEN.common_name, WEN.organisation)
    assert (rojas.identifier, rojas.mandate, rojas.role) == (
        ROJAS.identifier,
        "mandate-andes",
        "signatory",
    )


@pytest.mark.parametrize("later", [1, 30, 3650])
def test_it_stays_valid_when_the_certificates_have_expired(scene: Scene, later: int) -> None:
    asked = msgspec.structs.replace(scene.case(scene.good), at=NOON + later * DAY)
    assert verify(asked).level is Level.VALID


def test_it_is_valid_by_a_policy_that_was_written_to_a_file(scene: Scene) -> None:
    trust = read_trust(trust_bytes(scene.trust))
    assert verify(scene.case(scene.good, trust)).level is Level.VALID


def test_with_the_ledgers_record_the_verdict_says_what_became_of_it(scene: Scene) -> None:
    verdict = verify(scene.case(scene.good, record=scene.record))
    assert (verdict.level, verdict.status_now) == (Level.VALID, "in_force")
    assert verify(scene.case(scene.good)).status_now == "not_checked"


def test_a_seat_that_need_not_be_signed_may_stay_empty(scene: Scene) -> None:
    before_witness = scene.revisions[3]
    assert verify(scene.case(scene.sign(before_witness, "official"))).level is Level.VALID


def test_a_signature_may_leave_its_field_as_it_looked(scene: Scene) -> None:
    before, identity = scene.revisions[-2], scene.identity("official")
    request = SignatureRequest(field="official", at=scene.when("official"))
    pdf = sign(before, request, identity, scene.registry.time_stamps)
    assert verify(scene.case(pdf)).level is Level.VALID


def test_before_all_have_signed_it_is_not_valid(scene: Scene) -> None:
    missing = [verify(scene.case(revision)).reason for revision in scene.revisions[:-1]]
    assert {reason.code for reason in missing if reason} == {"seat_empty"}
    fields = [reason.facts["field"] for reason in missing if reason]
    assert fields == ["linghai-1", "linghai-2", "andes", "official", "official"]


def test_the_document_that_nobody_signed_is_not_valid(scene: Scene) -> None:
    verdict = verify(scene.case(scene.base))
    assert (verdict.level, verdict.signatories) == (Level.NOT_VALID, ())
    assert verdict.reason is not None
    assert verdict.reason.code == "no_signature"


def test_another_agreement_of_the_registry_is_valid_and_says_which_it_is(
    registry: Registry, scene: Scene
) -> None:
    terms = msgspec.structs.replace(TERMS, instrument="agreement-2")
    other = Scene(registry, NOON, terms)
    verdict = verify(other.case(other.good))
    assert (verdict.level, verdict.terms_sha256) == (Level.VALID, terms_sha256(terms))
    held = verify(other.case(other.good, record=scene.record))
    assert held.reason is not None
    assert (held.level, held.reason.code) == (Level.NOT_VALID, "base_of_another")


@pytest.mark.parametrize("status", sorted(BINDS))
def test_whatever_became_of_a_signed_agreement_is_said(scene: Scene, status: str) -> None:
    record = msgspec.structs.replace(scene.record, status_now=status, also=("amended",))
    verdict = verify(scene.case(scene.good, record=record))
    assert (verdict.level, verdict.status_now, verdict.also) == (
        Level.VALID,
        status,
        ("amended",),
    )


@pytest.mark.parametrize(
    ("status", "code"),
    [("annulled", "annulled"), ("signing", "not_executed"), ("sleeping", "status_unknown")],
)
def test_what_binds_nobody_is_not_valid(scene: Scene, status: str, code: str) -> None:
    for change in ({"status_now": status}, {"also": (status,)}):
        record = msgspec.structs.replace(scene.record, **change)
        verdict = verify(scene.case(scene.good, record=record))
        assert verdict.reason is not None
        assert (verdict.level, verdict.reason.code) == (Level.NOT_VALID, code)


def test_a_paper_original_is_the_certified_base_that_an_official_attested(scene: Scene) -> None:
    printed = scene.case(scene.revisions[0])
    record = msgspec.structs.replace(
        scene.record, pdf_sha256=printed.sha256, attested_by="Bureau of Commerce"
    )
    verdict = verify(scene.case(scene.revisions[0], record=record))
    assert (verdict.level, verdict.attested_by) == (Level.VALID, "Bureau of Commerce")
    assert [one.field for one in verdict.signatories] == ["registry"]


def test_no_other_file_is_a_paper_original(scene: Scene) -> None:
    printed = scene.case(scene.revisions[0])
    record = msgspec.structs.replace(scene.record, pdf_sha256=printed.sha256)
    attested = msgspec.structs.replace(record, attested_by="Bureau of Commerce")
    codes = [
        verify(scene.case(pdf, record=held)).reason
        for pdf, held in (
            (scene.revisions[0], record),
            (scene.revisions[1], attested),
            (scene.base, attested),
        )
    ]
    assert [reason.code for reason in codes if reason] == [
        "seat_empty",
        "not_jointly",
        "no_signature",
    ]


def test_what_the_registry_signed_besides_is_held_against_the_terms(scene: Scene) -> None:
    detached = detached_over(scene.registry, scene.sheet.terms_sha256)
    record = msgspec.structs.replace(scene.record, detached=detached)
    assert verify(scene.case(scene.good, record=record)).detached == "ML-DSA-65"
    unnamed = msgspec.structs.replace(scene.trust, detached_keys=())
    assert verify(scene.case(scene.good, unnamed, record)).detached == "not_checked"
    of_others = detached_over(scene.registry, "cd" * 32)
    wrong = msgspec.structs.replace(record, detached=of_others)
    reason = verify(scene.case(scene.good, record=wrong)).reason
    assert reason is not None
    assert reason.code == "detached_wrong"


def test_what_was_read_of_a_file_is_not_read_again_when_a_record_is_held_against_it(
    scene: Scene,
) -> None:
    alone = scene.case(scene.good)
    assert verify(alone).status_now == "not_checked"
    held = alone.held_against(msgspec.structs.replace(scene.record, status_now="annulled"))
    assert held.file is alone.file
    reason = verify(held).reason
    assert reason is not None
    assert (reason.code, verify(alone).level) == ("annulled", Level.VALID)
