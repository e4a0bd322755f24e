"""Indexes that wait until a table is full: to make one then takes a fraction of keeping it up."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple, TypeAlias

from psycopg import Connection, sql
from psycopg.rows import TupleRow

Session: TypeAlias = Connection[TupleRow]

_INDEXES: Final = """
SELECT c.relname, pg_get_indexdef(i.indexrelid), i.indisprimary
FROM pg_index AS i JOIN pg_class AS c ON c.oid = i.indexrelid
WHERE i.indrelid = to_regclass(%s) ORDER BY c.relname
"""
_TAKE: Final = sql.SQL("DROP INDEX {schema}.{name}")
_TAKE_KEY: Final = sql.SQL("ALTER TABLE {schema}.{table} DROP CONSTRAINT {name}")
_BE_KEY: Final = sql.SQL(
    "ALTER TABLE {schema}.{table} ADD CONSTRAINT {name} PRIMARY KEY USING INDEX {name}"
)


class Taken(NamedTuple):
    """What makes indexes again, those of keys among them, and what makes these the keys then."""

    indexes: Sequence[str]
    keys: Sequence[sql.Composed]


def take_indexes(session: Session, schema: str, tables: Iterable[str]) -> Taken:
    """Drop all indexes of tables, and their keys; return what makes them again."""
    taken, keys = list[str](), list[sql.Composed]()
    for table in tables:
        for name, statement, is_key in session.execute(_INDEXES, [f"{schema}.{table}"]).fetchall():
            named = {
                "schema": sql.Identifier(schema),
                "table": sql.Identifier(table),
                "name": sql.Identifier(name),
            }
            session.execute((_TAKE_KEY if is_key else _TAKE).format(**named))
            taken.append(statement)
            keys += [_BE_KEY.format(**named)] if is_key else []
    return Taken(taken, keys)


def make_index(session: Session, statement: str) -> None:
    """Make an index that was taken, however long that takes. In a transaction.

    By one process of the server's: several take more together, and others are made meanwhile.
    """
    session.execute("SET LOCAL statement_timeout = 0")
    session.execute("SET LOCAL max_parallel_maintenance_workers = 0")
    session.execute(statement.encode())


def make_keys(session: Session, taken: Taken) -> None:
    """Let the indexes of keys, when all are there, be keys again. In a transaction."""
    for statement in taken.keys:
        session.execute(statement)
