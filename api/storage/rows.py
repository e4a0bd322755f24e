"""How rows become structs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import LiteralString, TypeVar

from psycopg.rows import class_row
from psycopg.sql import Composed

from api.storage.operations import Transaction

R = TypeVar("R")


def one(
    connection: Transaction,
    row: type[R],
    query: LiteralString | Composed,
    arguments: Sequence[object],
) -> R | None:
    """Return the first row that ``query`` gives, its columns named as the fields of ``row``."""
    with connection.cursor(row_factory=class_row(row)) as cursor:
        return cursor.execute(query, arguments).fetchone()


def several(
    connection: Transaction,
    row: type[R],
    query: LiteralString | Composed,
    arguments: Sequence[object],
) -> list[R]:
    """Return every row that ``query`` gives, its columns named as the fields of ``row``."""
    with connection.cursor(row_factory=class_row(row)) as cursor:
        return cursor.execute(query, arguments).fetchall()


def changed(connection: Transaction, statement: LiteralString, arguments: Sequence[object]) -> int:
    """Carry out ``statement`` and return how many rows it changed."""
    return connection.execute(statement, arguments).rowcount
