"""The posts in which people act: who, for which organisation, in which role. Ids only, no names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, LiteralString

import msgspec
from psycopg import AsyncConnection
from psycopg.rows import TupleRow

from aggregates.person import PERSON
from aggregates.person.state import Person
from aggregates.vocabulary import OrganisationId, PersonId
from projections.batch import Batch, Moved
from projections.change import Change, Replace
from projections.rows import rows_of
from projections.view import Wall

NAME: Final = "posts"
VERSION: Final = 3
TABLES: Final = {"posts": Wall.ORGANISATION}
DDL: Final[LiteralString] = """
CREATE TABLE posts (
    stream text NOT NULL,
    organisation text NOT NULL,
    role text NOT NULL,
    person text NOT NULL,
    PRIMARY KEY (stream, organisation, role)
);
CREATE INDEX posts_of ON posts (organisation, role)
"""

_OFFICES: Final[LiteralString] = """
SELECT DISTINCT p.organisation, p.role FROM projections.posts AS p
WHERE p.role IN ('witness', 'notary', 'official')
ORDER BY p.role, p.organisation LIMIT %(limit)s
"""


class OfficeRow(msgspec.Struct, frozen=True, kw_only=True):
    """An organisation that somebody can sign for as ``witness``, ``notary`` or ``official``."""

    organisation: OrganisationId
    role: str


class PostRow(msgspec.Struct, frozen=True, kw_only=True):
    """A role in which a person may act for an organisation; ``stream`` is the person's."""

    stream: str
    organisation: OrganisationId
    role: str
    person: PersonId


def change(batch: Batch) -> Iterator[Change]:
    """Write anew the posts of each person who got or lost one."""
    moved = [one for one in batch.moved(PERSON) if one.state.acting != one.before.acting]
    keys = [*(str(one.stream) for one in moved), *batch.gone()]
    if keys:
        yield Replace("posts", "stream", keys, [row for one in moved for row in post_rows(one)])


async def list_offices(
    connection: AsyncConnection[TupleRow], *, limit: int = 200
) -> Sequence[OfficeRow]:
    """Return the offices that attest, to a reader who sees all; nobody's id is among it."""
    return await rows_of(connection, OfficeRow, _OFFICES, {"limit": limit})


def post_rows(moved: Moved[Person]) -> Iterator[PostRow]:
    """Yield the posts in which a person may act after the batch."""
    registered = moved.state.registered
    if registered is None:
        return
    for post in moved.state.acting:
        for role in post.roles:
            yield PostRow(
                stream=str(moved.stream),
                organisation=post.organisation,
                role=role.value,
                person=registered.person,
            )
