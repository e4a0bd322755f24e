"""Posts that await a word before anybody acts in them: whose, for which organisation. Ids only."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Final, LiteralString

import msgspec
from psycopg import AsyncConnection
from psycopg.rows import TupleRow

from aggregates.person import PERSON
from aggregates.person.state import Person
from aggregates.vocabulary import OrganisationId, PersonId
from projections.batch import Batch, Moved
from projections.change import Change, Replace
from projections.reader import Reader
from projections.rows import rows_of
from projections.view import Wall

NAME: Final = "awaited"
VERSION: Final = 1
TABLES: Final = {"awaited_posts": Wall.ORGANISATION}
DDL: Final[LiteralString] = """
CREATE TABLE awaited_posts (
    stream text NOT NULL,
    organisation text NOT NULL,
    person text NOT NULL,
    roles text[] NOT NULL,
    asked_by text NOT NULL,
    asked_at timestamptz NOT NULL,
    PRIMARY KEY (stream, organisation)
);
CREATE INDEX awaited_posts_of ON awaited_posts (organisation, person)
"""

_LIST: Final[LiteralString] = """
SELECT organisation, person, roles, asked_by, asked_at FROM projections.awaited_posts
WHERE (%(all)s OR organisation = %(organisation)s)
AND (%(after)s::text[] IS NULL OR ARRAY[organisation, person] > %(after)s)
ORDER BY ARRAY[organisation, person] LIMIT %(limit)s
"""


class AwaitedRow(msgspec.Struct, frozen=True, kw_only=True):
    """Roles that somebody of the fair gave a person, and in which they do not act yet."""

    organisation: OrganisationId
    person: PersonId
    roles: tuple[str, ...]
    asked_by: PersonId
    asked_at: datetime


class AwaitedPlace(msgspec.Struct, frozen=True):
    """Where a page of the list ends."""

    organisation: OrganisationId
    person: PersonId


class _Stored(AwaitedRow, frozen=True, kw_only=True):
    stream: str


def change(batch: Batch) -> Iterator[Change]:
    """Write anew what awaits a word of each person of whom that has changed."""
    moved = [one for one in batch.moved(PERSON) if one.state.awaiting != one.before.awaiting]
    keys = [*(str(one.stream) for one in moved), *batch.gone()]
    if keys:
        rows = [row for one in moved for row in awaited_rows(one)]
        yield Replace("awaited_posts", "stream", keys, rows)


def awaited_rows(moved: Moved[Person]) -> Iterator[msgspec.Struct]:
    """Yield what awaits a word of a person after the batch."""
    registered = moved.state.registered
    if registered is None:
        return
    for one in moved.state.awaiting:
        yield _Stored(
            stream=str(moved.stream),
            organisation=one.organisation,
            person=registered.person,
            roles=tuple(role.value for role in one.roles),
            asked_by=one.by,
            asked_at=one.at,
        )


async def list_awaited(
    connection: AsyncConnection[TupleRow],
    reader: Reader,
    *,
    after: AwaitedPlace | None = None,
    limit: int = 50,
) -> Sequence[AwaitedRow]:
    """Return what awaits a word: of all to who sees every deal, to others of their organisation."""
    place = [after.organisation, after.person] if after else None
    arguments = {**reader.asking(), "after": place, "limit": limit}
    return await rows_of(connection, AwaitedRow, _LIST, arguments)
