"""The deals, one row each: what lists show, and what they are filtered by."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Final, LiteralString

import msgspec
from psycopg import AsyncConnection
from psycopg.rows import TupleRow

from aggregates.deal import DEAL
from aggregates.deal.parties.events import DealOpened
from aggregates.deal.state import Deal
from aggregates.deal.terms.current import amount_of
from aggregates.vocabulary import DealId, Money, OrganisationId
from projections.batch import Batch, Moved
from projections.change import Change, Put, Replace
from projections.reader import Reader
from projections.rows import rows_of
from projections.view import Wall

NAME: Final = "deals"
VERSION: Final = 1
TABLES: Final = {"deals": Wall.DEAL}
DDL: Final[LiteralString] = """
CREATE TABLE deals (
    deal text PRIMARY KEY,
    edition text NOT NULL,
    title text NOT NULL,
    stage text NOT NULL,
    round int NOT NULL,
    kind text NOT NULL,
    tier text NOT NULL,
    project text NOT NULL,
    direction text NOT NULL,
    mode text NOT NULL,
    industry text NOT NULL,
    origin text NOT NULL,
    destination text NOT NULL,
    parties jsonb NOT NULL,
    amount numeric,
    currency text,
    opened_at timestamptz NOT NULL,
    moved_at timestamptz NOT NULL,
    position bigint NOT NULL
);
CREATE INDEX deals_moved ON deals (edition, moved_at DESC, deal);
COMMENT ON TABLE deals IS 'amount and currency are those on the leading instrument''s table'
"""

_LIST: Final[LiteralString] = """
SELECT d.* FROM projections.deals AS d
WHERE (%(all)s OR d.deal IN (
    SELECT r.deal FROM projections.deal_readers AS r WHERE r.organisation = %(organisation)s))
AND (%(stage)s::text IS NULL OR d.stage = %(stage)s)
AND (%(moved_at)s::timestamptz IS NULL OR (d.moved_at, d.deal) < (%(moved_at)s, %(deal)s))
ORDER BY d.moved_at DESC, d.deal DESC LIMIT %(limit)s
"""


class Side(msgspec.Struct, frozen=True, kw_only=True):
    """A principal as a list shows it; ``country`` is ISO 3166-1."""

    id: OrganisationId
    legal_name: str
    country: str


class DealRow(msgspec.Struct, frozen=True, kw_only=True):
    """A deal as lists show it. ``position`` is that of its last event."""

    deal: DealId
    edition: str
    title: str
    stage: str
    round: int
    kind: str
    tier: str
    project: str
    direction: str
    mode: str
    industry: str
    origin: str
    destination: str
    parties: tuple[Side, ...]
    amount: Decimal | None
    currency: str | None
    opened_at: datetime
    moved_at: datetime
    position: int


class Place(msgspec.Struct, frozen=True):
    """Where a list stopped: its last row."""

    moved_at: datetime
    deal: DealId


def change(batch: Batch) -> Iterator[Change]:
    """Write each deal that has moved, as it is after the batch."""
    if gone := batch.gone():
        yield Replace("deals", "deal", gone)
    if rows := [_row(moved) for moved in batch.moved(DEAL)]:
        yield Put("deals", rows)


async def list_deals(
    connection: AsyncConnection[TupleRow],
    reader: Reader,
    *,
    stage: str | None = None,
    after: Place | None = None,
    limit: int = 50,
) -> Sequence[DealRow]:
    """Return the deals that the reader may see, the one moved last first."""
    arguments = {
        "all": reader.sees == "all",
        "organisation": reader.organisation,
        "stage": stage,
        "moved_at": after and after.moved_at,
        "deal": after and after.deal,
        "limit": limit,
    }
    return await rows_of(connection, DealRow, _LIST, arguments)


def _row(moved: Moved[Deal]) -> DealRow:
    deal, opening = moved.state, moved.opening
    assert isinstance(opening, DealOpened)  # noqa: S101 - no decision lets a deal begin otherwise
    leading, amount = deal.instruments[deal.leading], amount_on_table(deal)
    classified = opening.classification
    return DealRow(
        deal=deal.id,
        edition=deal.edition,
        title=deal.title,
        stage=deal.stage.value,
        round=deal.round,
        kind=leading.kind.value,
        tier=leading.tier.value,
        project=deal.project,
        direction=classified.direction.value,
        mode=classified.mode,
        industry=classified.industry,
        origin=classified.origin,
        destination=classified.destination,
        parties=tuple(
            Side(id=party.id, legal_name=party.legal_name, country=party.country)
            for party in deal.parties.set
        ),
        amount=None if amount is None else Decimal(amount.amount),
        currency=None if amount is None else amount.currency,
        opened_at=opening.at,
        moved_at=moved.moved_at,
        position=moved.position,
    )


def amount_on_table(deal: Deal) -> Money | None:
    """Return the money that the leading instrument pledges as it stands, if there is any yet."""
    leading = deal.instruments[deal.leading]
    return None if leading.matrix.frame is None else amount_of(leading)
