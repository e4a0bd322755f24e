r"""What is stored of a file: sealed under its stream's key, found by a digest only that key makes.

Sealed: the form of `ledger.sealing`, with
``blob_key = HMAC-SHA-256(key, "counterseal/blob-key/v1\0" | sha256[32] | nonce)`` and the clear
file's ``sha256`` as associated data. Looked up by ``HMAC-SHA-256(index_key, sha256)`` with
``index_key = HMAC-SHA-256(key, "counterseal/blob-index/v1\0")``: whoever reads the database can
neither confirm a guess of a file nor see that two streams hold the same one.

Test vectors: ``docs/reference/vectors/blob.json``.
"""

from __future__ import annotations

import hashlib
import hmac

from ledger.errors import LedgerError
from ledger.keys.store import Key
from ledger.sealing import kid_and_nonce, seal, unseal

_BLOB_KEY = b"counterseal/blob-key/v1\0"
_INDEX_KEY = b"counterseal/blob-index/v1\0"


def blob_lookup(key: Key, sha256: bytes) -> bytes:
    """Return the 32 bytes under which a file is stored; ``sha256`` is that of the clear file."""
    return hmac.digest(hmac.digest(key.secret, _INDEX_KEY, "sha256"), sha256, "sha256")


def seal_blob(key: Key, content: bytes, nonce: bytes) -> bytes:
    """Return the stored form of a file. MUST be given a fresh random nonce of 12 bytes.

    Raises:
        LedgerError: ``nonce_malformed``, ``kid_malformed``.
    """
    sha256 = hashlib.sha256(content).digest()
    return seal(key.kid, _blob_key(key.secret, sha256, nonce), nonce, content, sha256)


def open_blob(key: Key, sha256: bytes, stored: bytes) -> bytes:
    """Return the file whose digest is ``sha256``, as an event names it; the digest is checked.

    Raises:
        LedgerError: ``blob_tampered`` if these are not the bytes of that file under that key.
    """
    try:
        kid, nonce = kid_and_nonce(stored)
        content = unseal(_blob_key(key.secret, sha256, nonce), stored, sha256)
    except LedgerError as wrong:
        raise LedgerError("blob_tampered", sha256=sha256.hex(), **wrong.facts) from None
    if kid != key.kid or hashlib.sha256(content).digest() != sha256:
        raise LedgerError("blob_tampered", sha256=sha256.hex(), check="digest")
    return content


def _blob_key(secret: bytes, sha256: bytes, nonce: bytes) -> bytes:
    return hmac.digest(secret, _BLOB_KEY + sha256 + nonce, "sha256")
