"""An auditor's look at a whole log, from its rows: positions, versions, chains and leaves."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from uuid import UUID

from ledger.opening import NO_LEAF, Opening, entry_hash
from ledger.proof.hashing import leaf_hash
from ledger.rows import Row, Rows


def whole_log(rows: Rows) -> list[Row]:
    """Return every row of a log."""
    found: list[Row] = []
    while more := rows.after(len(found), 1000):
        found += more
    return found


def require_chain(log_id: UUID, rows: Iterable[Row]) -> None:
    """Assert that nothing is missing, moved or changed, and that time never goes back."""
    tips: dict[UUID, tuple[int, bytes]] = {}
    before = 0
    for position, row in enumerate(rows, start=1):
        version, prev = tips.get(row.stream_id, (0, NO_LEAF))
        assert (row.position, row.version) == (position, version + 1)
        assert row.recorded_at >= before
        assert row.leaf_hash == leaf_hash(entry_hash(_opening(log_id, row, prev)))
        tips[row.stream_id] = (row.version, row.leaf_hash)
        before = row.recorded_at


def _opening(log_id: UUID, row: Row, prev: bytes) -> Opening:
    return Opening(
        log_id=log_id.bytes,
        stream_id=row.stream_id.bytes,
        version=row.version,
        recorded_at=row.recorded_at,
        type=row.type,
        payload_sha256=sha256(row.payload).digest(),
        meta_sha256=sha256(row.meta).digest(),
        prev=prev,
        salt=row.salt,
    )
