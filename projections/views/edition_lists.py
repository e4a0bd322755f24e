"""The lists by which editions count their deals, as they stood at every position of the log."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, LiteralString

import msgspec
from psycopg import AsyncConnection
from psycopg.rows import TupleRow

from aggregates.edition import EDITION
from aggregates.edition.lists import Lists
from projections.batch import Batch
from projections.change import Change, Replace, Supersede, Version
from projections.rows import rows_of
from projections.view import Wall

NAME: Final = "edition_lists"
VERSION: Final = 1
TABLES: Final = {"edition_lists": Wall.OPEN}
DDL: Final[LiteralString] = """
CREATE TABLE edition_lists (
    edition text NOT NULL,
    lists jsonb NOT NULL,
    from_position bigint NOT NULL,
    until_position bigint,
    PRIMARY KEY (edition, from_position)
);
COMMENT ON TABLE edition_lists IS 'what lists an edition had from one position to another'
"""

_AT: Final[LiteralString] = """
SELECT l.edition, l.lists FROM projections.edition_lists AS l
WHERE l.edition = %(edition)s AND l.from_position <= %(position)s
AND (l.until_position IS NULL OR l.until_position > %(position)s)
"""


class EditionLists(msgspec.Struct, frozen=True, kw_only=True):
    """The lists of an edition."""

    edition: str
    lists: Lists


def change(batch: Batch) -> Iterator[Change]:
    """Write down the lists of an edition from each position on at which they were decided."""
    if gone := batch.gone():
        yield Replace("edition_lists", "edition", gone)
    versions = [
        Version(opened.edition, step.position, [EditionLists(edition=opened.edition, lists=now)])
        for step in batch.steps(EDITION)
        if (opened := step.after.opened) is not None
        and (now := step.after.lists) != step.before.lists
    ]
    if versions:
        versions.sort(key=lambda version: version.position)
        yield Supersede("edition_lists", "edition", versions)


async def lists_at(connection: AsyncConnection[TupleRow], edition: str, position: int) -> Lists:
    """Return the lists of an edition at a position; the usual ones before any was decided."""
    found = await rows_of(connection, EditionLists, _AT, {"edition": edition, "position": position})
    return found[0].lists if found else Lists()
