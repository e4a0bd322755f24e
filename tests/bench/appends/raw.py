"""The least that PostgreSQL can do: each client inserts the same row, and commits."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import ExitStack, contextmanager
from itertools import count

import psycopg
from bench.appends.contender import Round, collides
from bench.appends.ours import new_uuid
from bench.crowd import Append
from psycopg import Connection, sql
from psycopg.errors import UniqueViolation

from ledger.append.request import NewEvent

_MAKE = sql.SQL("CREATE TABLE {} (LIKE ledger.events INCLUDING ALL)")
_INSERT = sql.SQL("INSERT INTO {} VALUES (%b, %b, %b, %b, %b, %b, %b, %b, %b, %b)")
_WRONG = sql.SQL("""
    SELECT count(*), count(*) FILTER (WHERE version <> expected) FROM (
        SELECT version, row_number() OVER (PARTITION BY stream_id ORDER BY version) AS expected
        FROM {}
    ) AS placed
""")

RECORDED_AT = 1_788_868_800_000_000
LEAF = bytes(32)


class Raw:
    """A table with the columns, the indexes and the storage of the ledger's events."""

    def __init__(self, dsn: str, event: NewEvent) -> None:
        """Insert ``event`` again and again, at the next place."""
        self._dsn = dsn
        self._event = event

    @contextmanager
    def round(self, clients: int, *, conflicts: bool) -> Generator[Round, None, None]:
        """Make a table of its own."""
        table = sql.Identifier(f"raw_{new_uuid().hex}")
        positions = count(1)
        with psycopg.connect(self._dsn, autocommit=True) as checking, ExitStack() as stack:
            checking.execute(_MAKE.format(table))
            insert = _INSERT.format(table)
            appends: list[Append] = []
            for _ in range(clients):
                connection = stack.enter_context(psycopg.connect(self._dsn, autocommit=True))
                writer = _Writer(connection, insert, self._event, positions, conflicts=conflicts)
                appends.append(writer.append)

            def require(acknowledged: int) -> None:
                found = checking.execute(_WRONG.format(table)).fetchone()
                assert found == (acknowledged, 0), f"{found}, {acknowledged} acknowledged"

            yield Round(appends, require)


class _Writer:
    """One client, with a connection and a stream of its own."""

    def __init__(
        self,
        connection: Connection,
        insert: sql.Composed,
        event: NewEvent,
        positions: count[int],
        *,
        conflicts: bool,
    ) -> None:
        self._cursor = connection.cursor(binary=True)
        self._insert = insert
        self._event = event
        self._positions = positions
        self._conflicts = conflicts
        self._log = new_uuid()
        self._stream = new_uuid()
        self._version = 0

    def append(self) -> None:
        """Append the next event."""
        if collides(self._version + 1, conflicts=self._conflicts):
            try:
                self._send(self._version)
            except UniqueViolation:
                pass
            else:
                raise AssertionError("a taken version was stored again")
        self._send(self._version + 1)
        self._version += 1

    def _send(self, version: int) -> None:
        event = self._event
        row = (
            *(self._log, next(self._positions), self._stream, version),
            *(event.type, event.payload, event.meta, event.salt, RECORDED_AT, LEAF),
        )
        self._cursor.execute(self._insert, row, prepare=True)
