r"""AES-256-GCM that commits to its key: the bytes of a sealed payload or blob.

Form: ``0x01 | kid[16] | nonce[12] | commitment[32] | ciphertext and tag``. ``key`` is a key for
one message, derived by the caller; ``commitment`` = SHA-256("counterseal/key/v1\0" | key). GCM
alone lets one ciphertext open under two keys, so that a party could be shown another text than
the one that was recorded; the commitment stops that.

Source: NIST SP 800-38D; the commitment is that of Albertini et al., "How to Abuse and Fix
Authenticated Encryption Without Key Commitment" (USENIX Security 2022).
"""

from __future__ import annotations

from hashlib import sha256
from hmac import compare_digest
from struct import Struct

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from ledger.errors import LedgerError

SEALED = 0x01
CLEAR = 0x00
KID_BYTES = 16
NONCE_BYTES = 12
TAG_BYTES = 16

_HEAD = Struct("!B16s12s32s")
_KID_NONCE_COMMITMENT = Struct("!x16s12s32s")
_HEAD_BYTES = _HEAD.size
_COMMITMENT = b"counterseal/key/v1\0"


def key_commitment(key: bytes) -> bytes:
    """Return the 32 bytes that bind a sealed message to ``key``."""
    return sha256(_COMMITMENT + key).digest()


def seal(kid: bytes, key: bytes, nonce: bytes, plain: bytes, aad: bytes) -> bytes:
    """Return ``plain`` under the message key ``key``; ``kid`` names the key that it came from.

    Raises:
        LedgerError: ``nonce_malformed``, ``kid_malformed``.
    """
    if len(nonce) != NONCE_BYTES:
        raise LedgerError("nonce_malformed", length=len(nonce))
    if len(kid) != KID_BYTES:
        raise LedgerError("kid_malformed", length=len(kid))
    head = _HEAD.pack(SEALED, kid, nonce, key_commitment(key))
    return head + AESGCM(key).encrypt(nonce, plain, aad)


def kid_and_nonce(stored: bytes) -> tuple[bytes, bytes]:
    """Return which key sealed ``stored``, and its nonce.

    Raises:
        LedgerError: ``payload_malformed`` if it is not a sealed message at all.
    """
    kid, nonce, _ = read_head(stored)
    return kid, nonce


def read_head(stored: bytes) -> tuple[bytes, bytes, bytes]:
    """Return which key sealed ``stored``, its nonce, and the commitment to the message key.

    Raises:
        LedgerError: ``payload_malformed`` if it is not a sealed message at all.
    """
    if len(stored) < _HEAD_BYTES + TAG_BYTES or stored[0] != SEALED:
        raise LedgerError("payload_malformed", length=len(stored))
    return _KID_NONCE_COMMITMENT.unpack_from(stored)


def unseal(key: bytes, stored: bytes, aad: bytes) -> bytes:
    """Return the plain bytes of a message.

    Raises:
        LedgerError: ``payload_malformed``; ``payload_tampered`` if key, place or a byte is not
            what was sealed.
    """
    return unseal_under(key, read_head(stored), stored, aad)


def unseal_under(key: bytes, head: tuple[bytes, bytes, bytes], stored: bytes, aad: bytes) -> bytes:
    """Return the plain bytes of a message whose ``head`` was read.

    Raises:
        LedgerError: ``payload_tampered``.
    """
    kid, nonce, commitment = head
    if not compare_digest(commitment, key_commitment(key)):
        raise LedgerError("payload_tampered", kid=kid.hex(), check="commitment")
    try:
        return AESGCM(key).decrypt(nonce, stored[_HEAD_BYTES:], aad)
    except InvalidTag:
        raise LedgerError("payload_tampered", kid=kid.hex(), check="tag") from None
