"""Certificates of other kinds, and revocations that came too late to undo a signature."""

from __future__ import annotations

from datetime import timedelta

import msgspec
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from forgery.attacks.certificates import LONG, SHORT, signed_by
from forgery.attacks.timestamps import stamped_by
from forgery.people import Made, authority, made
from forgery.scene import Scene
from forgery.stamps import own_unit
from registries import DAY

from signing.pki.issue import hash_of
from signing.pki.revocation import Reason, Revocation, revocation_list
from signing.registry.office import Service
from signing.registry.trust import trust_policy
from signing.timestamp.unit import TimeStampUnit
from signing.trust import TrustPolicy
from signing.verify.verifier import verify


def code(scene: Scene, pdf: bytes, trust: TrustPolicy | None = None) -> str:
    """Return the code of the verdict on ``pdf``, empty when it is valid."""
    verdict = verify(scene.case(pdf, trust))
    return "" if verdict.reason is None else verdict.reason.code


def test_a_key_that_a_person_keeps_signs_as_well(scene: Scene) -> None:
    assert code(scene, signed_by(scene, made(scene, "andes", Made(profile=LONG)))) == ""


def test_a_person_may_bring_an_rsa_key(scene: Scene) -> None:
    key = rsa.generate_private_key(65537, 3072)
    assert code(scene, signed_by(scene, made(scene, "andes", Made(profile=LONG, key=key)))) == ""


def test_a_short_certificate_that_is_too_long_is_held_against_the_list(scene: Scene) -> None:
    lasting = msgspec.structs.replace(SHORT, lifetime=DAY)
    assert code(scene, signed_by(scene, made(scene, "andes", Made(profile=lasting)))) == ""


@pytest.mark.parametrize("reason", ["key_compromise", "superseded"])
def test_what_was_signed_before_a_revocation_stays_valid(scene: Scene, reason: Reason) -> None:
    identity = made(scene, "andes", Made(profile=LONG))
    revocation = Revocation(
        serial=identity.certificate.serial,
        at=scene.at + DAY,
        reason=reason,
        invalid_since=scene.when("andes") + timedelta(seconds=1),
    )
    trust = trust_policy(scene.registry, [revocation], scene.at + DAY)
    signed = signed_by(scene, identity)
    assert code(scene, signed, trust) == ""
    assert verify(scene.case(signed, trust)).also == ("revoked_since",)
    assert verify(scene.case(signed)).also == ()


@pytest.mark.parametrize(("archived", "found"), [(True, ""), (False, "certificate_revoked")])
def test_a_revocation_that_is_dated_back_does_not_undo_what_was_archived(
    scene: Scene,
    archived: bool,  # noqa: FBT001 # a parameter of a test
    found: str,
) -> None:
    seal = scene.registry.seal.certificate
    revocation = Revocation(
        serial=seal.serial, at=scene.at + DAY, reason="key_compromise", invalid_since=scene.at - DAY
    )
    trust = trust_policy(scene.registry, [revocation], scene.at + DAY)
    assert code(scene, scene.archived if archived else scene.good, trust) == found


def test_a_time_stamp_may_carry_the_root_that_is_trusted(scene: Scene) -> None:
    root = scene.registry.certificate(Service.ROOT)
    unit = msgspec.structs.replace(own_unit(scene), chain=(root,))
    assert code(scene, stamped_by(scene, TimeStampUnit(unit))) == ""


def test_what_was_stamped_by_a_unit_that_was_replaced_later_stays_valid(scene: Scene) -> None:
    assert code(scene, scene.good, unit_revoked(scene, "superseded")) == ""


def test_a_unit_that_was_revoked_without_a_reason_is_not_trusted(scene: Scene) -> None:
    root = authority(scene.registry, Service.ROOT)
    unit = scene.registry.certificate(Service.TIME_STAMPING)
    later = scene.at + DAY
    entry = x509.RevokedCertificateBuilder().serial_number(unit.serial).revocation_date(later)
    builder = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(root.certificate.x509.subject)
        .last_update(later)
        .next_update(later + DAY)
        .add_revoked_certificate(entry.build())
    )
    crl = builder.sign(root.key, hash_of(root.key))
    told = crl.public_bytes(serialization.Encoding.DER)
    assert code(scene, scene.good, with_root_list(scene, told)) == "time_stamp_untrusted"


def unit_revoked(scene: Scene, reason: Reason) -> TrustPolicy:
    """Return the trust of who knows that the time-stamping unit was revoked a day later."""
    unit = scene.registry.certificate(Service.TIME_STAMPING)
    revocation = Revocation(serial=unit.serial, at=scene.at + DAY, reason=reason)
    root = authority(scene.registry, Service.ROOT)
    return with_root_list(scene, revocation_list(root, [revocation], scene.at + DAY, DAY))


def with_root_list(scene: Scene, crl: bytes) -> TrustPolicy:
    """Return the trust of ``scene`` with another list of the root's."""
    return msgspec.structs.replace(scene.trust, crls=(crl, scene.trust.crls[1]))
