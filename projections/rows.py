"""Rows of a query as the structs that they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import LiteralString, TypeVar

import msgspec
from psycopg import AsyncConnection
from psycopg.rows import TupleRow, dict_row

R = TypeVar("R", bound=msgspec.Struct)


async def rows_of(
    connection: AsyncConnection[TupleRow],
    row: type[R],
    query: LiteralString,
    arguments: Mapping[str, object] | Sequence[object] = (),
) -> list[R]:
    """Return what a query finds; its columns are the fields of ``row``, by name.

    Raises:
        psycopg.Error: as the query.
    """
    async with connection.cursor(binary=True, row_factory=dict_row) as cursor:
        await cursor.execute(query, arguments, prepare=True)
        return [msgspec.convert(found, row) for found in await cursor.fetchall()]
