"""One private key at rest: AES-256-GCM under a data key of its own, which the KEK wraps.

The key-encryption key (KEK) is kept apart from the file: outside the database and its backups.
Owner and key id are associated data of both encryptions, so that an envelope opens only as what
it was sealed as: nobody can pass off one key as another by renaming a file.
"""

from __future__ import annotations

import secrets
from typing import Literal

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from aggregates.canonical import canonical_bytes
from signing.errors import SignatureError

FORMAT: Literal["counterseal/key/v1"] = "counterseal/key/v1"
KEY_OCTETS = 32
NONCE_OCTETS = 12


class Envelope(
    msgspec.Struct,
    frozen=True,
    kw_only=True,
    forbid_unknown_fields=True,
    tag_field="format",
    tag=FORMAT,
):
    """What is written to the file. Nonces are 12 octets, each used once."""

    owner: str
    key_id: str
    wrapping_nonce: bytes
    wrapped_key: bytes
    nonce: bytes
    ciphertext: bytes


def seal(kek: bytes, owner: str, key_id: str, secret: bytes) -> bytes:
    """Return ``secret`` in an envelope, as JSON.

    Raises:
        SignatureError: ``kek_unusable`` when ``kek`` is not 32 octets.
    """
    wrapping = _cipher(kek)
    data_key = secrets.token_bytes(KEY_OCTETS)
    bound = _bound(owner, key_id)
    wrapping_nonce, nonce = (secrets.token_bytes(NONCE_OCTETS) for _ in range(2))
    envelope = Envelope(
        owner=owner,
        key_id=key_id,
        wrapping_nonce=wrapping_nonce,
        wrapped_key=wrapping.encrypt(wrapping_nonce, data_key, bound),
        nonce=nonce,
        ciphertext=AESGCM(data_key).encrypt(nonce, secret, bound),
    )
    return _written(envelope)


def unseal(kek: bytes, owner: str, key_id: str, sealed: bytes) -> bytes:
    """Return the secret that was sealed for this owner under this id.

    Raises:
        SignatureError: ``kek_unusable``, or ``key_not_opened`` when the envelope is damaged, was
            sealed under another KEK, or as another key.
    """
    wrapping = _cipher(kek)
    bound = _bound(owner, key_id)
    try:
        envelope = msgspec.json.decode(sealed, type=Envelope)
        if (envelope.owner, envelope.key_id) != (owner, key_id) or sealed != _written(envelope):
            raise SignatureError("key_not_opened", owner=owner, key_id=key_id)
        data_key = wrapping.decrypt(envelope.wrapping_nonce, envelope.wrapped_key, bound)
        return AESGCM(data_key).decrypt(envelope.nonce, envelope.ciphertext, bound)
    except (msgspec.MsgspecError, InvalidTag, ValueError) as wrong:
        raise SignatureError("key_not_opened", owner=owner, key_id=key_id) from wrong


def _written(envelope: Envelope) -> bytes:
    """Return the one form of an envelope: no octet of a file can be another without a refusal."""
    return msgspec.json.encode(envelope)


def _cipher(kek: bytes) -> AESGCM:
    if len(kek) != KEY_OCTETS:
        raise SignatureError("kek_unusable", octets=len(kek))
    return AESGCM(kek)


def _bound(owner: str, key_id: str) -> bytes:
    return canonical_bytes({"format": FORMAT, "owner": owner, "key_id": key_id})
