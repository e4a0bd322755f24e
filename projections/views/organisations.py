"""The organisations of the registry, one row each: what a list shows and is searched by."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Final, LiteralString

import msgspec
from psycopg import AsyncConnection
from psycopg.rows import TupleRow

from aggregates.organisation import ORGANISATION
from aggregates.vocabulary import OrganisationId
from projections.batch import Batch
from projections.change import Change, Put, Replace
from projections.rows import rows_of
from projections.view import Wall

NAME: Final = "organisations"
VERSION: Final = 2
TABLES: Final = {"organisations": Wall.OPEN}
DDL: Final[LiteralString] = """
CREATE TABLE organisations (
    organisation text PRIMARY KEY,
    legal_name text NOT NULL,
    folded text NOT NULL,
    country text NOT NULL,
    registration text NOT NULL,
    registered_at timestamptz NOT NULL,
    verified boolean NOT NULL,
    position bigint NOT NULL
);
CREATE INDEX organisations_name ON organisations (folded, organisation)
"""

_LIST: Final[LiteralString] = """
SELECT o.organisation, o.legal_name, o.country, o.registration, o.registered_at, o.verified,
    o.position, o.folded
FROM projections.organisations AS o
WHERE (%(country)s::text IS NULL OR o.country = %(country)s)
AND (%(verified)s::boolean IS NULL OR o.verified = %(verified)s)
AND (%(text)s::text IS NULL OR strpos(o.folded, %(text)s) > 0)
AND (%(folded)s::text IS NULL OR (o.folded, o.organisation) > (%(folded)s, %(organisation)s))
ORDER BY o.folded, o.organisation LIMIT %(limit)s
"""


class OrganisationRow(msgspec.Struct, frozen=True, kw_only=True):
    """An organisation as lists show it. ``folded`` is the name by which the list is ordered."""

    organisation: OrganisationId
    legal_name: str
    folded: str
    country: str
    registration: str
    registered_at: datetime
    verified: bool
    position: int


class OrganisationPlace(msgspec.Struct, frozen=True):
    """Where a list stopped: its last row."""

    folded: str
    organisation: OrganisationId


def change(batch: Batch) -> Iterator[Change]:
    """Write each organisation that has moved, as it is after the batch."""
    if gone := batch.gone():
        yield Replace("organisations", "organisation", gone)
    rows: list[OrganisationRow] = []
    for moved in batch.moved(ORGANISATION):
        registered = moved.state.registered
        if registered is not None:
            rows.append(
                OrganisationRow(
                    organisation=registered.organisation,
                    legal_name=registered.legal_name,
                    folded=registered.legal_name.casefold(),
                    country=registered.country,
                    registration=registered.registration,
                    registered_at=registered.at,
                    verified=bool(moved.state.verified_by),
                    position=moved.position,
                )
            )
    if rows:
        yield Put("organisations", rows)


async def list_organisations(
    connection: AsyncConnection[TupleRow],
    *,
    text: str | None = None,
    country: str | None = None,
    verified: bool | None = None,
    after: OrganisationPlace | None = None,
    limit: int = 50,
) -> Sequence[OrganisationRow]:
    """Return organisations by name, those of which ``text`` is a part of the name."""
    arguments = {
        "text": None if text is None else text.casefold(),
        "country": country,
        "verified": verified,
        "folded": after and after.folded,
        "organisation": after and after.organisation,
        "limit": limit,
    }
    return await rows_of(connection, OrganisationRow, _LIST, arguments)
