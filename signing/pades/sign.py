"""A signature in one step, for a key that is at hand."""

from __future__ import annotations

import hashlib

from signing.cms.identity import Identity
from signing.pades.prepare import complete, prepare
from signing.pades.request import SignatureRequest
from signing.timestamp.authority import TimeStampAuthority


def sign(
    pdf: bytes, request: SignatureRequest, identity: Identity, authority: TimeStampAuthority
) -> bytes:
    """Return ``pdf`` with the signature of ``identity``, time-stamped by ``authority``.

    Raises:
        SignatureError: what `prepare`, the key, the authority and `complete` raise.
    """
    prepared = prepare(pdf, request, identity.certificate, identity.chain)
    signature = identity.key.sign(prepared.to_be_signed)
    token = authority.stamp(hashlib.sha256(signature).digest(), request.at)
    return complete(prepared, signature, token)
