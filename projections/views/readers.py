"""Which organisations may see a deal: what the walls of all the other tables ask."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, LiteralString

import msgspec
from psycopg import AsyncConnection
from psycopg.rows import TupleRow

from aggregates.deal import DEAL
from aggregates.deal.access.events import Scope
from aggregates.deal.access.state import ORGANISERS, scopes_granted
from aggregates.deal.state import Deal
from aggregates.vocabulary import DealId, OrganisationId
from projections.batch import Batch
from projections.change import Change, Replace
from projections.reader import Reader
from projections.view import Wall

NAME: Final = "readers"
VERSION: Final = 3
TABLES: Final = {"deal_readers": Wall.ORGANISATION}
DDL: Final[LiteralString] = """
CREATE TABLE deal_readers (
    organisation text NOT NULL,
    deal text NOT NULL,
    quality text NOT NULL,
    scopes text[] NOT NULL,
    PRIMARY KEY (organisation, deal)
);
CREATE INDEX deal_readers_deal ON deal_readers (deal);
COMMENT ON COLUMN deal_readers.quality IS
    'sponsor, principal, the role of a participant; organiser, of no organisation, for a grant';
COMMENT ON COLUMN deal_readers.scopes IS 'which parts they see beyond what lists show'
"""

EVERYTHING: Final = tuple(scope.value for scope in Scope)
"""What sides and the sponsor see."""


class DealReader(msgspec.Struct, frozen=True, kw_only=True):
    """An organisation that may see a deal, in which quality, and which parts of it.

    Without ``organisation`` it is what the organisers are let see, whose lists show every deal.
    """

    organisation: OrganisationId
    deal: DealId
    quality: str
    scopes: tuple[str, ...] = EVERYTHING


_TOLD: Final[LiteralString] = """
SELECT d.deal FROM unnest(%(deals)s::text[]) AS d (deal)
WHERE %(whole)s OR EXISTS (
    SELECT FROM projections.deal_readers AS r
    WHERE r.deal = d.deal AND r.organisation = ANY(%(granted)s::text[])
    AND 'terms' = ANY(r.scopes))
"""


def change(batch: Batch) -> Iterator[Change]:
    """Write down anew who may see each deal of which that has changed."""
    moved = [one.state for one in batch.moved(DEAL) if differs(one.before, one.state)]
    keys = [*(deal.id for deal in moved), *batch.gone()]
    if keys:
        rows = [reader for deal in moved for reader in readers_of(deal)]
        yield Replace("deal_readers", "deal", keys, rows)


async def terms_seen(
    connection: AsyncConnection[TupleRow], reader: Reader, deals: Iterable[DealId]
) -> frozenset[DealId]:
    """Return those of ``deals`` whose terms the reader may read."""
    arguments = {**reader.asking(), "deals": sorted(set(deals))}
    cursor = await connection.execute(_TOLD, arguments, prepare=True)
    return frozenset(str(deal) for (deal,) in await cursor.fetchall())


def differs(before: Deal, after: Deal) -> bool:
    """Return whether others may see the deal, or other parts of it."""
    return after.parties is not before.parties or after.access is not before.access


def readers_of(deal: Deal) -> Iterator[DealReader]:
    """Yield the organisations that see a deal; one that is a principal is nothing less."""
    qualities = {deal.sponsor: "sponsor"} if deal.sponsor else {}
    qualities |= dict.fromkeys(deal.parties.principals, "principal")
    for organisation, quality in sorted(qualities.items()):
        yield DealReader(organisation=organisation, deal=deal.id, quality=quality)
    for organisation, role in sorted(deal.parties.participants.items()):
        if organisation not in qualities:
            yield _granted(deal, organisation, role.value)
    if scopes_granted(deal.access, ORGANISERS):
        yield _granted(deal, ORGANISERS, "organiser")


def _granted(deal: Deal, organisation: OrganisationId, quality: str) -> DealReader:
    scopes = scopes_granted(deal.access, organisation)
    return DealReader(
        organisation=organisation,
        deal=deal.id,
        quality=quality,
        scopes=tuple(sorted(scope.value for scope in scopes)),
    )
