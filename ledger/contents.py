"""What an event says, between its class and the bytes of the ``payload`` column."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from secrets import token_bytes
from uuid import UUID

from aggregates.vocabulary import Event
from ledger.codec import Codec
from ledger.keys.store import KeyStore
from ledger.payload import (
    Place,
    clear_payload,
    open_clear,
    open_payload,
    open_stream,
    seal_payload,
)
from ledger.sealing import NONCE_BYTES

CLEAR_AGGREGATES = frozenset({"ledger", "edition", "rates", "publication"})
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

    def open_stream(
        self, stream_id: UUID, names: Sequence[str], payloads: Sequence[bytes], first: int = 1
    ) -> list[Event]:
        """Return the events of one stream from version ``first`` on, quicker than one by one.

        ``names`` MUST be those of one aggregate: of its first depends how all are opened.

        Raises:
            LedgerError: as `open`.
        """
        if _is_clear(names[0]):
            plain: Iterator[bytes] = map(open_clear, payloads)
        else:
            log = self.log_id.bytes
            plain = open_stream(self.keys.secret, log, stream_id.bytes, names, payloads, first)
        return [*map(self.codec.decode, names, plain)]


def _is_clear(name: str) -> bool:
    return name.partition(".")[0] in CLEAR_AGGREGATES
