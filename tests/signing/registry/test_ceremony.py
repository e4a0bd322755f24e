"""A root that is kept offline: requests go to it, certificates come back, its key stays there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.hazmat.primitives.serialization import Encoding
from forgery.scene import Scene
from msgspec.structs import replace
from registries import DAY, KEK, NOON, OFFICE, opened

from signing.errors import SignatureError
from signing.pki.certificate import Certificate
from signing.pki.issue import Issuer
from signing.pki.revocation import Revocation
from signing.pki.subject import name_of
from signing.registry.archive import require_lasting
from signing.registry.ceremony import (
    answer_request,
    found_below,
    make_root,
    open_root,
    renew_root_list,
    requests_to_found,
    take_root_list,
)
from signing.registry.office import Service
from signing.registry.places import KeyFiles
from signing.registry.registry import Registry
from signing.registry.rotating import request_for

ROOT_KEK = bytes(range(1, 33))
KEYS = KeyFiles(kek=KEK, owner=OFFICE.identifier)


class Two:
    """The root's machine and the registry's."""

    def __init__(self, folder: Path) -> None:
        self.safe, self.here = folder / "safe", folder / "here"
        make_root(self.safe, ROOT_KEK, OFFICE, NOON)

    @property
    def root(self) -> Issuer:
        """The root, opened where it is."""
        return open_root(self.safe, ROOT_KEK)

    @property
    def crl(self) -> bytes:
        """The root's list."""
        return (self.safe / "root.crl").read_bytes()

    def certificates(self) -> dict[str, Certificate]:
        """Have the registry's requests answered."""
        requests = requests_to_found(self.here, KEYS, OFFICE)
        answered = (answer_request(self.root, one, NOON) for one in requests.values())
        return {"root": self.root.certificate, **dict(answered)}

    def found(self, certificates: Mapping[str, Certificate], crl: bytes = b"") -> Registry:
        """Found the registry with what came back."""
        told = crl or self.crl
        found_below(self.here, KEYS, certificates, told, at=NOON, published_at="")
        return opened(self.here)


@pytest.fixture
def two(tmp_path: Path) -> Two:
    return Two(tmp_path)


def refusal(asked: Callable[[], object]) -> tuple[str, dict[str, object]]:
    with pytest.raises(SignatureError) as refused:
        asked()
    return refused.value.code, dict(refused.value.facts)


def test_what_a_registry_below_it_signs_is_valid(two: Two) -> None:
    registry = two.found(two.certificates())
    scene = Scene(registry, NOON)
    require_lasting(scene.archived, registry, scene.archived_at)
    assert registry.certificate(Service.ROOT) == two.root.certificate


def test_the_roots_key_never_is_at_the_registry(two: Two) -> None:
    registry = two.found(two.certificates())
    assert not list(two.here.rglob("root.key"))
    assert not (two.here / "founding").exists()
    assert refusal(lambda: registry.renew_root_crl([], NOON))[0] == "key_offline"


def test_a_root_is_made_once(two: Two) -> None:
    told = refusal(lambda: make_root(two.safe, ROOT_KEK, OFFICE, NOON))
    assert told == ("root_exists", {"path": str(two.safe)})


def test_a_root_opens_with_its_own_kek_and_key_only(two: Two, tmp_path: Path) -> None:
    assert refusal(lambda: open_root(two.safe, KEK))[0] == "key_not_opened"
    make_root(tmp_path / "twin", ROOT_KEK, OFFICE, NOON)
    (tmp_path / "twin" / "root.key").replace(two.safe / "root.key")
    assert refusal(lambda: two.root)[0] == "key_of_another"
    (two.safe / "root.key").unlink()
    assert refusal(lambda: two.root)[0] == "key_missing"


def test_the_keys_are_made_once_however_often_they_are_asked_about(two: Two) -> None:
    first, again = (requests_to_found(two.here, KEYS, OFFICE) for _ in range(2))
    assert [*map(key_of, first.values())] == [*map(key_of, again.values())]
    assert [*first] == ["issuing", "time-stamping", "root-status"]


def key_of(request: bytes) -> object:
    return x509.load_der_x509_csr(request).public_key()


def test_a_registry_is_founded_once(two: Two) -> None:
    certificates = two.certificates()
    two.found(certificates)
    told = ("registry_founded", {"path": str(two.here)})
    assert refusal(lambda: two.found(certificates)) == told
    assert refusal(lambda: requests_to_found(two.here, KEYS, OFFICE)) == told


def test_of_its_keys_there_never_is_a_second_copy(two: Two) -> None:
    certificates = two.certificates()
    made = {file.name: file.stat().st_ino for file in (two.here / "founding").glob("*.key")}
    two.found(certificates)
    kept = {file.name: file.stat().st_ino for file in (two.here / "pki").glob("*.key")}
    assert kept == made
    assert not (two.here / "founding").exists()


def test_what_died_while_it_was_founded_is_founded_by_asking_again(two: Two) -> None:
    certificates = two.certificates()
    (two.here / "founding" / "seal.cer").write_bytes(b"of another day")
    registry = two.found(certificates)
    assert registry.issuer_of(registry.seal.certificate) == certificates["issuing"]


def test_without_keys_of_its_own_nothing_is_founded(two: Two, tmp_path: Path) -> None:
    other = Two(tmp_path / "other")
    certificates = other.certificates()
    assert refusal(lambda: two.found(certificates, other.crl))[0] == "not_requested"
    next((other.here / "founding").glob("seal.key")).unlink()
    assert refusal(lambda: other.found(certificates))[0] == "key_missing"


@pytest.mark.parametrize(
    ("changes", "what"),
    [
        ({"root": None}, "issuer"),
        ({"issuing": None}, "issuer"),
        ({"issuing": "root-status"}, "subject"),
        ({"issuing": "again"}, "key"),
    ],
)
def test_certificates_that_nobody_asked_for_found_nothing(
    two: Two, changes: dict[str, str | None], what: str
) -> None:
    certificates = two.certificates()
    stranger = request_for(OFFICE.subject(Service.ISSUING), ec.generate_private_key(ec.SECP256R1()))
    again = {**certificates, "again": answer_request(two.root, stranger, NOON)[1]}
    bent = {label: again[source] for label, source in changes.items() if source}
    kept = {label: one for label, one in certificates.items() if label not in changes}
    told = refusal(lambda: two.found({**kept, **bent}))
    assert told == ("certificate_not_asked", {"what": what})


@pytest.mark.parametrize("service", [Service.SEAL, Service.ROOT])
def test_the_root_certifies_no_other_service(two: Two, service: Service) -> None:
    request = request_for(OFFICE.subject(service), ec.generate_private_key(ec.SECP256R1()))
    told = refusal(lambda: answer_request(two.root, request, NOON))
    assert told == ("request_unusable", {"reason": "its name"})


def test_the_root_certifies_nobody_else(two: Two) -> None:
    other = replace(OFFICE, identifier="GOVCN-0009").subject(Service.ISSUING)
    request = request_for(other, ec.generate_private_key(ec.SECP256R1()))
    assert refusal(lambda: answer_request(two.root, request, NOON))[0] == "request_unusable"


def edwards() -> bytes:
    """Return a request for a key of another kind."""
    builder = x509.CertificateSigningRequestBuilder()
    named = builder.subject_name(name_of(OFFICE.subject(Service.ISSUING)))
    return named.sign(ed25519.Ed25519PrivateKey.generate(), None).public_bytes(Encoding.DER)


def bent() -> bytes:
    """Return a request whose signature is another's."""
    key = ec.generate_private_key(ec.SECP256R1())
    request = request_for(OFFICE.subject(Service.ISSUING), key)
    return request.replace(b"Issuing CA", b"Issuing CB")


@pytest.mark.parametrize(
    ("request_der", "reason"),
    [(b"no request", "not a request"), (edwards(), "its key"), (bent(), "its key")],
)
def test_what_is_no_request_is_refused(two: Two, request_der: bytes, reason: str) -> None:
    told = refusal(lambda: answer_request(two.root, request_der, NOON))
    assert told == ("request_unusable", {"reason": reason})


def test_a_request_for_a_later_key_has_its_number(two: Two) -> None:
    request = request_for(
        OFFICE.subject(Service.ISSUING, 4), ec.generate_private_key(ec.SECP256R1())
    )
    label, certificate = answer_request(two.root, request, NOON)
    assert (label, certificate.subject.common_name) == ("issuing-4", "Issuing CA 4")


def test_a_new_list_of_the_root_travels_as_a_file(two: Two) -> None:
    registry = two.found(two.certificates())
    unit = registry.certificate(Service.TIME_STAMPING)
    revoked = [Revocation(serial=unit.serial, at=NOON + DAY, reason="superseded")]
    older, crl = two.crl, renew_root_list(two.safe, ROOT_KEK, revoked, NOON + DAY)
    take_root_list(registry, crl)
    assert registry.root_crl() == crl == two.crl
    assert refusal(lambda: take_root_list(registry, older))[0] == "list_not_of_root"


def test_a_list_of_somebody_else_is_not_taken(two: Two, tmp_path: Path) -> None:
    registry = two.found(two.certificates())
    other = Two(tmp_path / "other")
    for crl in (other.crl, b"no list"):
        assert refusal(lambda: take_root_list(registry, crl))[0] == "list_not_of_root"  # noqa: B023 # asked at once
