"""Writing the history of a log anew, hashes and head maps included, as whoever runs it can.

Given the rows in another order, with others among them or some left out, the result is a log that
follows from nothing but itself: positions and versions count on, each payload is sealed for its
new place, each leaf follows from the one before, and the log says the maps of what it now holds.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import sha256

from intrusion.scene import CODEC, LOG_ID
from msgspec.structs import replace

from aggregates.log.events import LedgerHeadMapped
from aggregates.vocabulary import Event
from ledger.codec import stored_name
from ledger.contents import EventContents
from ledger.keys.store import KeyStore
from ledger.opening import NO_LEAF, Opening, entry_hash
from ledger.proof.hashing import leaf_hash
from ledger.proof.headmap import Head, HeadMap
from ledger.rows import Row, Tip

NOTHING: Mapping[bytes, Head] = {}

_MAPPED = stored_name(LedgerHeadMapped)


class Forger:
    """Seals and opens with the keys of the deals."""

    def __init__(self, keys: KeyStore) -> None:
        self._contents = EventContents(LOG_ID, CODEC, keys)

    def saying(self, row: Row, event: Event) -> Row:
        """Return a row that says something else."""
        name, payload = self._contents.seal(row.stream_id, row.version, event)
        return row._replace(type=name, payload=payload)

    def opened(self, row: Row) -> Event:
        """Return what a row says."""
        return self._contents.open(row.stream_id, row.version, row.type, row.payload)

    def history(self, rows: Sequence[Row], ends: Mapping[bytes, Head] = NOTHING) -> list[Row]:
        """Return these rows as a log in order; its last map says ``ends`` of these streams."""
        tips: dict[bytes, Tip] = {}
        heads, made = HeadMap(), list[Row]()
        for position, row in enumerate(rows, start=1):
            tip = tips.get(row.stream_id.bytes, Tip(0, NO_LEAF))
            said = heads.updated(ends) if position == len(rows) else heads
            placed = self._placed(row, position, tip.version + 1, said)
            leaf = leaf_of(placed, tip.leaf)
            made.append(placed._replace(leaf_hash=leaf))
            tips[row.stream_id.bytes] = Tip(placed.version, leaf)
            heads = heads.updated({row.stream_id.bytes: Head(placed.version, leaf)})
        return made

    def _placed(self, row: Row, position: int, version: int, heads: HeadMap) -> Row:
        """Return a row in its new place, saying the map if that is what it says."""
        placed = row._replace(position=position, version=version)
        if row.type == _MAPPED:
            root = heads.root.hex()
            mapped = replace(self.opened(row), through_position=position - 1, root=root)
            return self.saying(placed, mapped)
        return placed if version == row.version else self.saying(placed, self.opened(row))


def leaf_of(row: Row, prev: bytes) -> bytes:
    """Return the leaf that a row's bytes make."""
    opening = Opening(
        log_id=LOG_ID.bytes,
        stream_id=row.stream_id.bytes,
        version=row.version,
        recorded_at=row.recorded_at,
        type=row.type,
        payload_sha256=sha256(row.payload).digest(),
        meta_sha256=sha256(row.meta).digest(),
        prev=prev,
        salt=row.salt,
    )
    return leaf_hash(entry_hash(opening))
