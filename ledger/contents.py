"""What an event says, between its class and the bytes of the ``payload`` column."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from secrets import token_bytes
from uuid import UUID

from aggregates.vocabulary import Event
from ledger.codec import Codec
from ledger.keys.store import KeyStore
from ledger.payload import (
    Place,
    StreamOpener,
    clear_payload,
    open_clear,
    open_payload,
    seal_payload,
)
from ledger.rows import BareRow
from ledger.sealing import NONCE_BYTES

CLEAR_AGGREGATES = frozenset({"ledger", "edition", "rates"})
"""Their events hold no personal data and are stored in clear, so that anybody can check them."""


class EventContents:
    """Seals and opens the events of one log, each under the key of its stream."""

    def __init__(self, log_id: UUID, codec: Codec, keys: KeyStore) -> None:
        self.log_id = log_id
        self.codec = codec
        self.keys = keys

    def seal(self, stream_id: UUID, version: int, event: Event) -> tuple[str, bytes]:
        """Return the stored name and the payload of an event that will stand at ``version``.

        Raises:
            LedgerError: as `Codec.encode`; ``key_destroyed``.
        """
        name, plain = self.codec.encode(event)
        if _is_clear(name):
            return name, clear_payload(plain)
        key = self.keys.stream_key(self.log_id.bytes, stream_id.bytes)
        place = Place(self.log_id.bytes, stream_id.bytes, version, name)
        return name, seal_payload(key, place, plain, token_bytes(NONCE_BYTES))

    def open(self, stream_id: UUID, version: int, name: str, payload: bytes) -> Event:
        """Return the event that stands at this place.

        Raises:
            LedgerError: as `open_payload` and `Codec.decode`; ``key_destroyed`` after an erasure.
        """
        if _is_clear(name):
            return self.codec.decode(name, open_clear(payload))
        place = Place(self.log_id.bytes, stream_id.bytes, version, name)
        return self.codec.decode(name, open_payload(self.keys.secret, place, payload))

    def open_stream(self, stream_id: UUID, rows: Iterable[BareRow]) -> list[Event]:
        """Return the events of one stream, quicker than one by one.

        Raises:
            LedgerError: as `open`.
        """
        opener = StreamOpener(self.keys.secret, self.log_id.bytes, stream_id.bytes)
        decode = self.codec.decode
        return [
            decode(
                name,
                open_clear(payload) if _is_clear(name) else opener.open(version, name, payload),
            )
            for _, version, name, payload in rows
        ]


@lru_cache(maxsize=1024)
def _is_clear(name: str) -> bool:
    return name.partition(".")[0] in CLEAR_AGGREGATES
