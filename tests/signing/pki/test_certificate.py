"""What a verifier asks of a certificate."""

from __future__ import annotations

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from registries import DAY, MANDATE, NOON, WEN, official, signatory

from aggregates.vocabulary import SeatRole
from signing.errors import SignatureError
from signing.pki.certificate import Certificate
from signing.registry.office import Service
from signing.registry.registry import Registry


def test_a_signatorys_certificate_says_who_signs_for_whom_under_which_mandate(
    registry: Registry,
) -> None:
    certificate = registry.assist(signatory(), NOON).certificate
    assert certificate.subject == WEN
    assert certificate.seat_role is SeatRole.SIGNATORY
    assert certificate.mandate == MANDATE
    assert certificate.is_short_term


def test_an_official_has_no_mandate(registry: Registry) -> None:
    certificate = registry.assist(official(), NOON).certificate
    assert certificate.seat_role is SeatRole.OFFICIAL
    assert certificate.mandate is None


def test_an_authority_may_sign_at_no_seat(registry: Registry) -> None:
    for service in (Service.ROOT, Service.ISSUING, Service.TIME_STAMPING):
        assert registry.certificate(service).seat_role is None


def test_it_is_valid_in_its_time_only(registry: Registry) -> None:
    certificate = registry.assist(signatory(), NOON).certificate
    certificate.require_valid(certificate.not_before)
    certificate.require_valid(certificate.not_after)
    for at in (NOON - DAY, NOON + DAY):
        with pytest.raises(SignatureError) as refused:
            certificate.require_valid(at)
        assert refused.value.code == "certificate_not_valid"
        assert "Wen Hao" in str(refused.value.facts["name"])


def test_the_same_octets_are_the_same_certificate(registry: Registry) -> None:
    certificate = registry.certificate(Service.SEAL)
    again = Certificate(
        x509.load_pem_x509_certificate(certificate.pem().encode()).public_bytes(Encoding.DER)
    )
    assert again == certificate
    assert again.sha256 == certificate.sha256
    assert again.serial == certificate.serial


def _made(*extensions: x509.ExtensionType) -> bytes:
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([])
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(name).serial_number(1)
    builder = (
        builder.public_key(key.public_key()).not_valid_before(NOON).not_valid_after(NOON + DAY)
    )
    for extension in extensions:
        builder = builder.add_extension(extension, critical=False)
    return builder.sign(key, SHA256()).public_bytes(Encoding.DER)


def test_without_policies_there_is_no_seat() -> None:
    certificate = Certificate(_made())
    assert (certificate.policies, certificate.seat_role) == (frozenset(), None)


@pytest.mark.parametrize("der", [b"", b"0\x00", _made()[:-1]])
def test_what_is_no_certificate_is_refused(der: bytes) -> None:
    with pytest.raises(SignatureError, match="certificate_unreadable"):
        _ = Certificate(der).serial


VERSION_AND_SERIAL = bytes.fromhex("a003020102020101")


@pytest.mark.parametrize("other", ["a003020102020100", "a0030201020201ff", "a003020101020101"])
def test_another_version_or_a_serial_number_that_is_not_positive_is_refused(other: str) -> None:
    der = _made()
    assert der.count(VERSION_AND_SERIAL) == 1
    with pytest.raises(SignatureError, match="certificate_unreadable"):
        _ = Certificate(der.replace(VERSION_AND_SERIAL, bytes.fromhex(other))).serial


def test_an_extension_that_can_not_be_read_is_refused() -> None:
    policies = x509.ObjectIdentifier("2.5.29.32")
    broken = Certificate(_made(x509.UnrecognizedExtension(policies, b"\x05\x00")))
    with pytest.raises(SignatureError, match="certificate_unreadable"):
        _ = broken.policies


def test_a_key_that_can_not_be_read_is_refused() -> None:
    der = _made().replace(
        bytes.fromhex("06082a8648ce3d030107"), bytes.fromhex("06082a8648ce3d03017f")
    )
    with pytest.raises(SignatureError, match="certificate_unreadable"):
        _ = Certificate(der).public_key
