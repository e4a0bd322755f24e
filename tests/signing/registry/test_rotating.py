"""New keys for old services: what was signed before stays valid, what is signed after is."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import ocsp
from forgery.scene import Scene
from registries import DAY, KEK, NOON, OFFICE, opened

from signing.errors import SignatureError
from signing.pki.certificate import Certificate
from signing.pki.issue import Issuer
from signing.pki.revocation import Revocation
from signing.registry.archive import archived, require_lasting
from signing.registry.founding import certified
from signing.registry.office import Service
from signing.registry.registry import Registry
from signing.registry.rotating import accept, carry_out, prepare_rotation, request_of, waiting
from signing.registry.trust import lasting_trust
from signing.trust import TrustPolicy
from signing.verify.case import Case
from signing.verify.verdict import Level
from signing.verify.verifier import verify

LATER = NOON + 30 * DAY
ROTATED = (Service.ISSUING, Service.TIME_STAMPING, Service.SEAL, Service.ROOT_STATUS)


@pytest.fixture
def registry(tmp_path: Path) -> Registry:
    return opened(tmp_path)


def rotated(registry: Registry, service: Service, at: datetime = LATER) -> Certificate:
    """Give a service a new key."""
    certificate = prepare_rotation(registry, service, at)
    carry_out(registry, service, certificate.sha256, at)
    return certificate


def refusal(asked: Callable[[], object]) -> tuple[str, dict[str, object]]:
    with pytest.raises(SignatureError) as refused:
        asked()
    return refused.value.code, dict(refused.value.facts)


@pytest.mark.parametrize("service", [*ROTATED, Service.ISSUING_STATUS])
def test_a_service_has_a_new_key_and_another_name(registry: Registry, service: Service) -> None:
    before = registry.certificate(service)
    after = rotated(registry, service)
    assert registry.certificates(service) == (before, after)
    assert after.public_key != before.public_key
    assert after.subject.common_name == f"{before.subject.common_name} 2"


def test_a_registry_that_is_open_elsewhere_has_it_at_once(
    registry: Registry, tmp_path: Path
) -> None:
    other = opened(tmp_path)
    assert other.seal.certificate != rotated(registry, Service.SEAL)
    assert other.seal.certificate == registry.seal.certificate
    assert opened(tmp_path).seal.certificate == registry.seal.certificate


def test_nothing_changes_until_it_is_carried_out(registry: Registry) -> None:
    before = registry.certificate(Service.SEAL)
    prepared = prepare_rotation(registry, Service.SEAL, LATER)
    assert registry.certificate(Service.SEAL) == before
    assert prepare_rotation(registry, Service.SEAL, LATER + DAY) == prepared
    assert waiting(registry, Service.SEAL) == prepared


def test_it_is_carried_out_once(registry: Registry) -> None:
    sha256 = rotated(registry, Service.ISSUING).sha256
    carry_out(registry, Service.ISSUING, sha256, LATER + DAY)
    assert len(registry.certificates(Service.ISSUING)) == 2
    assert len(registry.certificates(Service.ISSUING_STATUS)) == 2


@pytest.mark.parametrize("prepared", [False, True])
def test_what_is_not_prepared_is_not_carried_out(registry: Registry, prepared: bool) -> None:  # noqa: FBT001 # a parameter of a test
    if prepared:
        prepare_rotation(registry, Service.SEAL, LATER)
    told = refusal(lambda: carry_out(registry, Service.SEAL, "0" * 64, LATER))
    assert told == ("rotation_not_prepared", {"service": "seal"})


def test_an_old_key_is_destroyed_unless_it_has_to_say_what_it_revoked(
    registry: Registry, tmp_path: Path
) -> None:
    for service in (Service.SEAL, Service.ISSUING):
        rotated(registry, service)
    keys = {file.stem for file in (tmp_path / "pki").glob("*.key")}
    assert {"seal-2", "issuing", "issuing-2", "issuing-status", "issuing-status-2"} <= keys
    assert "seal" not in keys


def put_in_place_and_died(registry: Registry, service: Service) -> str:
    """Do what a process did that died when the new certificate was in its place."""
    prepared = prepare_rotation(registry, service, LATER)
    waits = registry.folder / "pki" / f"{service.value}-2.cer.waiting"
    waits.with_suffix("").write_bytes(waits.read_bytes())
    return prepared.sha256


def test_what_died_before_the_old_key_was_destroyed_is_finished_by_asking_again(
    registry: Registry,
) -> None:
    sha256 = put_in_place_and_died(registry, Service.SEAL)
    assert registry.seal.certificate.sha256 == sha256
    carry_out(registry, Service.SEAL, sha256, LATER)
    there = {file.name for file in (registry.folder / "pki").glob("seal*")}
    assert there == {"seal.cer", "seal-2.cer", "seal-2.key"}


def about_the_authority(registry: Registry, label: str) -> bytes:
    """Ask whether some certificate of an authority is revoked; return the answer."""
    above = registry.authority_called(label)
    builder = ocsp.OCSPRequestBuilder().add_certificate(
        registry.seal.certificate.x509, above.x509, SHA256()
    )
    asked = builder.build().public_bytes(Encoding.DER)
    return registry.status_of(label, asked, (), LATER)


def test_nobody_answers_for_a_new_authority_until_its_responder_is_there(
    registry: Registry,
) -> None:
    sha256 = put_in_place_and_died(registry, Service.ISSUING)
    told = refusal(lambda: about_the_authority(registry, "issuing-2"))
    assert told == ("responder_missing", {"authority": "issuing-2"})
    carry_out(registry, Service.ISSUING, sha256, LATER)
    assert about_the_authority(registry, "issuing-2")


def test_a_responder_that_waited_below_the_old_authority_is_certified_by_the_new_one(
    registry: Registry,
) -> None:
    waits = prepare_rotation(registry, Service.ISSUING_STATUS, NOON)
    rotated(registry, Service.ISSUING)
    responder = registry.certificate(Service.ISSUING_STATUS)
    assert responder.public_key == waits.public_key
    assert registry.issuer_of(responder) == registry.certificate(Service.ISSUING)
    assert about_the_authority(registry, "issuing-2")


def test_a_rotation_in_the_same_tick_of_the_clock_is_seen(
    registry: Registry, tmp_path: Path
) -> None:
    other, pki = opened(tmp_path), tmp_path / "pki"
    tick = pki.stat().st_mtime_ns
    rotated(registry, Service.SEAL)
    os.utime(pki, ns=(tick, tick))
    assert other.seal.certificate == registry.seal.certificate


class Renewed:
    """Papers of before and after every key was replaced."""

    def __init__(self, folder: Path) -> None:
        self.registry = opened(folder)
        self.old = Scene(self.registry, NOON)
        self.old_paper = self.old.archived
        self.old_trust = self.old.bare_trust
        for service in ROTATED:
            rotated(self.registry, service)
        self.new = Scene(self.registry, LATER + DAY)

    @property
    def trust(self) -> TrustPolicy:
        """What is exported after the rotations."""
        return lasting_trust(self.registry, LATER + 2 * DAY)


@pytest.fixture(scope="module")
def renewed(tmp_path_factory: pytest.TempPathFactory) -> Renewed:
    return Renewed(tmp_path_factory.mktemp("renewed"))


def level(pdf: bytes, trust: TrustPolicy, at: datetime = LATER + 3 * DAY) -> Level:
    return verify(Case(pdf=pdf, trust=trust, at=at)).level


def test_papers_of_before_and_after_are_valid(renewed: Renewed) -> None:
    assert level(renewed.old_paper, renewed.old_trust) is Level.VALID
    assert level(renewed.old_paper, renewed.trust) is Level.VALID
    assert level(renewed.new.archived, renewed.trust) is Level.VALID
    require_lasting(renewed.new.archived, renewed.registry, LATER + 2 * DAY)


def test_who_knows_the_old_keys_only_cannot_take_what_the_new_ones_signed(
    renewed: Renewed,
) -> None:
    assert level(renewed.new.archived, renewed.old_trust) is Level.NOT_VALID


def test_a_paper_of_before_is_archived_anew_for_those_who_know_the_old_keys(
    renewed: Renewed,
) -> None:
    anew = archived(renewed.old_paper, renewed.registry, (), LATER + 2 * DAY)
    assert level(anew, renewed.old_trust) is Level.VALID


def test_what_began_under_the_old_authority_is_sealed_under_the_new(tmp_path: Path) -> None:
    registry = opened(tmp_path)
    scene = Scene(registry, NOON)
    assert scene.good
    rotated(registry, Service.ISSUING, NOON + timedelta(minutes=20))
    require_lasting(scene.archived, registry, scene.archived_at)


def test_each_authority_lists_what_it_issued_itself(registry: Registry) -> None:
    first = registry.certificate(Service.ISSUING)
    second = rotated(registry, Service.ISSUING)
    revoked = [
        Revocation(serial=5, at=LATER, reason="superseded", issuer=first.sha256),
        Revocation(serial=7, at=LATER, reason="superseded", issuer=second.sha256),
    ]
    lists = registry.issuing_crls(revoked, LATER)
    said = {
        label: [one.serial_number for one in x509.load_der_x509_crl(der)]
        for label, der in lists.items()
    }
    assert said == {"issuing": [5], "issuing-2": [7]}


@pytest.fixture
def offline(registry: Registry, tmp_path: Path) -> Issuer:
    """The root, whose key was taken away from the registry."""
    root = registry._authority(Service.ROOT)  # noqa: SLF001 # the key leaves it nowhere else
    (tmp_path / "pki" / "root.key").unlink()
    return root


def test_without_the_roots_key_only_a_request_can_be_made(
    registry: Registry, offline: Issuer
) -> None:
    assert offline.label == "root"
    told = refusal(lambda: prepare_rotation(registry, Service.TIME_STAMPING, LATER))
    assert told == ("key_offline", {"service": "root"})
    request = request_of(registry, Service.TIME_STAMPING)
    assert is_same(request, registry)


def is_same(request: bytes, registry: Registry) -> bool:
    """Return whether the next request is for the same key: its signature may differ."""
    again = request_of(registry, Service.TIME_STAMPING)
    keys = [x509.load_der_x509_csr(der).public_key() for der in (request, again)]
    return keys[0] == keys[1]


def answered(registry: Registry, by: Issuer, **other: object) -> Certificate:
    """Return what the root makes of the request for a new time-stamping unit."""
    request = x509.load_der_x509_csr(request_of(registry, Service.TIME_STAMPING))
    key = other.get("key", request.public_key())
    assert isinstance(key, ec.EllipticCurvePublicKey)
    number = 3 if other.get("number") else 2
    return certified(OFFICE, Service.TIME_STAMPING, key, by, LATER, number)


def test_a_certificate_that_the_root_made_elsewhere_is_taken(
    registry: Registry, offline: Issuer
) -> None:
    certificate = answered(registry, offline)
    accept(registry, Service.TIME_STAMPING, certificate)
    carry_out(registry, Service.TIME_STAMPING, certificate.sha256, LATER)
    assert registry.certificate(Service.TIME_STAMPING) == certificate


@pytest.mark.parametrize(("part", "what"), [("key", "key"), ("number", "subject")])
def test_a_certificate_for_something_else_is_refused(
    registry: Registry, offline: Issuer, part: str, what: str
) -> None:
    other = {"key": ec.generate_private_key(ec.SECP256R1()).public_key(), "number": 3}[part]
    certificate = answered(registry, offline, **{part: other})
    told = refusal(lambda: accept(registry, Service.TIME_STAMPING, certificate))
    assert told == ("certificate_not_asked", {"what": what})


def test_a_certificate_of_another_root_is_refused(registry: Registry, tmp_path: Path) -> None:
    twin = Registry.open(tmp_path / "twin", KEK, NOON, OFFICE)
    root = twin._authority(Service.ROOT)  # noqa: SLF001 # the key leaves it nowhere else
    certificate = answered(registry, root)
    told = refusal(lambda: accept(registry, Service.TIME_STAMPING, certificate))
    assert told == ("certificate_not_asked", {"what": "issuer"})
