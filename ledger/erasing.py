"""Carrying out what a log says was erased: the keys that an erasure names are destroyed for ever.

The event comes first, then the keys go. Whatever happens in between, and whichever copy of the key
store was put back since, carrying out every erasure of the log once more makes it good.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final
from uuid import UUID

from psycopg import sql

from aggregates.log.erasing.events import DocumentsErased, ErasedKey, Erasure, PersonErased
from ledger.erasures import RecordedErasure, erasures_of, erasures_of_all
from ledger.errors import LedgerError
from ledger.keys.store import Key, KeyStore
from ledger.rows import Rows, query_of

_KIDS: Final = sql.SQL("""
    SELECT DISTINCT e.stream_id, substr(e.payload, 2, 16) FROM {events} AS e
    WHERE e.log_id = %b AND e.stream_id = ANY (%b::uuid[]) AND get_byte(e.payload, 0) = 1
""")


class Erasing:
    """The erasures of one log, and the keys that they take."""

    def __init__(self, log_id: UUID, rows: Rows, keys: KeyStore) -> None:
        self._log_id = log_id
        self._rows = rows
        self._keys = keys

    def keys_of_streams(self, streams: Sequence[UUID]) -> tuple[ErasedKey, ...]:
        """Return the name of every key under which streams are stored, or would be.

        Of a stream that nobody wrote to yet too: a key is made for it, so that it can be destroyed.

        Raises:
            LedgerError: ``key_destroyed``.
        """
        query = query_of(_KIDS, self._log_id)
        stored = self._rows.fetch(query, [self._log_id, list(streams)])
        named = {(stream, bytes(kid)) for stream, kid in stored}
        for stream in streams:
            named.add((stream, self._keys.stream_key(self._log_id.bytes, stream.bytes).kid))
        return tuple(ErasedKey(stream=str(stream), kid=kid.hex()) for stream, kid in sorted(named))

    def key_of_person(self, person: str) -> ErasedKey:
        """Return the name of a person's key.

        Raises:
            LedgerError: ``key_destroyed``.
        """
        return ErasedKey(kid=self._keys.person_key(person).kid.hex())

    def key_of_documents(self) -> ErasedKey:
        """Return the name of the key under which executed documents are kept.

        Raises:
            LedgerError: ``key_destroyed``.
        """
        return ErasedKey(kid=self._keys.retention_key(self._log_id.bytes).kid.hex())

    def carry_out(self, after: int = 0) -> list[RecordedErasure]:
        """Destroy the keys of every erasure after a position, and return these. Twice is no error.

        Raises:
            LedgerError: ``key_store_failed``, and as `erasures_of`.
        """
        recorded = erasures_of(self._log_id, self._rows, after)
        for _, event in recorded:
            destroy_keys_of(self._keys, self._log_id, event)
        return recorded


def destroy_what_was_erased(dsn: str, keys: KeyStore) -> int:
    """Destroy the keys of every erasure of every log, and return how many erasures there are.

    MUST be done before anything is served: a key store may have been put back from a backup.

    Raises:
        LedgerError: ``key_store_failed``, and as `erasures_of_all`.
    """
    recorded = erasures_of_all(dsn)
    for log_id, (_, event) in recorded:
        destroy_keys_of(keys, log_id, event)
    return len(recorded)


def destroy_keys_of(keys: KeyStore, log_id: UUID, event: Erasure) -> None:
    """Destroy the keys that an erasure names, and let those whom it is about never have one.

    Raises:
        LedgerError: ``key_store_failed``.
    """
    for key in event.keys:
        kid = bytes.fromhex(key.kid)
        # one that is known to be gone is left alone: else every start would wait for the disk
        if not _is_destroyed(partial(keys.secret, kid)):
            keys.destroy(kid)
    for owned in _owned(keys, log_id, event):
        # a copy of the store may never have heard of the key that its owner had
        if not _is_destroyed(owned):
            keys.destroy(owned().kid)


def _owned(keys: KeyStore, log_id: UUID, event: Erasure) -> list[Callable[[], Key]]:
    """Return what gives the keys of those whom an erasure is about."""
    if isinstance(event, PersonErased):
        return [partial(keys.person_key, event.person)]
    if isinstance(event, DocumentsErased):
        return [partial(keys.retention_key, log_id.bytes)]
    streams = sorted({key.stream for key in event.keys if key.stream})
    return [partial(keys.stream_key, log_id.bytes, UUID(stream).bytes) for stream in streams]


def _is_destroyed(ask: Callable[[], object]) -> bool:
    try:
        ask()
    except LedgerError as told:
        return told.code == "key_destroyed"
    return False
