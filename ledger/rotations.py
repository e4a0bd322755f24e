"""Where a log says that it went on under another origin."""

from __future__ import annotations

from typing import Final, NamedTuple
from uuid import UUID

from psycopg import sql

from aggregates.log import KEY, LOG
from aggregates.log.events import LogRotated
from ledger.chain import opening_of
from ledger.codec import Codec, stored_name
from ledger.opening import NO_LEAF, opening_bytes
from ledger.payload import open_clear
from ledger.rows import LAST_POSITION, Row, Rows, query_of
from ledger.stream import stream_id
from ledger.watching.rotated import ShownRotation

_NAME: Final = stored_name(LogRotated)
_CODEC: Final = Codec({_NAME: LogRotated})
_ROTATIONS: Final = sql.SQL("""
    SELECT {row} FROM {events} AS e
    WHERE e.log_id = %b AND e.stream_id = %b AND e.type = %b AND e.position <= %b
    ORDER BY e.version
""")


_SHOWN: Final = sql.SQL("""
    SELECT {row}, p.leaf_hash FROM {events} AS e
    LEFT JOIN {events} AS p
        ON p.log_id = e.log_id AND p.stream_id = e.stream_id AND p.version = e.version - 1
    WHERE e.log_id = %b AND e.stream_id = %b AND e.type = %b ORDER BY e.version
""")


class Rotation(NamedTuple):
    """What the log said, and at which position."""

    position: int
    said: LogRotated


def rotations(log_id: UUID, rows: Rows, through: int = LAST_POSITION) -> list[Rotation]:
    """Return every rotation of a log up to the position ``through``, in order.

    Raises:
        LedgerError: ``payload_malformed``, and as `Codec.decode`, if one is not as it was stored.
    """
    own = stream_id(log_id, LOG.name, KEY)
    found = rows.fetch(query_of(_ROTATIONS, log_id), [log_id, own, _NAME, through])
    return [_rotation(Row._make(row)) for row in found]


def shown_rotations(log_id: UUID, rows: Rows) -> list[ShownRotation]:
    """Return the same as anybody may be shown it: what these events are the hashes of."""
    own = stream_id(log_id, LOG.name, KEY)
    found = rows.fetch(query_of(_SHOWN, log_id), [log_id, own, _NAME])
    return [_shown(log_id, Row._make(row[:-1]), row[-1] or NO_LEAF) for row in found]


def _shown(log_id: UUID, row: Row, prev: bytes) -> ShownRotation:
    opening = opening_bytes(opening_of(log_id.bytes, row, prev))
    return ShownRotation(position=row.position, opening=opening, payload=row.payload)


def _rotation(row: Row) -> Rotation:
    said = _CODEC.decode(row.type, open_clear(row.payload or b""))
    assert isinstance(said, LogRotated)  # noqa: S101 - by the name under which it is stored
    return Rotation(row.position, said)
