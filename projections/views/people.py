"""Who is in a deal by name: its leads, who signs it, who approves of it. Ids only, no names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final, LiteralString

import msgspec
from psycopg import AsyncConnection
from psycopg.rows import TupleRow

from aggregates.deal import DEAL
from aggregates.deal.state import Deal
from aggregates.vocabulary import DealId, OrganisationId, PersonId
from projections.batch import Batch
from projections.change import Change, Replace
from projections.reader import Reader
from projections.rows import rows_of
from projections.view import Wall

NAME: Final = "people"
VERSION: Final = 1
TABLES: Final = {"deal_leads": Wall.DEAL, "deal_people": Wall.TERMS}
DDL: Final[LiteralString] = """
CREATE TABLE deal_leads (
    deal text NOT NULL,
    organisation text NOT NULL,
    person text NOT NULL,
    PRIMARY KEY (deal, organisation, person)
);
CREATE TABLE deal_people (LIKE deal_leads INCLUDING ALL);
COMMENT ON TABLE deal_people IS 'who sits in a seat, or was asked for an approval, and for whom'
"""

_LIST: Final[LiteralString] = """
WITH seen AS (
    SELECT p.person, p.organisation, p.role FROM projections.posts AS p
    WHERE %(all)s OR (%(own)s AND p.organisation = %(organisation)s)
    UNION
    SELECT l.person, l.organisation, '' FROM projections.deal_leads AS l
    WHERE NOT %(all)s AND l.deal IN (
        SELECT r.deal FROM projections.deal_readers AS r WHERE r.organisation = %(organisation)s)
    UNION
    SELECT d.person, d.organisation, '' FROM projections.deal_people AS d
    WHERE NOT %(all)s AND d.deal IN (
        SELECT r.deal FROM projections.deal_readers AS r
        WHERE r.organisation = %(organisation)s AND 'terms' = ANY (r.scopes))
), page AS (
    SELECT DISTINCT s.person FROM seen AS s
    WHERE (%(of)s::text IS NULL OR s.organisation = %(of)s)
    AND (%(after)s::text IS NULL OR s.person > %(after)s)
    ORDER BY s.person LIMIT %(limit)s
)
SELECT s.person, s.organisation, s.role FROM seen AS s JOIN page USING (person)
ORDER BY s.person, s.organisation, s.role
"""


class Named(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who is in a deal for an organisation."""

    deal: DealId
    organisation: OrganisationId
    person: PersonId


class ActsFor(msgspec.Struct, frozen=True, kw_only=True):
    """An organisation that somebody acts for; ``roles`` are told of posts, not of deals."""

    organisation: OrganisationId
    roles: tuple[str, ...]


class PersonRow(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody, and for whom they act as far as the reader may know."""

    person: PersonId
    acts_for: tuple[ActsFor, ...]


class _Line(msgspec.Struct, frozen=True):
    person: PersonId
    organisation: OrganisationId
    role: str


def change(batch: Batch) -> Iterator[Change]:
    """Write anew who is in each deal of which that has changed."""
    gone = batch.gone()
    moved = [(one.before, one.state) for one in batch.moved(DEAL)]
    leads = {
        after.id: rows
        for before, after in moved
        if before.parties.principals is not after.parties.principals
        and (rows := leads_of(after)) != leads_of(before)
    }
    others = {
        after.id: rows
        for before, after in moved
        if before.instruments is not after.instruments
        and (rows := others_of(after)) != others_of(before)
    }
    for table, found in (("deal_leads", leads), ("deal_people", others)):
        if keys := [*found, *gone]:
            yield Replace(table, "deal", keys, [row for rows in found.values() for row in rows])


def leads_of(deal: Deal) -> tuple[Named, ...]:
    """Return the leads of the principals."""
    return tuple(
        Named(deal=deal.id, organisation=key, person=side.lead)
        for key, side in sorted(deal.parties.principals.items())
    )


def others_of(deal: Deal) -> tuple[Named, ...]:
    """Return who sits in a seat, or was asked for an approval."""
    found: set[tuple[OrganisationId, PersonId]] = set()
    for instrument in deal.instruments.values():
        found |= {(one.principal, one.approver) for one in instrument.approvals.values()}
        if instrument.signing is not None:
            seats = instrument.signing.seats.values()
            found |= {(seat.of, sitter.person) for seat in seats for sitter in seat.sitters}
    return tuple(
        Named(deal=deal.id, organisation=organisation, person=person)
        for organisation, person in sorted(found)
    )


async def list_people(
    connection: AsyncConnection[TupleRow],
    reader: Reader,
    *,
    own: bool = False,
    of: OrganisationId | None = None,
    after: PersonId | None = None,
    limit: int = 50,
) -> Sequence[PersonRow]:
    """Return people by id: all who hold posts to who sees every deal, to others who is in theirs.

    With ``own``, also those who hold a post in the reader's organisation: for who looks after them.
    """
    arguments = {**reader.asking(), "own": own, "of": of, "after": after, "limit": limit}
    lines = await rows_of(connection, _Line, _LIST, arguments)
    return [
        PersonRow(person=person, acts_for=_acts_for(tuple(of_person)))
        for person, of_person in groupby(lines, key=lambda line: line.person)
    ]


def _acts_for(lines: Sequence[_Line]) -> tuple[ActsFor, ...]:
    return tuple(
        ActsFor(organisation=organisation, roles=tuple(line.role for line in of_one if line.role))
        for organisation, of_one in groupby(lines, key=lambda line: line.organisation)
    )
