"""Indexes that wait until a table is full: to make one then takes a fraction of keeping it up."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, TypeAlias

from psycopg import Connection, sql
from psycopg.rows import TupleRow

Session: TypeAlias = Connection[TupleRow]

_INDEXES: Final = """
SELECT c.relname, pg_get_indexdef(i.indexrelid)
FROM pg_index AS i JOIN pg_class AS c ON c.oid = i.indexrelid
WHERE i.indrelid = to_regclass(%s) AND NOT i.indisprimary ORDER BY c.relname
"""


def take_indexes(session: Session, schema: str, tables: Iterable[str]) -> Sequence[str]:
    """Drop the indexes of tables, but those of their keys; return what makes them again."""
    taken: list[str] = []
    for table in tables:
        for name, statement in session.execute(_INDEXES, [f"{schema}.{table}"]).fetchall():
            session.execute(sql.SQL("DROP INDEX {}").format(sql.Identifier(schema, name)))
            taken.append(statement)
    return taken


def make_index(session: Session, statement: str) -> None:
    """Make an index that was taken, however long that takes. In a transaction."""
    session.execute("SET LOCAL statement_timeout = 0")
    session.execute(statement.encode())
