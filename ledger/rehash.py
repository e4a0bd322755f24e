"""Every hash of a log computed anew from the stored bytes: what was changed after the fact shows.

1. Positions and the versions of every stream are 1, 2, 3, without a gap.
2. Time never goes back.
3. Each leaf is that of its bytes and of its stream's leaf before.
4. What the tables say of the last version and leaf of a stream, and of the last position, is so.

A database that was rewritten as a whole, hashes included, passes: what it came to must be compared
with what somebody else has kept of it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from hashlib import sha256
from uuid import UUID

import msgspec

from ledger.errors import LedgerError
from ledger.opening import NO_LEAF, Opening, entry_hash, leaf_hash
from ledger.rows import Row, Rows, Tip

BATCH = 1_000
START = Tip(0, NO_LEAF)


class Head(msgspec.Struct, frozen=True, kw_only=True):
    """How far a log is: its last position, when that was recorded, and its leaf.

    ``recorded_at`` in microseconds since 1970 UTC, ``leaf_hash`` as hexadecimal digits; 0 and
    empty for an empty log.
    """

    log_id: str
    position: int = 0
    recorded_at: int = 0
    leaf_hash: str = ""


def rehash(log_id: UUID, rows: Rows, progress: Callable[[int], None] = lambda _: None) -> Head:
    """Return the head that the stored events of a log come to; ``progress`` gets each position.

    Raises:
        LedgerError: ``positions_missing``; ``event_altered`` with the position, the check that
            failed, and what was expected and found.
    """
    head, tips = Head(log_id=str(log_id)), dict[UUID, Tip]()
    while batch := rows.after(head.position, BATCH):
        for row in batch:
            tips[row.stream_id] = _next_tip(log_id, row, tips.get(row.stream_id, START))
            if row.recorded_at < head.recorded_at:
                raise _altered(row.position, "recorded_at", head.recorded_at, row.recorded_at)
            head = _head(log_id, row)
        progress(head.position)
    _require_tables(rows, head, tips)
    return head


def _head(log_id: UUID, row: Row) -> Head:
    return Head(
        log_id=str(log_id),
        position=row.position,
        recorded_at=row.recorded_at,
        leaf_hash=row.leaf_hash.hex(),
    )


def _next_tip(log_id: UUID, row: Row, tip: Tip) -> Tip:
    if row.version != tip.version + 1:
        raise _altered(row.position, "version", tip.version + 1, row.version)
    opening = Opening(
        log_id=log_id.bytes,
        stream_id=row.stream_id.bytes,
        version=row.version,
        recorded_at=row.recorded_at,
        type=row.type,
        payload_sha256=sha256(row.payload).digest(),
        meta_sha256=sha256(row.meta).digest(),
        prev=tip.leaf,
        salt=row.salt,
    )
    leaf = leaf_hash(entry_hash(opening))
    if leaf != row.leaf_hash:
        raise _altered(row.position, "leaf_hash", leaf.hex(), row.leaf_hash.hex())
    return Tip(row.version, leaf)


def _require_tables(rows: Rows, head: Head, tips: Mapping[UUID, Tip]) -> None:
    position, found = rows.tips()
    if position != head.position:
        raise _altered(head.position, "log_head", head.position, position)
    for stream_id in sorted({*tips, *found}):
        expected, actual = tips.get(stream_id, START), found.get(stream_id, START)
        if actual != expected:
            raise _altered(head.position, f"stream {stream_id}", str(expected), str(actual))


def _altered(position: int, check: str, expected: object, actual: object) -> LedgerError:
    return LedgerError(
        "event_altered", position=position, check=check, expected=expected, actual=actual
    )
