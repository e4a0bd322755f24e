"""Answers to questions about one certificate."""

from __future__ import annotations

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA1, SHA256
from cryptography.x509 import ocsp
from registries import DAY, NOON

from signing.errors import SignatureError
from signing.pki.certificate import Certificate
from signing.pki.revocation import Revocation
from signing.registry.office import Service
from signing.registry.registry import Registry

NONCE = x509.OCSPNonce(b"asked once, here")


def question(about: Certificate, issuer: Certificate, *extensions: x509.ExtensionType) -> bytes:
    builder = ocsp.OCSPRequestBuilder().add_certificate(about.x509, issuer.x509, SHA1())  # noqa: S303  # what askers use
    for extension in extensions:
        builder = builder.add_extension(extension, critical=False)
    return builder.build().public_bytes(serialization.Encoding.DER)


def about_the_seal(registry: Registry, *extensions: x509.ExtensionType) -> bytes:
    issuer = registry.certificate(Service.ISSUING)
    return question(registry.certificate(Service.SEAL), issuer, *extensions)


def test_what_is_not_revoked_is_good(registry: Registry) -> None:
    request = about_the_seal(registry)
    answer = ocsp.load_der_ocsp_response(registry.status_of("issuing", request, (), NOON))
    assert answer.certificate_status is ocsp.OCSPCertStatus.GOOD
    assert answer.serial_number == registry.certificate(Service.SEAL).serial
    assert (answer.this_update_utc, answer.next_update_utc) == (NOON, NOON + DAY)


def test_what_is_revoked_says_since_when_and_why(registry: Registry) -> None:
    serial = registry.certificate(Service.SEAL).serial
    revoked = [
        Revocation(serial=1, at=NOON, reason="superseded"),
        Revocation(serial=serial, at=NOON - DAY, reason="key_compromise"),
    ]
    told = registry.status_of("issuing", about_the_seal(registry), revoked, NOON)
    answer = ocsp.load_der_ocsp_response(told)
    assert answer.certificate_status is ocsp.OCSPCertStatus.REVOKED
    assert answer.revocation_time_utc == NOON - DAY
    assert answer.revocation_reason is x509.ReasonFlags.key_compromise


def test_a_number_that_another_authority_revoked_is_another_certificate(registry: Registry) -> None:
    serial = registry.certificate(Service.SEAL).serial
    other = Revocation(serial=serial, at=NOON, reason="superseded", issuer="0" * 64)
    told = registry.status_of("issuing", about_the_seal(registry), [other], NOON)
    answer = ocsp.load_der_ocsp_response(told)
    assert answer.certificate_status is ocsp.OCSPCertStatus.GOOD


@pytest.mark.parametrize("authority", [Service.ROOT, Service.ISSUING])
def test_an_answer_is_signed_by_the_responder_of_the_authority(
    registry: Registry, authority: Service
) -> None:
    about = Service.ISSUING if authority is Service.ROOT else Service.SEAL
    issuer = registry.certificate(authority)
    request = question(registry.certificate(about), issuer)
    answer = ocsp.load_der_ocsp_response(registry.status_of(authority.value, request, (), NOON))
    (responder,) = answer.certificates
    responder.verify_directly_issued_by(issuer.x509)
    key = responder.public_key()
    assert isinstance(key, ec.EllipticCurvePublicKey)
    key.verify(answer.signature, answer.tbs_response_bytes, ec.ECDSA(SHA256()))


def test_a_nonce_is_repeated_and_nothing_else(registry: Registry) -> None:
    wanted = x509.OCSPAcceptableResponses([x509.ObjectIdentifier("1.3.6.1.5.5.7.48.1.1")])
    request = about_the_seal(registry, NONCE, wanted)
    answer = ocsp.load_der_ocsp_response(registry.status_of("issuing", request, (), NOON))
    assert [extension.value for extension in answer.extensions] == [NONCE]


def test_a_question_about_somebody_elses_certificate_is_not_answered(registry: Registry) -> None:
    told = registry.status_of("root", about_the_seal(registry), (), NOON)
    answer = ocsp.load_der_ocsp_response(told)
    assert answer.response_status is ocsp.OCSPResponseStatus.UNAUTHORIZED


def test_a_question_about_a_negative_number_is_not_answered(registry: Registry) -> None:
    issuer, serial = (
        registry.certificate(Service.ISSUING),
        registry.certificate(Service.SEAL).serial,
    )
    size = (serial.bit_length() + 8) // 8
    positive = b"\x02" + bytes([size]) + serial.to_bytes(size, "big")
    negative = positive[:2] + b"\x80" + positive[3:]
    request = question(registry.certificate(Service.SEAL), issuer).replace(positive, negative)
    answer = ocsp.load_der_ocsp_response(registry.status_of("issuing", request, (), NOON))
    assert negative in request
    assert answer.response_status is ocsp.OCSPResponseStatus.UNAUTHORIZED


@pytest.mark.parametrize("request_der", [b"", b"0\x00", b"what?"])
def test_what_is_no_question_is_refused(registry: Registry, request_der: bytes) -> None:
    with pytest.raises(SignatureError, match="status_request_unreadable"):
        registry.status_of("issuing", request_der, (), NOON)
