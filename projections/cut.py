"""The moment that an answer is of: a position of a log, and when that was recorded."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Final, LiteralString
from uuid import UUID

import msgspec
from psycopg import AsyncConnection
from psycopg.rows import TupleRow

from projections.errors import ProjectionError

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_HEAD: Final[LiteralString] = (
    "SELECT p.position, p.recorded_at FROM projections.positions AS p WHERE p.log_id = %(log)s"
)
_AT: Final[LiteralString] = (
    "SELECT e.recorded_at FROM ledger.events AS e"
    " WHERE e.log_id = %(log)s AND e.position = %(position)s"
)
_ZERO: Final = (0, 0)


class Cut(msgspec.Struct, frozen=True, kw_only=True):
    """Where an edition's log is cut: everything up to ``position`` counts, and nothing after it.

    ``at`` is when that was recorded; ``zone`` is the edition's, in which the cut-off is published
    and days begin.
    """

    edition: str
    position: int
    at: datetime
    zone: str


async def cut_at(
    connection: AsyncConnection[TupleRow],
    log: UUID,
    edition: str,
    zone: str,
    *,
    at: int | None = None,
    as_of: datetime | None = None,
) -> Cut:
    """Return the cut at a position, or as of an instant, or else where the views are now.

    Raises:
        ProjectionError: ``position_ahead`` if the views have not come so far.
    """
    found = await _row(connection, _HEAD, {"log": log})
    head = (found[0], found[1]) if found is not None else _ZERO
    if at is not None and not 0 <= at <= head[0]:
        raise ProjectionError("position_ahead", position=at, head=head[0])
    if at is not None:
        position, recorded = at, await _recorded_at(connection, log, at)
    elif as_of is not None:
        position, recorded = await _last_before(connection, log, head, _micros(as_of))
    else:
        position, recorded = head
    instant = _EPOCH + timedelta(microseconds=recorded)
    return Cut(edition=edition, position=position, at=instant, zone=zone)


async def _last_before(
    connection: AsyncConnection[TupleRow], log: UUID, head: tuple[int, int], instant: int
) -> tuple[int, int]:
    """Return the last position that was recorded at ``instant`` or before: time never goes back."""
    if head[1] <= instant:
        return head
    low, high, known = 0, head[0], 0
    while high - low > 1:
        middle = (low + high) // 2
        recorded = await _recorded_at(connection, log, middle)
        if recorded <= instant:
            low, known = middle, recorded
        else:
            high = middle
    return low, known


async def _recorded_at(connection: AsyncConnection[TupleRow], log: UUID, position: int) -> int:
    if not position:
        return 0
    found = await _row(connection, _AT, {"log": log, "position": position})
    if found is None:
        raise ProjectionError("position_ahead", position=position, head=position - 1)
    return found[0]


async def _row(
    connection: AsyncConnection[TupleRow], query: LiteralString, arguments: Mapping[str, object]
) -> tuple[int, ...] | None:
    cursor = await connection.execute(query, arguments, prepare=True)
    return await cursor.fetchone()


def _micros(instant: datetime) -> int:
    return (instant - _EPOCH) // timedelta(microseconds=1)
