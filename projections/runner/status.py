"""How far the views are behind, which stand, and what is stuck: as numbers, for whoever watches."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

import msgspec
from psycopg import AsyncConnection
from psycopg.rows import TupleRow

from ledger.network import bounded_dsn
from projections.rows import rows_of
from projections.runner.session import reaching
from projections.views import all_views

_SECONDS: Final = 30.0
_LAGS: Final = """
SELECT h.log_id AS log, h.position AS last, coalesce(p.position, 0) AS position,
    h.position - coalesce(p.position, 0) AS events,
    coalesce(extract(epoch FROM clock_timestamp()) - (
        SELECT e.recorded_at FROM ledger.events AS e
        WHERE e.log_id = h.log_id AND e.position = coalesce(p.position, 0) + 1) / 1e6, 0)::float8
        AS seconds,
    coalesce(s.code, '') AS stuck
FROM ledger.log_head AS h
LEFT JOIN projections.positions AS p ON p.log_id = h.log_id
LEFT JOIN projections.stuck AS s ON s.log_id = h.log_id
ORDER BY h.log_id
"""
_STANDING: Final = "SELECT view, version, built_at, anew FROM projections.standing ORDER BY view"


class Lag(msgspec.Struct, frozen=True, kw_only=True):
    """A log, and how far all views are behind it.

    ``events`` is how many they have not seen, ``seconds`` how long the first of them has been
    waiting; both 0 when there is none. ``stuck`` is the code of what keeps it, or empty.
    """

    log: UUID
    last: int
    position: int
    events: int
    seconds: float
    stuck: str


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """A view that can be read; ``anew`` if somebody asked for it to be built again."""

    view: str
    version: int
    built_at: datetime
    anew: bool


async def lags(connection: AsyncConnection[TupleRow]) -> Sequence[Lag]:
    """Return how far the views are behind each log."""
    return await rows_of(connection, Lag, _LAGS)


async def standing(connection: AsyncConnection[TupleRow]) -> Sequence[Standing]:
    """Return the views that can be read."""
    return await rows_of(connection, Standing, _STANDING)


async def all_stand(connection: AsyncConnection[TupleRow]) -> bool:
    """Return whether every view can be read in the version that this program asks."""
    found = {(one.view, one.version) for one in await standing(connection)}
    return found >= {(view.NAME, view.VERSION) for view in all_views()}


class Status(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that there is to say of the views at one moment."""

    lags: Sequence[Lag]
    standing: Sequence[Standing]


def status(dsn: str) -> Status:
    """Return how the views are, asked over a connection of its own.

    Raises:
        ProjectionError: ``unavailable``.
    """
    return asyncio.run(_status(dsn))


async def _status(dsn: str) -> Status:
    with reaching():
        connection = await AsyncConnection.connect(bounded_dsn(dsn))
        async with asyncio.timeout(_SECONDS), connection:
            return Status(lags=await lags(connection), standing=await standing(connection))
