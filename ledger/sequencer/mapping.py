"""The head map of one log, kept up: the last event of each stream, of all up to one position."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final
from uuid import UUID

from aggregates.log.events import LedgerHeadMapped
from aggregates.log.state import Log
from ledger.codec import stored_name
from ledger.errors import LedgerError
from ledger.proof.headmap import Head, HeadMap
from ledger.rows import Row, Rows, Tip

_SAYING: Final = stored_name(LedgerHeadMapped)


def map_of(tips: Mapping[UUID, Tip]) -> HeadMap:
    """Return the map in which streams end there."""
    return with_tips(HeadMap(), tips)


def with_tips(heads: HeadMap, tips: Mapping[UUID, Tip]) -> HeadMap:
    """Return the map in which these streams end there, and all others where they did."""
    return heads.updated(
        {stream_id.bytes: Head(tip.version, tip.leaf) for stream_id, tip in tips.items()}
    )


def tips_of(rows: Iterable[Row]) -> dict[UUID, Tip]:
    """Return where the streams of these rows end, which are in the order of their positions."""
    return {row.stream_id: Tip(row.version, row.leaf_hash) for row in rows}


def has_news(rows: Iterable[Row]) -> bool:
    """Return whether there is anything among these rows but sayings of the map."""
    return any(row.type != _SAYING for row in rows)


def require_as_said(rows: Rows, said: Log) -> None:
    """Refuse a log whose streams did not end where it said last that they did.

    Raises:
        LedgerError: ``map_altered``.
    """
    ends = rows.ends(said.mapped_through) if said.mapped_through else []
    root = map_of({end.stream_id: Tip(end.version, end.leaf_hash) for end in ends}).root.hex()
    if said.mapped_through and root != said.map_root:
        raise LedgerError(
            "map_altered", through=said.mapped_through, expected=said.map_root, actual=root
        )
