"""A signed message with one signer (RFC 5652 section 5)."""

from __future__ import annotations

import msgspec

from signing.cms.algorithms import SHA256_IDENTIFIER, algorithm_of
from signing.cms.attributes import attribute
from signing.der import write
from signing.pki.certificate import Certificate

SIGNED_DATA = "1.2.840.113549.1.7.2"
SIGNATURE_TIME_STAMP = "1.2.840.113549.1.9.16.2.14"


class Signature(msgspec.Struct, frozen=True, kw_only=True):
    """One signer's part: the certificate, the octets that were signed, and the value.

    ``attributes`` is what `signing.cms.attributes.signed_attributes` returned, ``token`` a
    time-stamp over ``value`` or empty, and ``chain`` the certificates to go along.
    """

    certificate: Certificate
    attributes: bytes
    value: bytes
    token: bytes = b""
    chain: tuple[Certificate, ...] = ()


def signed_data(content_type: str, content: bytes | None, signature: Signature) -> bytes:
    """Return a ContentInfo in DER. Without ``content`` the signature is detached.

    The version is 1 for plain data and 3 for anything else (RFC 5652 section 5.1).
    """
    enclosed = b"" if content is None else write.encode(write.context(0), write.octets(content))
    certificates = sorted(held.der for held in (signature.certificate, *signature.chain))
    body = write.sequence(
        write.integer(1 if content is None else 3),
        write.set_of(SHA256_IDENTIFIER),
        write.sequence(write.oid(content_type), enclosed),
        write.encode(write.context(0), b"".join(certificates)),
        write.set_of(_signer_info(signature)),
    )
    return write.sequence(write.oid(SIGNED_DATA), write.encode(write.context(0), body))


def _signer_info(signature: Signature) -> bytes:
    certificate = signature.certificate
    unsigned = [attribute(SIGNATURE_TIME_STAMP, token) for token in [signature.token] if token]
    return write.sequence(
        write.integer(1),
        write.sequence(certificate.issuer_der, write.integer(certificate.serial)),
        SHA256_IDENTIFIER,
        bytes((write.context(0),)) + signature.attributes[1:],
        algorithm_of(certificate.public_key),
        write.octets(signature.value),
        *(write.encode(write.context(1), stamp) for stamp in unsigned),
    )
