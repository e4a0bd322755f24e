"""What the ledger asks of a key store. Keys live outside the database of what they seal."""

from __future__ import annotations

from typing import Protocol

import msgspec


class Key(msgspec.Struct, frozen=True):
    """A key and its name: ``kid`` is 16 random bytes and public, ``secret`` is 32 bytes.

    Never printed: its representation shows the name only.
    """

    kid: bytes
    secret: bytes

    def __repr__(self) -> str:
        """Return the name without the secret, for logs and tracebacks."""
        return f"Key(kid={self.kid.hex()})"

    def __rich_repr__(self) -> list[tuple[str, str]]:
        """Return what rich may print: the name without the secret."""
        return [("kid", self.kid.hex())]


class KeyStore(Protocol):
    """Keys by owner (made when absent) and by name. Safe for threads and for several processes.

    A key that was handed out is durable. A destroyed key stays destroyed: neither its name nor
    its owner ever gets a key again. Where the storage below fails, each call may raise
    ``key_store_failed``.
    """

    def stream_key(self, log_id: bytes, stream_id: bytes) -> Key:
        """Return the key of a stream; both ids are 16 bytes.

        Raises:
            LedgerError: ``key_destroyed``.
        """
        ...

    def person_key(self, person: str) -> Key:
        """Return the key of what identifies a person.

        Raises:
            LedgerError: ``key_destroyed``.
        """
        ...

    def retention_key(self, log_id: bytes) -> Key:
        """Return the key under which a log's executed documents are kept until retention ends.

        Raises:
            LedgerError: ``key_destroyed``.
        """
        ...

    def secret(self, kid: bytes) -> bytes:
        """Return the secret of the key named ``kid``.

        Raises:
            LedgerError: ``key_destroyed``, ``key_unknown``.
        """
        ...

    def destroy(self, kid: bytes) -> None:
        """Destroy a key for ever; durable on return. Twice, or of an unknown key, is no error.

        An unknown name is marked as destroyed too, so that a restored backup brings nobody back.
        """
        ...
