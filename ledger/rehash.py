"""Every hash of a log computed anew from the stored bytes: what was changed after the fact shows.

1. Positions are 1, 2, 3, without a gap.
2. The chain of every stream holds (`chain`).
3. What the tables say of the last version and leaf of a stream, and of the last position, is so.

A database that was rewritten as a whole, hashes included, passes: what it came to must be compared
with what somebody else has kept of it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from uuid import UUID

import msgspec

from ledger.chain import START, Chain, altered
from ledger.rows import Row, Rows, Tip

BATCH = 1_000


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
    head, chain = Head(log_id=str(log_id)), Chain(log_id)
    while batch := rows.after(head.position, BATCH):
        for row in batch:
            chain.follow(row)
            head = _head(log_id, row)
        progress(head.position)
    _require_tables(rows, head, chain.tips)
    return head


def _head(log_id: UUID, row: Row) -> Head:
    return Head(
        log_id=str(log_id),
        position=row.position,
        recorded_at=row.recorded_at,
        leaf_hash=row.leaf_hash.hex(),
    )


def _require_tables(rows: Rows, head: Head, tips: Mapping[UUID, Tip]) -> None:
    position, found = rows.tips()
    if position != head.position:
        raise altered(head.position, "log_head", head.position, position)
    for stream_id in sorted({*tips, *found}):
        expected, actual = tips.get(stream_id, START), found.get(stream_id, START)
        if actual != expected:
            raise altered(head.position, f"stream {stream_id}", str(expected), str(actual))
