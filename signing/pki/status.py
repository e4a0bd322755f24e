"""Whether one certificate is revoked: answers to single questions (OCSP, RFC 6960)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

import msgspec
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509 import ocsp

from signing.errors import SignatureError
from signing.pki.certificate import Certificate
from signing.pki.issue import hash_of
from signing.pki.revocation import Revocation, revoked_by


class Responder(msgspec.Struct, frozen=True):
    """Who answers for an authority: its own certificate and key, not the authority's."""

    issuer: Certificate
    certificate: Certificate
    key: ec.EllipticCurvePrivateKey
    valid_for: timedelta = timedelta(hours=24)


class _Question(msgspec.Struct, frozen=True):
    algorithm: hashes.HashAlgorithm
    issuer_name_hash: bytes
    issuer_key_hash: bytes
    serial: int
    nonces: tuple[x509.OCSPNonce, ...]


def status_answer(
    request: bytes, responder: Responder, revoked: Iterable[Revocation], at: datetime
) -> bytes:
    """Return the response, in DER, to a request in DER; a nonce is repeated.

    "Good" says that a certificate of this authority is not revoked, not that it was ever issued
    (RFC 6960 section 2.2); for a certificate of somebody else the answer is "unauthorized".

    Raises:
        SignatureError: ``status_request_unreadable``.
    """
    asked = _question(request)
    if not _asks_about(asked, responder.issuer):
        unauthorized = ocsp.OCSPResponseStatus.UNAUTHORIZED
        refusal = ocsp.OCSPResponseBuilder.build_unsuccessful(unauthorized)
        return refusal.public_bytes(serialization.Encoding.DER)
    listed = revoked_by(responder.issuer, revoked)
    found = [revocation for revocation in listed if revocation.serial == asked.serial]
    builder = _answer(asked, responder, found[0] if found else None, at)
    for nonce in asked.nonces:
        builder = builder.add_extension(nonce, critical=False)
    signed = builder.sign(responder.key, hash_of(responder.key))
    return signed.public_bytes(serialization.Encoding.DER)


def _question(request: bytes) -> _Question:
    try:
        asked = ocsp.load_der_ocsp_request(request)
        _digest(asked.hash_algorithm, b"")
        values = [extension.value for extension in asked.extensions]
        return _Question(
            asked.hash_algorithm,
            asked.issuer_name_hash,
            asked.issuer_key_hash,
            asked.serial_number,
            tuple(value for value in values if isinstance(value, x509.OCSPNonce)),
        )
    except Exception as wrong:  # hostile octets make the parser raise anything
        raise SignatureError("status_request_unreadable", reason=str(wrong)) from wrong


def _answer(
    asked: _Question, responder: Responder, found: Revocation | None, at: datetime
) -> ocsp.OCSPResponseBuilder:
    status = ocsp.OCSPCertStatus.GOOD if found is None else ocsp.OCSPCertStatus.REVOKED
    first = at.replace(microsecond=0)
    builder = ocsp.OCSPResponseBuilder().add_response_by_hash(
        asked.issuer_name_hash,
        asked.issuer_key_hash,
        asked.serial,
        asked.algorithm,
        status,
        first,
        first + responder.valid_for,
        None if found is None else found.at.replace(microsecond=0),
        None if found is None else x509.ReasonFlags[found.reason],
    )
    held = responder.certificate.x509
    return builder.responder_id(ocsp.OCSPResponderEncoding.HASH, held).certificates([held])


def _asks_about(asked: _Question, issuer: Certificate) -> bool:
    """Compare the hashes of the issuer's name and key (RFC 6960 section 4.1.1).

    A serial number of ours is positive.
    """
    name = issuer.x509.subject.public_bytes()
    key = issuer.public_key.public_bytes(
        serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
    )
    hashed = (_digest(asked.algorithm, name), _digest(asked.algorithm, key))
    return asked.serial > 0 and hashed == (asked.issuer_name_hash, asked.issuer_key_hash)


def _digest(algorithm: hashes.HashAlgorithm, data: bytes) -> bytes:
    digest = hashes.Hash(algorithm)
    digest.update(data)
    return digest.finalize()
