"""Rows made anew from events, held against the stored ones: alike, or named by row and field.

Both are brought into one form by the database itself, as the types of the table have it: what is
called different is different, and not written otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, Literal, LiteralString, TypeAlias
from uuid import UUID

import msgspec
from psycopg import AsyncConnection, sql
from psycopg.rows import TupleRow

from projections.audit.made import Made
from projections.view import View, Wall

Connection: TypeAlias = AsyncConnection[TupleRow]
Row: TypeAlias = Mapping[str, object]
Rows: TypeAlias = Mapping[str, Mapping[str, Row]]
"""Table -> key of a row -> the row; of two rows of one key the second has a key of its own."""

How: TypeAlias = Literal["differs", "missing", "surplus"]
ABSENT: Final = "–"
"""What stands for a row that is not there."""

_KEYS: Final = """
SELECT c.relname, a.attname FROM pg_index AS i
JOIN pg_class AS c ON c.oid = i.indrelid
JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum = ANY (i.indkey)
WHERE i.indisprimary AND c.relnamespace = 'projections'::regnamespace AND c.relname = ANY (%s)
ORDER BY c.relname, array_position(i.indkey::int2[], a.attnum)
"""
_OF_DEALS: Final = """
SELECT c.relname FROM pg_class AS c
JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attname = 'deal' AND NOT a.attisdropped
WHERE c.relnamespace = 'projections'::regnamespace AND c.relname = ANY (%s)
ORDER BY c.relname
"""
_STORED: Final = "SELECT {name}, to_jsonb(t) FROM projections.{table} AS t WHERE t.deal {which}"
_POSITION: Final = (
    "SELECT '', to_jsonb(coalesce(max(p.position), 0)) FROM projections.positions AS p"
    " WHERE p.log_id = %(log)s"
)
_MADE: Final = "SELECT to_jsonb(r) FROM json_populate_recordset(NULL::projections.{}, %s) AS r"
_WHICH: Final[Mapping[str, LiteralString]] = {
    "some": "= ANY (%(deals)s)",
    "between": 'COLLATE "C" > %(after)s AND t.deal COLLATE "C" <= %(until)s',
}


class Stored(msgspec.Struct, frozen=True):
    """What stands of some deals, all as of one ``position``: that of the read models."""

    position: int
    rows: Mapping[str, Sequence[Row]]


class Mismatch(msgspec.Struct, frozen=True, kw_only=True):
    """A field of a row that is other than its events say; all of the row where ``field`` is empty.

    ``missing``: the row is not there; ``surplus``: no event comes to it. ``stored`` and ``made``
    are JSON.
    """

    table: str
    key: str
    field: str
    how: How
    stored: str
    made: str


class Held(msgspec.Struct, frozen=True, kw_only=True):
    """How many rows of each table were held against their events, and what was not alike."""

    tables: Mapping[str, int]
    mismatches: tuple[Mismatch, ...]


async def tables_of_deals(connection: Connection, views: Sequence[View]) -> Sequence[str]:
    """Return the tables that have rows of deals and that who reads may see, by name."""
    open_ones = [name for one in views for name, wall in one.TABLES.items() if wall != Wall.SIDE]
    cursor = await connection.execute(_OF_DEALS, [open_ones])
    return [str(name) for (name,) in await cursor.fetchall()]


async def stored_of(
    connection: Connection, log: UUID, tables: Sequence[str], deals: Sequence[str]
) -> Stored:
    """Return what stands of these deals, read by one statement, and so of one position."""
    return await _stored(connection, log, tables, "some", {"deals": list(deals)})


async def stored_between(
    connection: Connection, log: UUID, tables: Sequence[str], after: str, until: str
) -> Stored:
    """Return what stands of the deals whose ids come after one, up to another."""
    return await _stored(connection, log, tables, "between", {"after": after, "until": until})


async def _stored(
    connection: Connection,
    log: UUID,
    tables: Sequence[str],
    which: Literal["some", "between"],
    arguments: Mapping[str, object],
) -> Stored:
    condition = sql.SQL(_WHICH[which])
    parts: list[sql.Composable] = [
        sql.SQL(_STORED).format(
            name=sql.Literal(table), table=sql.Identifier(table), which=condition
        )
        for table in tables
    ]
    query = sql.SQL(" UNION ALL ").join([*parts, sql.SQL(_POSITION)])
    cursor = await connection.execute(query, {**arguments, "log": log})
    found: dict[str, list[Row]] = {table: [] for table in tables}
    position = 0
    for table, row in await cursor.fetchall():
        if table:
            found[table].append(row)
        else:
            position = row
    return Stored(position, found)


async def held_against(connection: Connection, stored: Stored, made: Made) -> Held:
    """Return what differs between the stored rows and those that the events come to."""
    tables = list(stored.rows)
    keys = await _keys(connection, tables)
    found: list[Mismatch] = []
    for table in tables:
        anew = await _as_stored(connection, table, made.get(table, ()))
        found += _differing(
            table, _by_key(keys[table], stored.rows[table]), _by_key(keys[table], anew)
        )
    return Held(
        tables={table: len(stored.rows[table]) for table in tables}, mismatches=tuple(found)
    )


async def _keys(connection: Connection, tables: Sequence[str]) -> Mapping[str, list[str]]:
    cursor = await connection.execute(_KEYS, [list(tables)])
    found: dict[str, list[str]] = {table: [] for table in tables}
    for table, column in await cursor.fetchall():
        found[table].append(column)
    return found


async def _as_stored(connection: Connection, table: str, rows: Sequence[bytes]) -> list[Row]:
    """Return rows as the table would have them."""
    if not rows:
        return []
    query = sql.SQL(_MADE).format(sql.Identifier(table))
    text = b"[%s]" % b",".join(rows)
    cursor = await connection.execute(query, [text.decode()])
    return [row for (row,) in await cursor.fetchall()]


def _by_key(key: Sequence[str], rows: Sequence[Row]) -> dict[str, Row]:
    found: dict[str, Row] = {}
    for row in rows:
        name = ", ".join(f"{column} {row[column]}" for column in key)
        while name in found:
            name += " (again)"
        found[name] = row
    return found


def _differing(
    table: str, stored: Mapping[str, Row], made: Mapping[str, Row]
) -> Iterator[Mismatch]:
    for key in sorted(stored.keys() | made.keys()):
        was, now = stored.get(key), made.get(key)
        if was is None or now is None:
            how: How = "missing" if was is None else "surplus"
            yield Mismatch(
                table=table, key=key, field="", how=how, stored=_told(was), made=_told(now)
            )
            continue
        for field in was:
            if was[field] != now[field]:
                yield Mismatch(
                    table=table,
                    key=key,
                    field=field,
                    how="differs",
                    stored=_told(was[field]),
                    made=_told(now[field]),
                )


def _told(value: object) -> str:
    return ABSENT if value is None else msgspec.json.encode(value).decode()
