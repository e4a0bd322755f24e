"""The tables of views: made, walled in, and written to, in the schema where they stand or beside.

A few rows travel as one JSON text a statement, and the statements of a batch together: nobody waits
for an answer to each. Many rows are copied, which takes the server a fraction of that.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import repeat
from typing import Final, LiteralString, NamedTuple, TypeAlias

import msgspec
from psycopg import Connection, sql
from psycopg.rows import TupleRow
from psycopg.types.json import Json

from ledger.roles import Roles
from projections.change import Add, Change, Put, Replace, Supersede
from projections.errors import ProjectionError
from projections.runner.copying import FORMS, Copying, Span, storable_json
from projections.view import View, Wall

STANDING: Final = "projections"
"""The schema where views are read."""

BESIDE: Final = "projections_next"
"""The schema where they are made."""

Session: TypeAlias = Connection[TupleRow]

_DEAL: Final[LiteralString] = (
    "(SELECT projections.sees_all()) OR deal IN (SELECT projections.readable_deals())"
)
_TERMS: Final[LiteralString] = (
    "(SELECT projections.sees_terms()) OR deal IN (SELECT projections.granted_deals('terms'))"
)
_WALLS: Final[dict[Wall, LiteralString]] = {
    Wall.DEAL: _DEAL,
    Wall.TIMELINE: (
        "(SELECT projections.sees_all()) OR deal IN (SELECT projections.granted_deals('timeline'))"
    ),
    Wall.TERMS: _TERMS,
    Wall.PAPERS: (
        "(SELECT projections.sees_terms()) OR deal IN (SELECT projections.granted_deals('papers'))"
    ),
    Wall.PLACE: f"({_DEAL}) AND (place <> 'clause' OR {_TERMS})",
    Wall.ORGANISATION: (
        "(SELECT projections.sees_all()) OR organisation = (SELECT projections.reader())"
    ),
    Wall.SIDE: "organisation = (SELECT projections.reader())",
    Wall.OPEN: "true",
}
_WALL_IN: Final = """
ALTER TABLE {table} SET (autovacuum_enabled = off, toast.autovacuum_enabled = off);
ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
CREATE POLICY wall ON {table} FOR SELECT TO {app} USING (%s);
GRANT SELECT ON {table} TO {app}
"""
_STAND: Final = """
ALTER TABLE {table} RESET (autovacuum_enabled, toast.autovacuum_enabled);
ALTER TABLE {table} SET SCHEMA {standing}
"""
_COLUMNS: Final = """
SELECT c.relname, a.attname, coalesce(a.attnum = ANY (i.indkey), false),
    format_type(a.atttypid, a.atttypmod)
FROM pg_class AS c JOIN pg_attribute AS a ON a.attrelid = c.oid
LEFT JOIN pg_index AS i ON i.indrelid = a.attrelid AND i.indisprimary
WHERE c.relnamespace = %s::regnamespace AND c.relname = ANY (%s)
AND a.attnum > 0 AND NOT a.attisdropped ORDER BY c.relname, a.attnum
"""
_TABLES: Final = (
    "SELECT relname FROM pg_class WHERE relnamespace = %s::regnamespace AND relkind = 'r'"
)
_encode: Final = msgspec.json.encode


class Column(NamedTuple):
    """A column of a table: whether the primary key has it, and its type as the server says it."""

    name: str
    is_key: bool
    type: str


class Table(NamedTuple):
    """How rows get into one table."""

    put: sql.Composed
    add: sql.Composed
    name: sql.Identifier
    types: Mapping[str, str]

    @property
    def can_copy(self) -> bool:
        """Whether rows can be copied into it."""
        return all(kind in FORMS for kind in self.types.values())


class Tables:
    """The tables of some views in one schema."""

    def __init__(self, schema: str, tables: dict[str, Table]) -> None:
        self._schema = schema
        self._tables = tables

    @classmethod
    def of(cls, session: Session, schema: str, views: Iterable[View]) -> Tables:
        """Return the tables of ``views`` that are there.

        Raises:
            ProjectionError: ``table_missing``.
        """
        names = [name for view in views for name in view.TABLES]
        columns: dict[str, list[Column]] = {name: [] for name in names}
        for table, *column in session.execute(_COLUMNS, [schema, names]).fetchall():
            columns[table].append(Column(*column))
        return cls(schema, {name: _table(schema, name, of) for name, of in columns.items()})

    def write(self, session: Session, changes: Iterable[Change], *, many: bool = False) -> None:
        """Write what ``changes`` say, in their order; ``many`` rows not in a pipeline."""
        for change in changes:
            table = self._tables[change.table]
            add = _copy if many and table.can_copy else _insert
            match change:
                case Put():
                    _put(session, table, change.rows)
                case Add():
                    add(session, table, change.rows)
                case Replace():
                    _delete(session, table, change)
                    add(session, table, change.rows)
                case Supersede():
                    rows, spans, ends = spanned(change)
                    _end(session, table, change.column, ends)
                    add(session, table, rows, spans)

    def add(
        self,
        session: Session,
        name: str,
        rows: Sequence[msgspec.Struct],
        spans: Sequence[Span] = (),
    ) -> None:
        """Write many rows that are new to one table; ``spans`` where it keeps the past."""
        table = self._tables[name]
        add = _copy if table.can_copy else _insert
        add(session, table, rows, spans or None)


def make_tables(session: Session, roles: Roles, view: View) -> None:
    """Make the tables of a view, empty, in the schema beside, in the place of what was there.

    The server tidies them up when they stand, and not again and again while they are filled.

    Raises:
        ProjectionError: ``tables_unlike`` if the view's ``DDL`` makes others than it names, or
            names of another view's.
    """
    drop_tables(session, BESIDE, view.TABLES)
    before = tables_beside(session)
    session.execute("SELECT set_config('search_path', %s, true)", [BESIDE])
    session.execute(view.DDL)
    session.execute("SELECT set_config('search_path', '', true)")
    made = tables_beside(session) - before
    if made != set(view.TABLES):
        raise ProjectionError("tables_unlike", view=view.NAME, made=sorted(made))
    for name, wall in view.TABLES.items():
        statement = sql.SQL(_WALL_IN % _WALLS[wall])
        session.execute(
            statement.format(
                table=sql.Identifier(BESIDE, name),
                app=sql.Identifier(roles.name("app")),
            )
        )


def drop_tables(session: Session, schema: str, names: Iterable[str]) -> None:
    """Drop these tables, where they are there."""
    for name in names:
        statement = sql.SQL("DROP TABLE IF EXISTS {}")
        session.execute(statement.format(sql.Identifier(schema, name)))


def put_in_place(session: Session, view: View) -> None:
    """Move the tables of a view from beside to where they are read; nothing may stand there."""
    for name in view.TABLES:
        beside, standing = sql.Identifier(BESIDE, name), sql.Identifier(STANDING)
        session.execute(sql.SQL(_STAND).format(table=beside, standing=standing))


def tables_beside(session: Session) -> set[str]:
    """Return the names of the tables that are being made, or were."""
    return {str(name) for (name,) in session.execute(_TABLES, [BESIDE])}


def _table(schema: str, name: str, columns: Sequence[Column]) -> Table:
    key = [sql.Identifier(one.name) for one in columns if one.is_key]
    others = [sql.Identifier(one.name) for one in columns if not one.is_key]
    if not columns:
        raise ProjectionError("table_missing", table=name)
    table = sql.Identifier(schema, name)
    add = sql.SQL(
        "INSERT INTO {table} SELECT * FROM json_populate_recordset(NULL::{table}, %s)"
    ).format(table=table)
    assignments = [sql.SQL("{0} = excluded.{0}").format(column) for column in others]
    update = sql.SQL("DO UPDATE SET ") + sql.SQL(", ").join(assignments)
    put = sql.SQL("{add} ON CONFLICT ({key}) {action}").format(
        add=add, key=sql.SQL(", ").join(key), action=update if others else sql.SQL("DO NOTHING")
    )
    put = put if key else add  # a table that is being filled has no key yet
    return Table(put, add, table, {one.name: one.type for one in columns})


def _put(session: Session, table: Table, rows: Sequence[msgspec.Struct]) -> None:
    if rows:
        session.execute(table.put, [_json(_encode(rows))], prepare=True)


def _insert(
    session: Session,
    table: Table,
    rows: Sequence[msgspec.Struct],
    spans: Sequence[Span] | None = None,
) -> None:
    if not rows:
        return
    text = _encode(rows)
    if spans is not None:
        text = b"[%s]" % b",".join(map(_with_span, rows, spans))
    session.execute(table.add, [_json(text)], prepare=True)


def _copy(
    session: Session,
    table: Table,
    rows: Sequence[msgspec.Struct],
    spans: Sequence[Span] | None = None,
) -> None:
    if not rows:
        return
    Copying(table.name, table.types, type(rows[0])).write(session, rows, spans or ())


def _with_span(row: msgspec.Struct, span: Span) -> bytes:
    """Return a row with the positions between which it stands."""
    since, until = span
    end = "null" if until is None else until
    return _encode(row)[:-1] + f',"from_position":{since},"until_position":{end}}}'.encode()


def _delete(session: Session, table: Table, change: Replace) -> None:
    delete = sql.SQL("DELETE FROM {} WHERE {} = ANY(%s)")
    statement = delete.format(table.name, sql.Identifier(change.column))
    session.execute(statement, [list(change.keys)], prepare=True)


def spanned(
    change: Supersede,
) -> tuple[Sequence[msgspec.Struct], Sequence[Span], Mapping[str, int]]:
    """Return rows, between which positions each stands, and where what stood before ends."""
    ends: dict[str, int] = {}
    rows: list[msgspec.Struct] = []
    spans: list[Span] = []
    for version in reversed(change.versions):
        span = version.position, ends.get(version.key)
        rows += version.rows
        spans += repeat(span, len(version.rows))
        ends[version.key] = version.position
    return rows, spans, ends


def _end(session: Session, table: Table, column: str, ends: Mapping[str, int]) -> None:
    """End what stands of each key."""
    update = sql.SQL(
        "UPDATE {table} AS t SET until_position = v.position"
        " FROM unnest(%s::text[], %s::bigint[]) AS v (key, position)"
        " WHERE t.{column} = v.key AND t.until_position IS NULL"
    )
    statement = update.format(table=table.name, column=sql.Identifier(column))
    session.execute(statement, [list(ends), list(ends.values())], prepare=True)


def _json(text: bytes) -> Json:
    """Return a parameter of these bytes; a NUL, which no text of the server holds, is marked."""
    return Json(storable_json(text), dumps=_as_it_is)


def _as_it_is(text: bytes) -> bytes:
    return text
