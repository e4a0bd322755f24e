"""Files, sealed under the key of the stream whose event names them, or under the retention key."""

from __future__ import annotations

import hashlib
from secrets import token_bytes
from uuid import UUID

from aggregates.vocabulary import Sha256
from ledger.append.request import NewBlob
from ledger.blob import blob_lookup, open_blob, seal_blob
from ledger.errors import LedgerError
from ledger.keys.store import Key, KeyStore
from ledger.rows import Rows
from ledger.sealing import NONCE_BYTES


class Blobs:
    """Seals and opens the files of one log."""

    def __init__(self, log_id: UUID, keys: KeyStore) -> None:
        self._log_id = log_id.bytes
        self._keys = keys

    def for_stream(self, stream_id: UUID, content: bytes) -> NewBlob:
        """Return the file as it is stored beside an event of this stream."""
        return self._sealed(self._keys.stream_key(self._log_id, stream_id.bytes), content)

    def for_retention(self, content: bytes) -> NewBlob:
        """Return the file as it is stored to outlive the stream's key."""
        return self._sealed(self._keys.retention_key(self._log_id), content)

    def of_stream(self, rows: Rows, stream_id: UUID, sha256: Sha256) -> bytes:
        """Return a file of this stream.

        Raises:
            LedgerError: ``blob_unknown``, ``blob_tampered``, ``key_destroyed``.
        """
        key = self._keys.stream_key(self._log_id, stream_id.bytes)
        return self._opened(rows, key, sha256)

    def retained(self, rows: Rows, sha256: Sha256) -> bytes:
        """Return a file that was stored for retention.

        Raises:
            LedgerError: ``blob_unknown``, ``blob_tampered``, ``key_destroyed``.
        """
        return self._opened(rows, self._keys.retention_key(self._log_id), sha256)

    def _sealed(self, key: Key, content: bytes) -> NewBlob:
        found_by = blob_lookup(key, hashlib.sha256(content).digest())
        return NewBlob(found_by, seal_blob(key, content, token_bytes(NONCE_BYTES)))

    def _opened(self, rows: Rows, key: Key, sha256: Sha256) -> bytes:
        digest = bytes.fromhex(sha256)
        stored = rows.blob(blob_lookup(key, digest))
        if stored is None:
            raise LedgerError("blob_unknown", sha256=sha256)
        return open_blob(key, digest, stored)
