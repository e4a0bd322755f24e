"""Carrying out what a log says was erased: the keys that an erasure names are destroyed for ever.

The event comes first, then the keys go. Whatever happens in between, and whichever copy of the key
store was put back since, carrying out every erasure of the log once more makes it good.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final, NamedTuple
from uuid import UUID

from psycopg import sql

from aggregates.log.erasing.events import (
    DealErased,
    DocumentsErased,
    ErasedKey,
    Erasure,
    PersonErased,
)
from ledger.codec import Codec, stored_name
from ledger.errors import LedgerError
from ledger.keys.store import Key, KeyStore
from ledger.payload import open_clear
from ledger.rows import Row, Rows, query_of

_ERASURES: Final = (DealErased, PersonErased, DocumentsErased)
_CODEC: Final = Codec({stored_name(event): event for event in _ERASURES})
# the names are written out: only so the server knows that its index has all of them
_RECORDED: Final = sql.SQL("""
    SELECT {row} FROM {events} AS e
    WHERE e.log_id = %b AND e.position > %b AND e.type IN (
        'ledger.deal_erased.v1', 'ledger.person_erased.v1', 'ledger.documents_erased.v1')
    ORDER BY e.position
""")
_KIDS: Final = sql.SQL("""
    SELECT DISTINCT e.stream_id, substr(e.payload, 2, 16) FROM {events} AS e
    WHERE e.log_id = %b AND e.stream_id = ANY (%b::uuid[]) AND get_byte(e.payload, 0) = 1
    ORDER BY 1, 2
""")


class RecordedErasure(NamedTuple):
    """What was erased, and the position at which the log says so."""

    position: int
    event: Erasure


class Erasing:
    """The erasures of one log, and the keys that they take."""

    def __init__(self, log_id: UUID, rows: Rows, keys: KeyStore) -> None:
        self._log_id = log_id
        self._rows = rows
        self._keys = keys

    def recorded(self, after: int = 0) -> list[RecordedErasure]:
        """Return every erasure after a position, in order.

        Raises:
            LedgerError: ``payload_malformed``, and as `Codec.decode`.
        """
        query = query_of(_RECORDED, self._log_id)
        found = self._rows.fetch(query, [self._log_id, after])
        return [_recorded(Row._make(row)) for row in found]

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
        """Return the name of a person's key. Raises: `LedgerError` ``key_destroyed``."""
        return ErasedKey(kid=self._keys.person_key(person).kid.hex())

    def key_of_documents(self) -> ErasedKey:
        """Return the name of the key of executed documents. Raises: ``key_destroyed``."""
        return ErasedKey(kid=self._keys.retention_key(self._log_id.bytes).kid.hex())

    def carry_out(self, after: int = 0) -> list[RecordedErasure]:
        """Destroy the keys of every erasure after a position, and return these. Twice is no error.

        Raises:
            LedgerError: ``key_store_failed``, and as `recorded`.
        """
        recorded = self.recorded(after)
        for _, event in recorded:
            for key in event.keys:
                self._destroy(bytes.fromhex(key.kid))
            for owned in self._owned(event):
                self._bar(owned)
        return recorded

    def _owned(self, event: Erasure) -> list[Callable[[], Key]]:
        """Return what gives the keys of those whom an erasure is about."""
        log = self._log_id.bytes
        if isinstance(event, PersonErased):
            return [partial(self._keys.person_key, event.person)]
        if isinstance(event, DocumentsErased):
            return [partial(self._keys.retention_key, log)]
        streams = sorted({key.stream for key in event.keys if key.stream})
        return [partial(self._keys.stream_key, log, UUID(stream).bytes) for stream in streams]

    def _destroy(self, kid: bytes) -> None:
        """Destroy a key, unless it is known to be: else every start would wait for the disk."""
        if not _is_destroyed(lambda: self._keys.secret(kid)):
            self._keys.destroy(kid)

    def _bar(self, owned: Callable[[], Key]) -> None:
        """Let an owner never have a key again, also in a copy that never heard of theirs."""
        if not _is_destroyed(owned):
            self._keys.destroy(owned().kid)


def _is_destroyed(ask: Callable[[], object]) -> bool:
    try:
        ask()
    except LedgerError as told:
        return told.code == "key_destroyed"
    return False


def _recorded(row: Row) -> RecordedErasure:
    event = _CODEC.decode(row.type, open_clear(row.payload))
    assert isinstance(event, _ERASURES)  # noqa: S101 - by the name under which it is stored
    return RecordedErasure(row.position, event)
