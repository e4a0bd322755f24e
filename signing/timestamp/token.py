"""Reading a TimeStampToken (RFC 3161 section 2.4.2) and checking that it holds together.

This is the check before a token is embedded: what it stamps, and that whoever signed it holds the
certificate in it. Whether that certificate is trusted is for the verifier. Tokens are DER, by
SHA-256, with one signer; of the signed attributes `signing.timestamp.attributes` says which count.
"""

from __future__ import annotations

import hashlib
from datetime import datetime

import msgspec

from signing.cms import algorithms
from signing.cms.signed_data import SIGNED_DATA
from signing.der import read, write
from signing.errors import SignatureError
from signing.pki.certificate import Certificate
from signing.timestamp.attributes import commit

TST_INFO = "1.2.840.113549.1.9.16.1.4"
"""id-ct-TSTInfo."""
OPTIONAL = (write.SEQUENCE, write.BOOLEAN, write.INTEGER, write.context(0), write.context(1))
"""Accuracy, ordering, nonce, name and extensions: the end of a TSTInfo."""


class TimeStamp(msgspec.Struct, frozen=True, kw_only=True):
    """What a token says: that ``digest`` (SHA-256) was there ``at``; and who says so.

    ``others`` are certificates that it carries besides; nothing vouches for them. ``nonce`` is the
    number of the question that it answers, None if it says none.
    """

    digest: bytes
    at: datetime
    policy: str
    serial: int
    certificate: Certificate
    others: tuple[Certificate, ...]
    nonce: int | None = None


def message_imprint(digest: bytes) -> bytes:
    """Return a MessageImprint of a SHA-256 digest."""
    return write.sequence(algorithms.SHA256_IDENTIFIER, write.octets(digest))


def read_token(token: bytes) -> TimeStamp:
    """Return what ``token`` says, if its signature is right.

    Raises:
        SignatureError: ``not_der``, ``time_stamp_unreadable``, ``certificate_unreadable``,
            ``key_unusable`` or ``signature_wrong``.
    """
    outer = read.whole(token, write.SEQUENCE)
    _require(outer.oid() == SIGNED_DATA)
    body = _only(outer.inside(write.context(0)))
    outer.end()
    _require(body.integer() == 3)
    _require(body.whole(write.SET) in map(write.set_of, algorithms.SHA256_IDENTIFIERS))
    info = _content(body.inside(write.SEQUENCE))
    certificates = _certificates(body.inside(write.context(0)))
    signers = body.inside(write.SET)
    body.end()
    signer = _check_signer(_only(signers), info, certificates)
    others = tuple(certificate for certificate in certificates if certificate != signer)
    return _time_stamp(read.whole(info, write.SEQUENCE), signer, others)


def _only(reader: read.Reader) -> read.Reader:
    inner = reader.inside(write.SEQUENCE)
    reader.end()
    return inner


def _content(enclosed: read.Reader) -> bytes:
    _require(enclosed.oid() == TST_INFO)
    tagged = enclosed.inside(write.context(0))
    enclosed.end()
    content = tagged.contents(write.OCTET_STRING)
    tagged.end()
    return content


def _certificates(reader: read.Reader) -> list[Certificate]:
    certificates = list[Certificate]()
    while reader.next_is(write.SEQUENCE):
        certificates.append(Certificate(reader.whole(write.SEQUENCE)))
    reader.end()
    return certificates


def _check_signer(signer: read.Reader, info: bytes, certificates: list[Certificate]) -> Certificate:
    _require(signer.integer() == 1)
    named = signer.whole(write.SEQUENCE)
    matching = [certificate for certificate in certificates if _name(certificate) == named]
    _require(len(matching) == 1)
    certificate = matching[0]
    _require(signer.whole(write.SEQUENCE) in algorithms.SHA256_IDENTIFIERS)
    signed = write.encode(write.SET, signer.contents(write.context(0)))
    _require(commit(signed, TST_INFO, hashlib.sha256(info).digest(), certificate))
    _require(signer.whole(write.SEQUENCE) in algorithms.spellings_of(certificate.public_key))
    value = signer.contents(write.OCTET_STRING)
    signer.end()
    algorithms.verify(certificate.public_key, value, signed)
    return certificate


def _name(certificate: Certificate) -> bytes:
    return write.sequence(certificate.issuer_der, write.integer(certificate.serial))


def _time_stamp(
    info: read.Reader, signer: Certificate, others: tuple[Certificate, ...]
) -> TimeStamp:
    _require(info.integer() == 1)
    policy = info.oid()
    imprint = info.inside(write.SEQUENCE)
    _require(imprint.whole(write.SEQUENCE) in algorithms.SHA256_IDENTIFIERS)
    digest, serial, at = imprint.contents(write.OCTET_STRING), info.integer(), info.time()
    imprint.end()
    return TimeStamp(
        policy=policy,
        digest=digest,
        serial=serial,
        at=at,
        certificate=signer,
        others=others,
        nonce=_rest(info),
    )


def _rest(info: read.Reader) -> int | None:
    """Read what may follow, and return the nonce."""
    nonce: int | None = None
    for tag in OPTIONAL:
        if info.next_is(tag) and tag == write.INTEGER:
            nonce = info.integer()
        elif info.next_is(tag):
            info.contents(tag)
    info.end()
    return nonce


def _require(holds: bool) -> None:  # noqa: FBT001  # a condition is a boolean
    if not holds:
        raise SignatureError("time_stamp_unreadable")
