"""The chain of each stream of a log, followed row by row: every hash is made anew from the bytes.

1. The versions of every stream are 1, 2, 3, without a gap.
2. Time never goes back.
3. Each leaf is that of the row's bytes and of its stream's leaf before.
"""

from __future__ import annotations

from hashlib import sha256
from typing import Final
from uuid import UUID

from ledger.errors import LedgerError
from ledger.opening import NO_LEAF, Opening, entry_hash
from ledger.proof.hashing import leaf_hash
from ledger.rows import Row, Tip

START: Final = Tip(0, NO_LEAF)


class Chain:
    """Where each stream ends so far, in the order of positions. Not for several threads."""

    def __init__(
        self, log_id: UUID, tips: dict[UUID, Tip] | None = None, recorded_at: int = 0
    ) -> None:
        """Begin at the start of a log, or where its streams ended at ``recorded_at``."""
        self._log_id = log_id.bytes
        self.tips: dict[UUID, Tip] = {} if tips is None else tips
        self.recorded_at = recorded_at

    def follow(self, row: Row) -> bytes:
        """Return the entry of the next row: the 32 bytes that its leaf is the hash of.

        Raises:
            LedgerError: ``event_altered`` with the position, the check that failed, and what was
                expected and found.
        """
        tip = self.tips.get(row.stream_id, START)
        if row.version != tip.version + 1:
            raise altered(row.position, "version", tip.version + 1, row.version)
        if row.recorded_at < self.recorded_at:
            raise altered(row.position, "recorded_at", self.recorded_at, row.recorded_at)
        entry = entry_hash(opening_of(self._log_id, row, tip.leaf))
        leaf = leaf_hash(entry)
        if leaf != row.leaf_hash:
            raise altered(row.position, "leaf_hash", leaf.hex(), row.leaf_hash.hex())
        self.tips[row.stream_id] = Tip(row.version, leaf)
        self.recorded_at = row.recorded_at
        return entry


def opening_of(log_id: bytes, row: Row, prev: bytes) -> Opening:
    """Return the opening of a row as it is stored, behind its stream's leaf ``prev``."""
    return Opening(
        log_id=log_id,
        stream_id=row.stream_id.bytes,
        version=row.version,
        recorded_at=row.recorded_at,
        type=row.type,
        payload_sha256=sha256(row.payload).digest(),
        meta_sha256=sha256(row.meta).digest(),
        prev=prev,
        salt=row.salt,
    )


def altered(position: int, check: str, expected: object, actual: object) -> LedgerError:
    """Return the alarm that the event at ``position`` is not what was stored."""
    return LedgerError(
        "event_altered", position=position, check=check, expected=expected, actual=actual
    )
