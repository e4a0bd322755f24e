"""What a time-stamping unit signed: the three attributes that count, and those that may be there.

Ours signs these three and no other. Of an outside unit, more are let stand: they are signed as
well, and say nothing that anybody here relies on.
"""

from __future__ import annotations

import hashlib
from typing import Final

from signing.cms.algorithms import SHA256_IDENTIFIERS
from signing.cms.attributes import (
    CONTENT_TYPE,
    MESSAGE_DIGEST,
    SIGNING_CERTIFICATE_V2,
    signed_attributes,
)
from signing.der import read, write
from signing.pki.certificate import Certificate

LET_STAND: Final = frozenset(
    {
        "1.2.840.113549.1.9.5",  # signing time (RFC 5652 section 11.3)
        "1.2.840.113549.1.9.52",  # the algorithms once more (RFC 6211)
        "1.2.840.113549.1.9.16.2.12",  # the certificate by SHA-1 (RFC 2634), beside that by SHA-256
    }
)


def commit(signed: bytes, content_type: str, digest: bytes, certificate: Certificate) -> bool:
    """Return whether the signed attributes, a DER SET, commit to all three, each said once.

    Raises:
        SignatureError: ``not_der``.
    """
    if signed == signed_attributes(content_type, digest, certificate):
        return True
    said = _read(signed)
    names = [name for name, _ in said]
    values = dict(said)
    return (
        len(values) == len(names)
        and values.keys() <= {CONTENT_TYPE, MESSAGE_DIGEST, SIGNING_CERTIFICATE_V2, *LET_STAND}
        and values.get(CONTENT_TYPE) == write.oid(content_type)
        and values.get(MESSAGE_DIGEST) == write.octets(digest)
        and _names(values.get(SIGNING_CERTIFICATE_V2, b""), certificate)
    )


def _read(signed: bytes) -> list[tuple[str, bytes]]:
    attributes, said = read.whole(signed, write.SET), list[tuple[str, bytes]]()
    while attributes.next_is(write.SEQUENCE):
        one = attributes.inside(write.SEQUENCE)
        said.append((one.oid(), one.contents(write.SET)))
        one.end()
    attributes.end()
    return said


def _names(value: bytes, certificate: Certificate) -> bool:
    """Whether a SigningCertificateV2 (RFC 5035 section 3) names the certificate first."""
    if not value:
        return False
    first = read.whole(value, write.SEQUENCE).inside(write.SEQUENCE).inside(write.SEQUENCE)
    stated = first.whole(write.SEQUENCE) if first.next_is(write.SEQUENCE) else None
    by_sha256 = stated is None or stated in SHA256_IDENTIFIERS
    return by_sha256 and (
        first.contents(write.OCTET_STRING) == hashlib.sha256(certificate.der).digest()
    )
