"""A signature in two steps, so that the key may be elsewhere: prepare, sign, complete."""

from __future__ import annotations

import hashlib
from functools import cached_property

import msgspec

from signing.cms import algorithms
from signing.cms.attributes import DATA, signed_attributes
from signing.cms.signed_data import Signature, signed_data
from signing.errors import SignatureError
from signing.pades.gap import Gap, filled
from signing.pades.request import SignatureRequest
from signing.pki.certificate import Certificate
from signing.timestamp.token import read_token


class Prepared(msgspec.Struct, frozen=True, dict=True):
    """A PDF laid out for one signer. Plain data: it may be stored between the two steps."""

    gap: Gap
    certificate: Certificate
    chain: tuple[Certificate, ...] = ()

    @cached_property
    def to_be_signed(self) -> bytes:
        """The octets that the signer signs; they commit to the PDF and to ``certificate``."""
        return signed_attributes(DATA, self.gap.digest, self.certificate)


def prepare(
    pdf: bytes,
    request: SignatureRequest,
    certificate: Certificate,
    chain: tuple[Certificate, ...] = (),
) -> Prepared:
    """Return ``pdf`` with room for the signature that the holder of ``certificate`` will make.

    Raises:
        SignatureError: what `signing.pades.layout.lay_out` raises, ``key_unusable``, or
            ``certificate_not_valid`` at the time of the request.
    """
    algorithms.accepted(certificate.public_key)
    certificate.require_valid(request.at)
    from signing.pades.layout import lay_out  # noqa: PLC0415 - pyHanko comes where one signs

    return Prepared(lay_out(pdf, request), certificate, chain)


def check_signature(prepared: Prepared, signature: bytes) -> None:
    """Promise that the holder of the certificate made ``signature`` over what is to be signed.

    Raises:
        SignatureError: ``signature_wrong``.
    """
    algorithms.verify(prepared.certificate.public_key, signature, prepared.to_be_signed)


def complete(prepared: Prepared, signature: bytes, token: bytes) -> bytes:
    """Return the signed PDF: PAdES level B-T (ETSI EN 319 142-1 clause 6).

    ``signature`` is over ``prepared.to_be_signed``, ``token`` a time-stamp over its SHA-256. Both
    are checked first: what does not verify is never written into a document.

    Raises:
        SignatureError: ``signature_wrong``, ``time_stamp_of_another``, ``certificate_not_valid``
            at the time of the token, what `signing.timestamp.token.read_token` raises, or
            ``contents_too_long``.
    """
    certificate = prepared.certificate
    check_signature(prepared, signature)
    stamped = read_token(token)
    if stamped.digest != hashlib.sha256(signature).digest():
        raise SignatureError("time_stamp_of_another")
    certificate.require_valid(stamped.at)
    message = signed_data(
        DATA,
        None,
        Signature(
            certificate=certificate,
            attributes=prepared.to_be_signed,
            value=signature,
            token=token,
            chain=prepared.chain,
        ),
    )
    return filled(prepared.gap, message)
