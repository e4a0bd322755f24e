"""What somebody has done, by the envelope of each event, which is in clear and names them."""

from __future__ import annotations

from typing import Final
from uuid import UUID

import msgspec
from psycopg import sql

from ledger.rows import Row, Rows, query_of

# no index has it: it is asked for once in a while, by the person
_ACTED: Final = sql.SQL("""
    SELECT {row} FROM {events} AS e
    WHERE e.log_id = %b AND position(%b IN e.meta) > 0
    ORDER BY e.position DESC LIMIT %b
""")


def rows_of_actor(log_id: UUID, rows: Rows, actor: str, limit: int) -> list[Row]:
    """Return the newest events of a log that ``actor`` asked for, at most ``limit``, in order.

    Costs as much as there are events.
    """
    named = b'"actor":' + msgspec.json.encode(actor)
    found = rows.fetch(query_of(_ACTED, log_id), [log_id, named, limit])
    return [*map(Row._make, reversed(found))]
