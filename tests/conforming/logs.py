"""Logs that record what ours would not: to show that a verifier takes nobody's word for it."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from typing import TypeAlias
from uuid import UUID

from msgspec.structs import replace
from proven import DEAL, LOG, NONCE, MadeLog
from proving import CHAMBER, REGULATOR

from ledger.evidence.bundle import Bundle, Stored
from ledger.evidence.manifest import EventEntry
from ledger.opening import Opening
from ledger.payload import Place, derive_event_key
from ledger.sealing import seal

LeafOf: TypeAlias = Callable[[Opening], bytes]
SECRET = sha256(DEAL.bytes).digest()
"""The key of the deal's stream, as `MadeLog` has it."""


class OddLog(MadeLog):
    """A log that makes its leaves in a way of its own."""

    def __init__(self, leaf_of: LeafOf) -> None:
        super().__init__()
        self._leaf_of = leaf_of

    def _leaf(self, stream: UUID, entry: EventEntry, stored: Stored, prev: bytes) -> bytes:
        opening = Opening(
            log_id=self.log.bytes,
            stream_id=stream.bytes,
            version=entry.version,
            recorded_at=entry.recorded_at,
            type=entry.type,
            payload_sha256=sha256(stored.payload).digest(),
            meta_sha256=sha256(stored.meta).digest(),
            prev=prev,
            salt=bytes.fromhex(entry.salt),
        )
        return self._leaf_of(opening)


class RecordingLog(MadeLog):
    """A log that records whatever bytes it is given as the next event of the deal."""

    def record(self, payload: bytes, kind: str = "deal.comment_made.v1", key: str = "") -> None:
        """Record these stored bytes; a reader is given ``key`` to open them."""
        self.append(DEAL, kind, {})
        last = self.kept.pop()
        entry = replace(last.entry, event_key=key)
        stored = replace(last.stored, payload=payload)
        leaf = self._leaf(DEAL, entry, stored, last.prev)
        self.kept.append(replace(last, entry=entry, stored=stored, leaf=leaf))


def recorded(payload: bytes, key: str = "") -> Bundle:
    """Return the evidence of a deal whose one event was recorded in these bytes."""
    log = RecordingLog()
    log.record(payload, key=key)
    return log.bundle(DEAL, CHAMBER, REGULATOR)


def sealed_as(plain: bytes, kind: str, committed_to: bytes | None = None) -> tuple[bytes, str]:
    """Return a payload sealed as if its type were ``kind``, and the key that opens it.

    It commits to another key if one is given.
    """
    place = Place(LOG.bytes, DEAL.bytes, 1, kind)
    key = derive_event_key(SECRET, 1, NONCE)
    aad = place.log_id + place.stream_id + (1).to_bytes(8, "big") + kind.encode()
    payload = seal(DEAL.bytes, key, NONCE, plain, aad)
    if committed_to is not None:
        commitment = sha256(b"counterseal/key/v1\0" + committed_to).digest()
        payload = payload[:29] + commitment + payload[61:]
    return payload, key.hex()
