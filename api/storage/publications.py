"""What was published of figures: as of which positions, and what was kept back of each table."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Final

import msgspec
from psycopg.types.json import Json

from api.storage.views import ViewConnection
from projections.figures.cells import Place
from projections.rows import rows_of

_LIST: Final = """
SELECT p.position, p.kept FROM operations.publications AS p
WHERE p.edition = %(edition)s AND p.series = %(series)s ORDER BY p.position
"""
_PUT: Final = """
INSERT INTO operations.publications (edition, series, position, kept)
VALUES (%s, %s, %s, %s) ON CONFLICT DO NOTHING
"""
_LOCK: Final = "SELECT pg_advisory_lock(hashtextextended(%s, 0))"
_UNLOCK: Final = "SELECT pg_advisory_unlock(hashtextextended(%s, 0))"


class Publication(msgspec.Struct, frozen=True, kw_only=True):
    """A position, and the places of each table that were left out as of it."""

    position: int
    kept: Mapping[str, tuple[Place, ...]]

    @property
    def left_out(self) -> Mapping[str, frozenset[Place]]:
        """The places by table."""
        return {table: frozenset(places) for table, places in self.kept.items()}


async def publications_of(
    connection: ViewConnection, edition: str, series: str
) -> Sequence[Publication]:
    """Return the publications of a series, the first first."""
    return await rows_of(connection, Publication, _LIST, {"edition": edition, "series": series})


async def put_publication(
    connection: ViewConnection, edition: str, series: str, publication: Publication
) -> None:
    """Write down what is published from now on."""
    kept = Json(publication.kept, dumps=msgspec.json.encode)
    await connection.execute(_PUT, [edition, series, publication.position, kept])


@asynccontextmanager
async def publishing(connection: ViewConnection, edition: str) -> AsyncGenerator[None, None]:
    """Let nobody else publish of this edition meanwhile."""
    key = f"publications:{edition}"
    await connection.execute(_LOCK, [key])
    try:
        yield
    finally:
        await connection.execute(_UNLOCK, [key])
