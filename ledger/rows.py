"""Reading what is stored: rows as tuples, over the binary protocol, straight from the log's table.

A log's events are a table of their own, which is named here: a query on the partitioned parent
would lock the table of every log to read one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple, TypeAlias, TypeVar
from uuid import UUID

from psycopg import Connection, Error, OperationalError, errors, sql
from psycopg.rows import DictRow, TupleRow, tuple_row
from psycopg.types.string import ByteaBinaryLoader
from psycopg_pool import ConnectionPool, PoolTimeout

from ledger.alone import Alone
from ledger.errors import LedgerError

T = TypeVar("T")
LAST_POSITION = 2**63 - 1
_OCTETS = ("text", "uuid", "jsonb")


class Row(NamedTuple):
    """One event as it is stored."""

    position: int
    stream_id: UUID
    version: int
    type: str
    payload: bytes
    meta: bytes
    salt: bytes
    recorded_at: int
    leaf_hash: bytes


class WholeStream(NamedTuple):
    """A stream from its first event on, as a replay needs it: as many of each, in order."""

    stream_id: UUID
    versions: list[int]
    types: list[str]
    payloads: list[bytes]


class Tip(NamedTuple):
    """The last version of a stream, and its leaf."""

    version: int
    leaf: bytes


class End(NamedTuple):
    """The last event of a stream, as far as a log was read."""

    stream_id: UUID
    version: int
    position: int
    recorded_at: int
    leaf_hash: bytes


class Known(NamedTuple):
    """What a command came to when it was first sent."""

    request_hmac: bytes
    first_position: int
    last_position: int
    resource_ids: list[str]


Versions: TypeAlias = list[tuple[UUID, int]]
"""Streams in the order of their ids, each with its last version."""

_HEAD = b"SELECT position FROM ledger.log_head WHERE log_id = %b"
_VERSIONS = b"""
    SELECT h.position, s.stream_id, s.version
    FROM ledger.log_head AS h LEFT JOIN ledger.streams AS s ON s.log_id = h.log_id
    WHERE h.log_id = %b ORDER BY s.stream_id
"""
_TIPS = b"""
    SELECT h.position, s.stream_id, s.version, s.last_leaf
    FROM ledger.log_head AS h LEFT JOIN ledger.streams AS s ON s.log_id = h.log_id
    WHERE h.log_id = %b
"""
_BLOB = b"SELECT bytes FROM ledger.blobs WHERE log_id = %b AND keyed_sha256 = %b"
_AFTER = sql.SQL("""
    SELECT {row} FROM {events} AS e
    WHERE e.log_id = %b AND e.position > %b AND e.position <= %b ORDER BY e.position LIMIT %b
""")
_HISTORY = sql.SQL("""
    SELECT {row} FROM {events} AS e
    WHERE e.log_id = %b AND e.stream_id = %b AND e.position <= %b ORDER BY e.version
""")
_BETWEEN = sql.SQL("""
    SELECT {row} FROM {events} AS e
    WHERE e.log_id = %b AND e.stream_id BETWEEN %b AND %b AND e.position <= %b
    ORDER BY e.stream_id, e.version
""")
# a row a stream: as many rows as events would take the reader twice the time
_SPAN = sql.SQL("""
    SELECT e.stream_id, array_agg(e.version ORDER BY e.version),
        array_agg(e.type ORDER BY e.version), array_agg(e.payload ORDER BY e.version)
    FROM {events} AS e
    WHERE e.log_id = %b AND e.stream_id BETWEEN %b AND %b AND e.position <= %b
    GROUP BY e.stream_id ORDER BY e.stream_id
""")
_ENDS = sql.SQL("""
    SELECT DISTINCT ON (e.stream_id) {end} FROM {events} AS e
    WHERE e.log_id = %b AND e.position <= %b ORDER BY e.stream_id, e.version DESC
""")
# from the one row of each stream; only of those that went on is the end looked up that was then
_ENDS_AT = sql.SQL("""
    WITH later AS (
        SELECT e.stream_id, min(e.version) AS first FROM {events} AS e
        WHERE e.log_id = %b AND e.position > %b GROUP BY e.stream_id
    )
    SELECT s.stream_id, coalesce(e.version, s.version), coalesce(e.leaf_hash, s.last_leaf)
    FROM ledger.streams AS s
    LEFT JOIN later AS l ON l.stream_id = s.stream_id
    LEFT JOIN {events} AS e
        ON e.log_id = s.log_id AND e.stream_id = s.stream_id AND e.version = l.first - 1
    WHERE s.log_id = %b AND (l.first IS NULL OR l.first > 1)
""")
_BEGUN = sql.SQL("""
    SELECT e.stream_id FROM {events} AS e
    WHERE e.log_id = %b AND e.version = 1 AND starts_with(e.type, %b) ORDER BY e.position
""")
_ENDS_BETWEEN = sql.SQL("""
    SELECT DISTINCT ON (e.stream_id) e.stream_id, e.version, e.leaf_hash FROM {events} AS e
    WHERE e.log_id = %b AND e.position > %b AND e.position <= %b
    ORDER BY e.stream_id, e.version DESC
""")


class Rows:
    """The rows of one log.

    Every method raises `LedgerError` ``unavailable`` while the database can not be reached, and
    ``log_unknown`` if the log was never opened.
    """

    def __init__(self, log_id: UUID, pool: ConnectionPool[Connection[DictRow]]) -> None:
        self._log_id = log_id
        self._pool = pool
        self.alone = Alone(pool)
        self._after = query_of(_AFTER, log_id)
        self._history = query_of(_HISTORY, log_id)
        self._span = query_of(_SPAN, log_id)
        self._between = query_of(_BETWEEN, log_id)
        self._ends = query_of(_ENDS, log_id)
        self._ends_at = query_of(_ENDS_AT, log_id)
        self._ends_between = query_of(_ENDS_BETWEEN, log_id)
        self._begun = query_of(_BEGUN, log_id)

    def head(self) -> int:
        """Return the last position of the log; 0 while it is empty."""
        return int(self._of_log(_HEAD)[0][0])

    def versions(self) -> tuple[int, Versions]:
        """Return the last position of the log, and how far each stream had come by then."""
        rows = self._of_log(_VERSIONS)
        return int(rows[0][0]), [(row[1], row[2]) for row in rows if row[1] is not None]

    def tips(self) -> tuple[int, dict[UUID, Tip]]:
        """Return the last position of the log, and where each stream ended by then."""
        rows = self._of_log(_TIPS)
        return int(rows[0][0]), {row[1]: Tip(row[2], row[3]) for row in rows if row[1] is not None}

    def after(self, position: int, limit: int, through: int = LAST_POSITION) -> list[Row]:
        """Return the next rows in order of position, at most ``limit``; none is ever passed over.

        Raises:
            LedgerError: ``positions_missing``.
        """
        rows = self.fetch(self._after, [self._log_id, position, through, limit])
        for expected, row in enumerate(rows, start=position + 1):
            if row[0] != expected:
                raise LedgerError("positions_missing", first=expected, found=row[0])
        return [*map(Row._make, rows)]

    def history(self, stream_id: UUID, through: int = LAST_POSITION) -> list[Row]:
        """Return a stream's rows in order of version.

        Raises:
            LedgerError: ``versions_missing``.
        """
        rows = self.fetch(self._history, [self._log_id, stream_id, through])
        history = [*map(Row._make, rows)]
        _require_versions(history)
        return history

    def span(self, first: UUID, last: UUID, through: int) -> list[WholeStream]:
        """Return every stream from ``first`` to ``last``, in the order of their ids.

        Whoever asks knows which streams these are, and what is missing.
        """
        found = self.fetch(self._span, [self._log_id, first, last, through])
        return [*map(WholeStream._make, found)]

    def between(self, first: UUID, last: UUID, through: int) -> list[TupleRow]:
        """Return the rows of every stream from ``first`` to ``last``, stream by stream, raw.

        In the columns of `Row`, whatever is in them: whoever asks trusts nothing.
        """
        return self.fetch(self._between, [self._log_id, first, last, through], raw=True)

    def ends(self, through: int) -> list[End]:
        """Return where each stream ended when the log had come to position ``through``."""
        return [*map(End._make, self.fetch(self._ends, [self._log_id, through]))]

    def ends_at(self, through: int) -> list[tuple[bytes, int, bytes]]:
        """Return id, version and leaf of each stream's last event up to ``through``.

        Quicker than `ends`: it believes the table of streams.
        """
        found = self.fetch(self._ends_at, [self._log_id, through, self._log_id])
        return [(row[0].bytes, row[1], row[2]) for row in found]

    def ends_between(self, after: int, through: int) -> list[tuple[bytes, int, bytes]]:
        """Return the same of the streams that went on behind ``after``, up to ``through``."""
        found = self.fetch(self._ends_between, [self._log_id, after, through])
        return [(row[0].bytes, row[1], row[2]) for row in found]

    def streams(self, aggregate: str) -> list[UUID]:
        """Return the streams of an aggregate by its name, the first begun first."""
        found = self.fetch(self._begun, [self._log_id, f"{aggregate}."])
        return [row[0] for row in found]

    def blob(self, keyed_sha256: bytes) -> bytes | None:
        """Return the sealed bytes that were stored under this digest."""
        rows = self.fetch(_BLOB, [self._log_id, keyed_sha256])
        return bytes(rows[0][0]) if rows else None

    def _of_log(self, query: bytes) -> list[TupleRow]:
        rows = self.fetch(query, [self._log_id])
        if not rows:
            raise LedgerError("log_unknown", log_id=str(self._log_id))
        return rows

    def fetch(
        self, query: bytes, arguments: Sequence[object], *, raw: bool = False
    ) -> list[TupleRow]:
        """Return what a query of `query_of` finds; ``raw``: texts and ids as the bytes they are."""
        try:
            return self._fetch_once(query, arguments, raw=raw)
        except errors.UndefinedTable as missing:
            raise LedgerError("log_unknown", log_id=str(self._log_id)) from missing
        except OperationalError:
            return self._fetch_again(query, arguments, raw=raw)
        except Error as failed:
            raise LedgerError("unreadable", reason=str(failed)) from failed

    def _fetch_again(
        self, query: bytes, arguments: Sequence[object], *, raw: bool
    ) -> list[TupleRow]:
        """Ask once more, when the connections that a restart has left dead are replaced."""
        try:
            self._pool.check()
            return self._fetch_once(query, arguments, raw=raw)
        except (Error, PoolTimeout) as failed:
            raise LedgerError("unavailable", reason=str(failed)) from failed

    def _fetch_once(
        self, query: bytes, arguments: Sequence[object], *, raw: bool
    ) -> list[TupleRow]:
        with (
            self._pool.connection() as connection,
            connection.cursor(binary=True, row_factory=tuple_row) as cursor,
        ):
            for kind in _OCTETS if raw else ():
                cursor.adapters.register_loader(kind, ByteaBinaryLoader)
            cursor.execute(query, arguments, prepare=True)
            return cursor.fetchall()


def query_of(text: sql.SQL, log_id: UUID, **more: sql.Composable) -> bytes:
    """Return a query whose ``{events}`` are those of this log, ``more`` put in as it says."""

    def columns(alias: str, fields: Iterable[str]) -> sql.Composed:
        return sql.SQL(", ").join(sql.Identifier(alias, field) for field in fields)

    return text.format(
        events=sql.Identifier("ledger", f"events_{log_id.hex}"),
        row=columns("e", Row._fields),
        end=columns("e", End._fields),
        known=columns("k", Known._fields),
        **more,
    ).as_bytes()


def _require_versions(stream: Sequence[Row]) -> None:
    for expected, row in enumerate(stream, start=1):
        if row.version != expected:
            raise LedgerError("versions_missing", stream_id=str(row.stream_id), first=expected)
