r"""Short texts beside large files, and the names of files: both under the key of the stream.

A file is called by the 64 hexadecimal digits of ``HMAC-SHA-256(index_key, sha256)``, ``index_key``
being ``HMAC-SHA-256(key, "counterseal/file-index/v1\0")``: a name confirms no guess of a file. A
text is sealed as in `ledger.sealing`, under ``HMAC-SHA-256(key, "counterseal/file-note/v1\0" | name
| 0x00 | nonce)``, with the name of what it is about as associated data.
"""

from __future__ import annotations

import hmac
from secrets import token_bytes

from ledger.errors import LedgerError
from ledger.keys.store import Key
from ledger.sealing import NONCE_BYTES, kid_and_nonce, seal, unseal

_NOTE_KEY = b"counterseal/file-note/v1\0"
_INDEX_KEY = b"counterseal/file-index/v1\0"


class Notes:
    """Names and seals for the files of one stream."""

    def __init__(self, key: Key) -> None:
        self._key = key

    def name_of(self, sha256: bytes) -> str:
        """Return what the file of this digest is called."""
        index_key = hmac.digest(self._key.secret, _INDEX_KEY, "sha256")
        return hmac.digest(index_key, sha256, "sha256").hex()

    def seal(self, name: str, note: bytes) -> bytes:
        """Return a note on ``name`` as it is stored."""
        nonce = token_bytes(NONCE_BYTES)
        return seal(self._key.kid, self._note_key(name, nonce), nonce, note, name.encode())

    def open(self, name: str, stored: bytes) -> bytes:
        """Return a note on ``name``.

        Raises:
            LedgerError: ``file_tampered``.
        """
        try:
            kid, nonce = kid_and_nonce(stored)
            note = unseal(self._note_key(name, nonce), stored, name.encode())
        except LedgerError:
            raise LedgerError("file_tampered", check="note", number=0) from None
        if kid != self._key.kid:
            raise LedgerError("file_tampered", check="note", number=0)
        return note

    def _note_key(self, name: str, nonce: bytes) -> bytes:
        return hmac.digest(self._key.secret, _NOTE_KEY + name.encode() + b"\0" + nonce, "sha256")
