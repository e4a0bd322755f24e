"""The catalogue: the projects of every edition, which anybody may see."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Final, LiteralString

import msgspec
from psycopg import AsyncConnection
from psycopg.rows import TupleRow

from aggregates.project import PROJECT
from aggregates.project.card import searched
from aggregates.project.events import ProjectText
from aggregates.project.state import Project
from aggregates.vocabulary import Language, OrganisationId
from projections.batch import Batch, Moved
from projections.change import Change, Put, Replace
from projections.rows import rows_of
from projections.view import Wall

NAME: Final = "catalogue"
VERSION: Final = 3
TABLES: Final = {"catalogue": Wall.OPEN}
DDL: Final[LiteralString] = """
CREATE TABLE catalogue (
    project text PRIMARY KEY,
    edition text NOT NULL,
    title text NOT NULL,
    texts jsonb NOT NULL,
    folded text NOT NULL,
    owner text NOT NULL,
    sponsor text NOT NULL,
    mode text NOT NULL,
    industry text NOT NULL,
    destination text NOT NULL,
    amount numeric,
    currency text,
    listed_at timestamptz NOT NULL,
    since timestamptz NOT NULL,
    withdrawn boolean NOT NULL,
    position bigint NOT NULL
);
CREATE INDEX catalogue_listed ON catalogue (edition, listed_at, project);
COMMENT ON COLUMN catalogue.edition IS 'the id of the log in which the project is'
"""

_LIST: Final[LiteralString] = """
SELECT c.project, c.edition, c.title, c.texts, c.owner, c.sponsor, c.mode, c.industry,
    c.destination, c.amount, c.currency, c.listed_at, c.since, c.withdrawn, c.position, c.folded
FROM projections.catalogue AS c
WHERE c.edition = %(edition)s AND (%(withdrawn)s OR NOT c.withdrawn)
AND (%(owner)s::text IS NULL OR c.owner = %(owner)s OR c.sponsor = %(owner)s)
AND (%(industry)s::text IS NULL OR starts_with(c.industry, %(industry)s))
AND (%(mode)s::text IS NULL OR c.mode = %(mode)s)
AND (%(destination)s::text IS NULL OR starts_with(c.destination, %(destination)s))
AND (%(text)s::text IS NULL OR strpos(c.folded, %(text)s) > 0)
AND (%(currency)s::text IS NULL OR c.currency = %(currency)s)
AND (%(least)s::numeric IS NULL OR c.amount >= %(least)s)
AND (%(most)s::numeric IS NULL OR c.amount <= %(most)s)
AND (%(at)s::timestamptz IS NULL OR (c.listed_at, c.project) < (%(at)s, %(project)s))
ORDER BY c.listed_at DESC, c.project DESC LIMIT %(limit)s
"""


_BESIDE: Final[LiteralString] = """(
    SELECT jsonb_object_agg(t.language, t.said ->> 'title')
    FROM projections.catalogue AS c CROSS JOIN jsonb_each(c.texts) AS t (language, said)
    WHERE c.project = {row}.project AND EXISTS (
        SELECT FROM jsonb_each(c.texts) AS o (language, said)
        WHERE o.said ->> 'title' = {row}.title)
)"""


def titles_beside(row: LiteralString) -> LiteralString:
    """Return a column of a query: the titles of a row's project, by language.

    NULL unless the ``title`` of that row is one of them. What it tells, anybody may read.
    """
    return _BESIDE.replace("{row}", row)


class ProjectRow(msgspec.Struct, frozen=True, kw_only=True):
    """A project as the catalogue shows it ``since`` an instant.

    ``texts`` has it by language, ``folded`` is what is searched: its title in each, and what it is.
    ``position`` is that of its last event.
    """

    project: str
    edition: str
    title: str
    texts: dict[Language, ProjectText]
    folded: str
    owner: OrganisationId
    sponsor: OrganisationId
    mode: str
    industry: str
    destination: str
    amount: Decimal | None
    currency: str | None
    listed_at: datetime
    since: datetime
    withdrawn: bool
    position: int


class ProjectPlace(msgspec.Struct, frozen=True):
    """Where a list stopped: its last row."""

    at: datetime
    project: str


class ProjectFilter(msgspec.Struct, frozen=True, kw_only=True):
    """Which projects to list; what is none does not matter.

    ``owner`` owns or sponsors it; ``industry`` and ``destination`` are the beginnings of codes:
    ``C27``, ``CN``; ``text`` is a part of a title or of a summary, in any language; ``least`` and
    ``most`` are of what is sought.
    """

    owner: OrganisationId | None = None
    industry: str | None = None
    destination: str | None = None
    mode: str | None = None
    text: str | None = None
    currency: str | None = None
    least: Decimal | None = None
    most: Decimal | None = None
    withdrawn: bool = False


EVERY_PROJECT: Final = ProjectFilter()


def change(batch: Batch) -> Iterator[Change]:
    """Write each project that has moved, as it is after the batch."""
    if gone := batch.gone():
        yield Replace("catalogue", "project", gone)
    rows = [_row(str(batch.log), moved) for moved in batch.moved(PROJECT)]
    if found := [row for row in rows if row is not None]:
        yield Put("catalogue", found)


async def list_projects(
    connection: AsyncConnection[TupleRow],
    edition: str,
    which: ProjectFilter = EVERY_PROJECT,
    *,
    after: ProjectPlace | None = None,
    limit: int = 50,
) -> Sequence[ProjectRow]:
    """Return the projects of an edition, the one listed last first."""
    arguments = {
        **msgspec.structs.asdict(which),
        "edition": edition,
        "text": None if which.text is None else which.text.casefold(),
        "at": after and after.at,
        "project": after and after.project,
        "limit": limit,
    }
    return await rows_of(connection, ProjectRow, _LIST, arguments)


def _row(edition: str, moved: Moved[Project]) -> ProjectRow | None:
    listing, cards = moved.state.listing, moved.state.cards
    if listing is None:
        return None
    card = cards[-1]
    return ProjectRow(
        project=listing.project,
        edition=edition,
        title=card.title,
        texts=card.texts,
        folded=searched(card).casefold(),
        owner=listing.owner,
        sponsor=listing.sponsor,
        mode=card.mode,
        industry=card.industry,
        destination=card.destination,
        amount=None if card.amount is None else Decimal(card.amount.amount),
        currency=None if card.amount is None else card.amount.currency,
        listed_at=listing.at,
        since=card.since,
        withdrawn=moved.state.withdrawn,
        position=moved.position,
    )
