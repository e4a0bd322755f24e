"""Whom the registry certifies, and whom not."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from registries import HE, MANDATE, NOON, WEN, official, opened, signatory

from aggregates.vocabulary import SeatRole
from signing.errors import SignatureError
from signing.registry.archive import evidence_of
from signing.registry.office import Service
from signing.registry.registry import Registry, Signer


def test_each_assisted_signature_has_a_key_of_its_own(registry: Registry) -> None:
    first, second = (registry.assist(signatory(), NOON).certificate for _ in range(2))
    assert first.public_key != second.public_key


def test_a_persons_own_key_is_certified(registry: Registry) -> None:
    key = ec.generate_private_key(ec.SECP256R1()).public_key()
    certificate = registry.enrol(signatory(), key, NOON)
    assert certificate.public_key == key
    assert certificate.mandate == MANDATE


def test_a_weak_key_is_not_certified(registry: Registry) -> None:
    key = rsa.generate_private_key(65537, 2048).public_key()
    with pytest.raises(SignatureError) as refused:
        registry.enrol(signatory(), key, NOON)
    assert (refused.value.code, refused.value.facts) == ("key_unusable", {"kind": "rsa2048"})


def test_a_signatory_needs_a_mandate(registry: Registry) -> None:
    with pytest.raises(SignatureError) as refused:
        registry.assist(Signer(subject=WEN, role=SeatRole.SIGNATORY), NOON)
    assert refused.value.code == "mandate_missing"
    assert refused.value.facts == {"name": WEN.common_name}


@pytest.mark.parametrize("role", [SeatRole.WITNESS, SeatRole.NOTARY, SeatRole.OFFICIAL])
def test_nobody_else_has_a_mandate(registry: Registry, role: SeatRole) -> None:
    assert registry.assist(Signer(subject=HE, role=role), NOON).certificate.seat_role is role
    with pytest.raises(SignatureError) as refused:
        registry.assist(Signer(subject=HE, role=role, mandate=MANDATE), NOON)
    assert (refused.value.code, refused.value.facts) == ("mandate_unexpected", {"name": "He Jing"})


def test_nobody_is_certified_to_seal_for_the_registry(registry: Registry) -> None:
    with pytest.raises(SignatureError) as refused:
        registry.assist(Signer(subject=HE, role=SeatRole.REGISTRY), NOON)
    assert (refused.value.code, refused.value.facts) == ("role_unusable", {"role": "registry"})


def test_a_person_without_a_name_is_not_certified(registry: Registry) -> None:
    nameless = msgspec.structs.replace(HE, common_name="")
    with pytest.raises(SignatureError, match="name_unusable"):
        registry.assist(msgspec.structs.replace(official(), subject=nameless), NOON)


def test_the_seal_is_the_registrys(registry: Registry) -> None:
    certificate = registry.seal.certificate
    assert certificate.seat_role is SeatRole.REGISTRY
    assert certificate.subject.identifier == registry.office.identifier


def test_a_certificate_of_another_registry_has_no_issuer_here(
    registry: Registry, tmp_path: Path
) -> None:
    stranger = opened(tmp_path).certificate(Service.SEAL)
    with pytest.raises(SignatureError, match="issuer_not_ours"):
        registry.issuer_of(stranger)


def test_an_authority_is_found_by_its_label_only(registry: Registry) -> None:
    assert registry.authority_called("issuing") == registry.certificate(Service.ISSUING)
    for label in ("seal", "issuing-2", ""):
        with pytest.raises(SignatureError, match="label_unknown"):
            registry.authority_called(label)


def test_all_that_is_archived_with_a_file_is_of_its_authorities(registry: Registry) -> None:
    evidence = evidence_of(registry, registry.held(Service.ISSUING), (), NOON)
    services = (Service.ISSUING, Service.ROOT, Service.TIME_STAMPING)
    assert evidence.certificates == tuple(map(registry.certificate, services))
    assert len(evidence.lists) == 2
