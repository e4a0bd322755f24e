r"""A sealed file that can be read and written piece by piece.

Form: ``0x02 | kid[16] | nonce[32] | commitment[32]``, then a record for each 64 KiB of the file,
the last one shorter: ``nonce[12] | ciphertext and tag`` of AES-256-GCM, with the record's number
(u32) and whether it is the last (u8) as associated data.
``file_key = HMAC-SHA-256(key, "counterseal/file-key/v1\0" | sha256[32] | nonce)``; the commitment
is that of `ledger.sealing`. A record that is left out, put elsewhere, taken from another file, or
that ends the file too early does not open.

Source: the STREAM construction of Hoang, Reyhanitabar, Rogaway and Vizar, "Online
Authenticated-Encryption and its Nonce-Reuse Misuse-Resistance" (CRYPTO 2015), with random nonces:
the last record of an unfinished upload is sealed again each time that it grows.
"""

from __future__ import annotations

import hmac
from hmac import compare_digest
from secrets import token_bytes
from struct import Struct
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from ledger.errors import LedgerError
from ledger.keys.store import Key
from ledger.sealing import NONCE_BYTES, TAG_BYTES, key_commitment

CHUNK_BYTES: Final = 64 * 1024
RECORD_BYTES: Final = NONCE_BYTES + CHUNK_BYTES + TAG_BYTES
IN_PIECES: Final = 0x02

_HEAD = Struct("!B16s32s32s")
_PLACE = Struct("!I?")
_FILE_KEY = b"counterseal/file-key/v1\0"
_FILE_NONCE_BYTES = 32

HEAD_BYTES: Final = _HEAD.size


class Chunks:
    """Seals and opens the records of one file."""

    def __init__(self, head: bytes, file_key: bytes) -> None:
        """``head`` begins the file; ``file_key`` is for this file alone."""
        self.head = head
        self._cipher = AESGCM(file_key)

    def seal(self, number: int, plain: bytes, *, last: bool) -> bytes:
        """Return a record; numbers start at 0."""
        nonce = token_bytes(NONCE_BYTES)
        return nonce + self._cipher.encrypt(nonce, plain, _PLACE.pack(number, last))

    def open(self, number: int, record: bytes, *, last: bool) -> bytes:
        """Return what a record says.

        Raises:
            LedgerError: ``file_tampered``.
        """
        nonce, sealed = record[:NONCE_BYTES], record[NONCE_BYTES:]
        try:
            return self._cipher.decrypt(nonce, sealed, _PLACE.pack(number, last))
        except (InvalidTag, ValueError):
            raise LedgerError("file_tampered", check="record", number=number) from None


def new_chunks(key: Key, sha256: bytes) -> Chunks:
    """Return what seals a new file whose digest will be ``sha256``."""
    nonce = token_bytes(_FILE_NONCE_BYTES)
    file_key = _file_key(key, sha256, nonce)
    return Chunks(_HEAD.pack(IN_PIECES, key.kid, nonce, key_commitment(file_key)), file_key)


def known_chunks(key: Key, sha256: bytes, head: bytes) -> Chunks:
    """Return what opens the file of this digest, which begins with ``head``.

    Raises:
        LedgerError: ``file_tampered`` if it is not that file under that key.
    """
    if len(head) != HEAD_BYTES:
        raise LedgerError("file_tampered", check="head", number=0)
    form, kid, nonce, commitment = _HEAD.unpack(head)
    file_key = _file_key(key, sha256, nonce)
    if (form, kid) != (IN_PIECES, key.kid) or not compare_digest(
        commitment, key_commitment(file_key)
    ):
        raise LedgerError("file_tampered", check="commitment", number=0)
    return Chunks(head, file_key)


def count(length: int) -> int:
    """Return how many records a file of so many bytes has."""
    return -(-length // CHUNK_BYTES)


def sealed_length(length: int) -> int:
    """Return how long the sealed form of a file of so many bytes is."""
    return HEAD_BYTES + length + count(length) * (NONCE_BYTES + TAG_BYTES)


def _file_key(key: Key, sha256: bytes, nonce: bytes) -> bytes:
    return hmac.digest(key.secret, _FILE_KEY + sha256 + nonce, "sha256")
