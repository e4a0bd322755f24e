"""How somebody signs who has a signer's key, and does more with it than they should."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

import msgspec

from signing.cms.attributes import DATA, signed_attributes
from signing.cms.identity import Identity
from signing.cms.signed_data import Signature, signed_data
from signing.pades.gap import CONTENTS_OCTETS, Gap
from signing.pades.layout import _fill
from signing.pades.request import SignatureRequest
from signing.pades.updating import Update
from signing.timestamp.authority import TimeStampAuthority


def _covered(gap: Gap) -> bytes:
    return gap.pdf[: gap.start] + gap.pdf[gap.end :]


class Trick(msgspec.Struct, frozen=True, kw_only=True):
    """What is done otherwise, at each step of a signature; by default nothing.

    ``meddle`` changes the update before it is written, ``retouch`` its octets before they are
    signed, ``over`` says which octets are digested and ``hashing`` how; ``attributes`` and
    ``token`` change what was made of them, and ``write`` makes the message.
    """

    meddle: Callable[[Update], None] = lambda update: None  # noqa: ARG005
    retouch: Callable[[Gap], Gap] = lambda gap: gap
    over: Callable[[Gap], bytes] = _covered
    hashing: str = "sha256"
    attributes: Callable[[bytes], bytes] = lambda attributes: attributes
    token: Callable[[bytes], bytes] = lambda token: token
    write: Callable[[Signature], bytes] = lambda signature: signed_data(DATA, None, signature)


HONEST = Trick()


def sign(
    pdf: bytes,
    request: SignatureRequest,
    identity: Identity,
    authority: TimeStampAuthority,
    trick: Trick = HONEST,
) -> bytes:
    """Return ``pdf`` with a signature, made as by `signing.pades.sign`, but for the trick."""
    update = Update(pdf)
    trick.meddle(update)
    gap = trick.retouch(_fill(update, request))
    digest = hashlib.new(trick.hashing, trick.over(gap)).digest()
    attributes = trick.attributes(signed_attributes(DATA, digest, identity.certificate))
    value = identity.key.sign(attributes)
    token = trick.token(authority.stamp(hashlib.sha256(value).digest(), request.at))
    signature = Signature(
        certificate=identity.certificate,
        attributes=attributes,
        value=value,
        token=token,
        chain=identity.chain,
    )
    return filled(gap, trick.write(signature))


def filled(gap: Gap, message: bytes) -> bytes:
    """Return the PDF with ``message`` in its gap."""
    contents = message.hex().encode().ljust(2 * CONTENTS_OCTETS, b"0")
    return gap.pdf[: gap.start] + b"<" + contents + b">" + gap.pdf[gap.end :]
