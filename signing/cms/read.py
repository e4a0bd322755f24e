"""Reading a signed message back: only what `signing.cms.signed_data` could have written.

A message is taken apart and written again; octets that come out otherwise were not ours. So
nothing can hide in it: no second signer, no attribute that a reader might understand differently.
"""

from __future__ import annotations

import msgspec

from signing.cms.attributes import DATA
from signing.cms.signed_data import SIGNATURE_TIME_STAMP, SIGNED_DATA, Signature, signed_data
from signing.der import read, write
from signing.errors import SignatureError
from signing.pki.certificate import Certificate


class Message(msgspec.Struct, frozen=True, kw_only=True):
    """A detached signature (RFC 5652): ``token`` is its time-stamp, empty when it has none."""

    certificate: Certificate
    chain: tuple[Certificate, ...]
    attributes: bytes
    value: bytes
    token: bytes


def read_message(data: bytes) -> Message:
    """Return the parts of ``data``, of which ``certificate`` is the one that the signer names.

    Raises:
        SignatureError: ``not_der``, ``message_unreadable``, ``certificate_unreadable``,
            ``key_unusable``.
    """
    outer = read.whole(data, write.SEQUENCE)
    _require(outer.oid() == SIGNED_DATA)
    body = outer.inside(write.context(0)).inside(write.SEQUENCE)
    body.integer()
    body.whole(write.SET)
    body.whole(write.SEQUENCE)
    certificates = _certificates(body.inside(write.context(0)))
    message = _signed_by(body.inside(write.SET).inside(write.SEQUENCE), certificates)
    _require(_written(message) == data)
    return message


def _certificates(reader: read.Reader) -> list[Certificate]:
    certificates = list[Certificate]()
    while reader.next_is(write.SEQUENCE):
        certificates.append(Certificate(reader.whole(write.SEQUENCE)))
    return certificates


def _signed_by(signer: read.Reader, certificates: list[Certificate]) -> Message:
    signer.integer()
    named = signer.whole(write.SEQUENCE)
    own = [held for held in certificates if _name(held) == named]
    _require(len(own) == 1)
    signer.whole(write.SEQUENCE)
    attributes = write.encode(write.SET, signer.contents(write.context(0)))
    signer.whole(write.SEQUENCE)
    value = signer.contents(write.OCTET_STRING)
    return Message(
        certificate=own[0],
        chain=tuple(held for held in certificates if held != own[0]),
        attributes=attributes,
        value=value,
        token=_token(signer),
    )


def _token(signer: read.Reader) -> bytes:
    if not signer.next_is(write.context(1)):
        return b""
    attribute = signer.inside(write.context(1)).inside(write.SEQUENCE)
    _require(attribute.oid() == SIGNATURE_TIME_STAMP)
    return attribute.contents(write.SET)


def _written(message: Message) -> bytes:
    return signed_data(
        DATA,
        None,
        Signature(
            certificate=message.certificate,
            attributes=message.attributes,
            value=message.value,
            token=message.token,
            chain=message.chain,
        ),
    )


def _name(certificate: Certificate) -> bytes:
    return write.sequence(certificate.issuer_der, write.integer(certificate.serial))


def _require(holds: bool) -> None:  # noqa: FBT001  # a condition is a boolean
    if not holds:
        raise SignatureError("message_unreadable")
