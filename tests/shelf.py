"""The tables of views on a real server, filled from events that stand in memory.

``Shelf(...).put(deals, size)`` cuts the events of some deals into batches, as a log has them that
the deals share, and writes what the views make of them; ``ask(reader, query)`` reads as the
application.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from typing import TypeVar
from uuid import UUID, uuid5

import msgspec
import psycopg
from databases import ROLES, Database
from msgspec.structs import replace
from psycopg import AsyncConnection, sql
from psycopg.rows import TupleRow

from aggregates.deal import DEAL
from aggregates.deal.events import DealEvent
from aggregates.deal.parties.events import DealOpened, Direction
from aggregates.deal.state import Deal
from ledger.following import Happened
from ledger.meta import Meta, meta_bytes
from projections.batch import Batch, Moved, Step
from projections.change import Put
from projections.course.follow import follow
from projections.course.state import Course
from projections.reader import Reader, reading
from projections.runner.tables import (
    BESIDE,
    STANDING,
    Tables,
    drop_tables,
    make_tables,
    put_in_place,
)
from projections.view import View
from projections.views import all_views

T = TypeVar("T")
LOG_ID = UUID(int=7)
ALL = Reader(person="official", organisation="bureau", sees="all")
MICROSECONDS = 1_000_000

Ask = Callable[[AsyncConnection[TupleRow]], Awaitable[T]]


class Placed(msgspec.Struct, frozen=True):
    """An event of a deal in its place."""

    deal: str
    position: int
    version: int
    event: DealEvent

    @property
    def recorded_at(self) -> int:
        """When it was recorded, in microseconds: a second a position."""
        return int(self.event.at.timestamp()) * MICROSECONDS


def named(
    events: Sequence[DealEvent], deal: str, direction: Direction = Direction.OUTBOUND
) -> list[DealEvent]:
    """Return the events as those of another deal, whose investment goes another way."""

    def of(opened: DealOpened) -> DealOpened:
        return replace(
            opened, deal=deal, classification=replace(opened.classification, direction=direction)
        )

    return [of(one) if isinstance(one, DealOpened) else one for one in events]


def shared(deals: Mapping[str, Sequence[DealEvent]]) -> list[Placed]:
    """Return the events of the deals in one log, which they take turns in."""
    placed: list[Placed] = []
    for version in range(1, max(map(len, deals.values())) + 1):
        for deal, events in deals.items():
            if version <= len(events):
                placed.append(Placed(deal, len(placed) + 1, version, events[version - 1]))
    return placed


def courses(log: Sequence[Placed]) -> dict[str, Course]:
    """Return the course of every deal after these events: what replaying them gives."""
    found: dict[str, Course] = {}
    for one in log:
        course = found.get(one.deal, Course())
        state = DEAL.evolve(course.deal, one.event)
        found[one.deal] = follow(course, state, one.event, one.position)
    return found


def batches(log: Sequence[Placed], size: int) -> Iterator[Batch]:
    """Yield the log cut into batches of ``size`` events."""
    known: dict[str, Course] = {}
    openings = {one.deal: one.event for one in reversed(log)}
    for start in range(0, len(log), size):
        states: dict[str, list[Step[Deal]]] = {}
        ways: dict[str, list[Step[Course]]] = {}
        for one in log[start : start + size]:
            before = known.get(one.deal, Course())
            state = DEAL.evolve(before.deal, one.event)
            after = known[one.deal] = follow(before, state, one.event, one.position)
            states.setdefault(one.deal, []).append(_step(one, before.deal, after.deal))
            ways.setdefault(one.deal, []).append(_step(one, before, after))
        yield Batch(
            LOG_ID,
            start + 1,
            min(start + size, len(log)),
            {
                "deal": [
                    Moved(stream_of(key), openings[key], steps) for key, steps in states.items()
                ],
                "course": [
                    Moved(stream_of(key), openings[key], steps) for key, steps in ways.items()
                ],
            },
        )


def stream_of(deal: str) -> UUID:
    """Return the stream of a deal."""
    return uuid5(LOG_ID, deal)


def _step(one: Placed, before: T, after: T) -> Step[T]:
    meta = Meta(
        actor=getattr(one.event, "by", "system"),
        authentication="passkey",
        causation_id="",
        correlation_id="",
        event_id=str(one.position),
        idempotency_key="",
        on_behalf_of=getattr(one.event, "principal", ""),
        software="tests/1",
    )
    happened = Happened(
        stream_id=stream_of(one.deal),
        position=one.position,
        version=one.version,
        type=str(one.event.__struct_config__.tag),
        payload=b"",
        meta=meta_bytes(meta),
        recorded_at=one.recorded_at,
    )
    return Step(happened, one.event, before, after)


class Shelf:
    """The tables of some views, or of all, in a database of their own."""

    def __init__(self, database: Database, views: Sequence[View] = ()) -> None:
        self.database = database
        self.views = views or all_views()

    def empty(self) -> None:
        """Make the tables anew."""
        with self._session() as session:
            for view in self.views:
                drop_tables(session, STANDING, view.TABLES)
                make_tables(session, ROLES, view)
                put_in_place(session, view)
            drop_tables(session, BESIDE, ())

    def write(self, batch: Batch) -> None:
        """Write what the views make of a batch, as one."""
        with self._session() as session:
            tables = Tables.of(session, STANDING, self.views)
            for view in self.views:
                tables.write(session, view.change(batch))

    def put(self, log: Sequence[Placed], size: int = 500, *, many: bool = False) -> None:
        """Write a whole log into empty tables, a few rows at a time or many."""
        self.empty()
        with self._session() as session:
            tables = Tables.of(session, STANDING, self.views)
            for batch in batches(log, size):
                for view in self.views:
                    tables.write(session, view.change(batch), many=many)

    def fill(self, table: str, *rows: msgspec.Struct) -> None:
        """Put rows into a table as they are, whatever events would make them."""
        with self._session() as session:
            Tables.of(session, STANDING, self.views).write(session, [Put(table, rows)])

    def ask(self, reader: Reader, query: Ask[T]) -> T:
        """Return what a query answers to a reader, asked as the application."""
        return asyncio.run(self._ask(query, reader))

    def ask_outside(self, query: Ask[T]) -> T:
        """Return what a query answers that makes its own transactions."""
        return asyncio.run(self._ask(query, None))

    def rows(self) -> dict[str, list[tuple[object, ...]]]:
        """Return every row of every table, in order."""
        with psycopg.connect(self.database.superuser) as connection:
            return {
                name: connection.execute(
                    sql.SQL("SELECT t.* FROM {} AS t ORDER BY t::text").format(
                        sql.Identifier(STANDING, name)
                    )
                ).fetchall()
                for view in self.views
                for name in view.TABLES
            }

    async def _ask(self, query: Ask[T], reader: Reader | None) -> T:
        async with await AsyncConnection.connect(
            self.database.dsn("app"), autocommit=True
        ) as connection:
            if reader is None:
                return await query(connection)
            async with reading(connection, reader):
                return await query(connection)

    def _session(self) -> psycopg.Connection[TupleRow]:
        return psycopg.connect(self.database.dsn("projector"))
