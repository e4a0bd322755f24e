"""The signed attributes: what a PAdES signature commits to (ETSI EN 319 122-1 clause 5).

Content type, digest of the document, and the one certificate meant. No signing time: PAdES has it
in the signature dictionary (ETSI EN 319 142-1 clause 5.3), and the time-stamp proves it.
"""

from __future__ import annotations

import hashlib

from signing.der import write
from signing.pki.certificate import Certificate

CONTENT_TYPE = "1.2.840.113549.1.9.3"
MESSAGE_DIGEST = "1.2.840.113549.1.9.4"
SIGNING_CERTIFICATE_V2 = "1.2.840.113549.1.9.16.2.47"
DATA = "1.2.840.113549.1.7.1"


def signed_attributes(content_type: str, digest: bytes, certificate: Certificate) -> bytes:
    """Return the octets to be signed: a DER SET OF attributes (RFC 5652 section 5.4).

    ``digest`` is the SHA-256 of the content.
    """
    return write.set_of(
        attribute(CONTENT_TYPE, write.oid(content_type)),
        attribute(MESSAGE_DIGEST, write.octets(digest)),
        attribute(SIGNING_CERTIFICATE_V2, signing_certificate(certificate)),
    )


def attribute(oid: str, value: bytes) -> bytes:
    """Return an Attribute with one value (RFC 5652 section 5.3)."""
    return write.sequence(write.oid(oid), write.set_of(value))


def signing_certificate(certificate: Certificate) -> bytes:
    """Return a SigningCertificateV2 (RFC 5035 section 3), which stops a swap of certificates.

    The hash is SHA-256, its default, and so is not stated.
    """
    directory_name = write.encode(write.context(4), certificate.issuer_der)
    issuer_serial = write.sequence(
        write.sequence(directory_name), write.integer(certificate.serial)
    )
    fingerprint = write.octets(hashlib.sha256(certificate.der).digest())
    return write.sequence(write.sequence(write.sequence(fingerprint, issuer_serial)))
