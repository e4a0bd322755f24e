"""Changing a signed message: in our own form, and in others that the standard knows."""

from __future__ import annotations

from cryptography.hazmat.primitives.asymmetric.utils import (
    decode_dss_signature,
    encode_dss_signature,
)

from signing.cms.algorithms import SHA256_IDENTIFIER
from signing.cms.attributes import DATA, attribute
from signing.cms.read import read_message
from signing.cms.signed_data import (
    SIGNATURE_TIME_STAMP,
    SIGNED_DATA,
    Signature,
    signed_data,
)
from signing.der import read, write
from signing.pki.certificate import Certificate

P256_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
"""SEC 2 clause 2.4.2: the order of the group."""


def remade(
    message: bytes,
    *,
    value: bytes | None = None,
    token: bytes | None = None,
    chain: tuple[Certificate, ...] | None = None,
) -> bytes:
    """Return ``message``, well-formed as before, with other parts that no signature is over."""
    old = read_message(message)
    signature = Signature(
        certificate=old.certificate,
        attributes=old.attributes,
        value=old.value if value is None else value,
        token=old.token if token is None else token,
        chain=old.chain if chain is None else chain,
    )
    return signed_data(DATA, None, signature)


def spelled(signature: Signature, algorithm: bytes, digest: bytes = SHA256_IDENTIFIER) -> bytes:
    """Return a message that says by which ``algorithm`` and ``digest`` it was signed."""
    certificate = signature.certificate
    signer = write.sequence(
        write.integer(1),
        write.sequence(certificate.issuer_der, write.integer(certificate.serial)),
        digest,
        bytes((write.context(0),)) + signature.attributes[1:],
        algorithm,
        write.octets(signature.value),
        write.encode(write.context(1), attribute(SIGNATURE_TIME_STAMP, signature.token)),
    )
    certificates = sorted(held.der for held in (certificate, *signature.chain))
    body = write.sequence(
        write.integer(1),
        write.set_of(digest),
        write.sequence(write.oid(DATA)),
        write.encode(write.context(0), b"".join(certificates)),
        write.set_of(signer),
    )
    return write.sequence(write.oid(SIGNED_DATA), write.encode(write.context(0), body))


def joined(
    message: bytes,
    *,
    certificates: bytes = b"",
    lists: bytes = b"",
    signers: bytes = b"",
    unsigned: bytes = b"",
) -> bytes:
    """Return ``message`` with more in its sets (RFC 5652 section 5.1), each in DER."""
    body = read.whole(message, write.SEQUENCE)
    kind = write.oid(body.oid())
    parts = body.inside(write.context(0)).inside(write.SEQUENCE)
    head = [parts.whole(tag) for tag in (write.INTEGER, write.SET, write.SEQUENCE)]
    held = parts.contents(write.context(0)) + certificates
    signer = _attributed(parts.inside(write.SET).inside(write.SEQUENCE), unsigned)
    signed_data = write.sequence(
        *head,
        write.encode(write.context(0), held),
        write.encode(write.context(1), lists) if lists else b"",
        write.encode(write.SET, signer + signers),
    )
    return write.sequence(kind, write.encode(write.context(0), signed_data))


def _attributed(signer: read.Reader, unsigned: bytes) -> bytes:
    tags = (
        *(write.INTEGER, write.SEQUENCE, write.SEQUENCE, write.context(0)),
        *(write.SEQUENCE, write.OCTET_STRING),
    )
    kept = [signer.whole(tag) for tag in tags]
    attributes = signer.contents(write.context(1)) + unsigned
    return write.sequence(*kept, write.encode(write.context(1), attributes))


def signer_of(message: bytes) -> bytes:
    """Return the SignerInfo of ``message``."""
    body = read.whole(message, write.SEQUENCE)
    body.oid()
    parts = body.inside(write.context(0)).inside(write.SEQUENCE)
    for tag in (write.INTEGER, write.SET, write.SEQUENCE, write.context(0)):
        parts.whole(tag)
    return parts.contents(write.SET)


def second_value(token: bytes) -> bytes:
    """Return ``token`` with the other ECDSA value that is right, too: s and -s both verify."""
    body = read.whole(token, write.SEQUENCE)
    kind = write.oid(body.oid())
    parts = body.inside(write.context(0)).inside(write.SEQUENCE)
    head = (write.INTEGER, write.SET, write.SEQUENCE, write.context(0))
    kept = [parts.whole(tag) for tag in head]
    signer = parts.inside(write.SET).inside(write.SEQUENCE)
    tags = (write.INTEGER, write.SEQUENCE, write.SEQUENCE, write.context(0), write.SEQUENCE)
    said = [signer.whole(tag) for tag in tags]
    first, second = decode_dss_signature(signer.contents(write.OCTET_STRING))
    value = write.octets(encode_dss_signature(first, P256_ORDER - second))
    again = write.sequence(*kept, write.set_of(write.sequence(*said, value)))
    return write.sequence(kind, write.encode(write.context(0), again))
