"""The deals, one row each: what lists show, and what they are filtered by."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Final, Literal, LiteralString

import msgspec
from psycopg import AsyncConnection
from psycopg.rows import TupleRow

from aggregates.deal import DEAL
from aggregates.deal.parties.events import DealOpened
from aggregates.deal.state import Deal
from aggregates.deal.terms.current import amount_of
from aggregates.vocabulary import DealId, Language, Money, OrganisationId
from projections.batch import Batch, Moved
from projections.change import Change, Put, Replace
from projections.reader import Reader
from projections.rows import rows_of
from projections.texts.asking import ASKED, FOUND
from projections.texts.lexemes import asked_of
from projections.view import Wall
from projections.views.titles import TITLES

NAME: Final = "deals"
VERSION: Final = 4
TABLES: Final = {"deals": Wall.DEAL, "deal_pledges": Wall.TERMS}
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
    opened_at timestamptz NOT NULL,
    moved_at timestamptz NOT NULL,
    version int NOT NULL,
    position bigint NOT NULL
);
CREATE INDEX deals_opened ON deals (opened_at, deal);
CREATE INDEX deals_project ON deals (project);
CREATE TABLE deal_pledges (
    deal text PRIMARY KEY,
    amount numeric NOT NULL,
    currency text NOT NULL
);
COMMENT ON TABLE deal_pledges IS 'what the leading instrument pledges as it stands'
"""

_LIST: Final[LiteralString] = f"""
WITH told AS (
    SELECT r.deal FROM projections.deal_readers AS r
    WHERE r.organisation = ANY(%(granted)s::text[]) AND 'terms' = ANY(r.scopes)
)
SELECT d.*, p.amount, p.currency, {TITLES} FROM projections.deals AS d
LEFT JOIN projections.deal_pledges AS p
    ON p.deal = d.deal AND (%(whole)s OR d.deal IN (SELECT told.deal FROM told))
WHERE (%(all)s OR d.deal IN (
    SELECT r.deal FROM projections.deal_readers AS r WHERE r.organisation = %(organisation)s))
AND (%(one)s::text IS NULL OR d.deal = %(one)s)
AND (%(edition)s::text IS NULL OR d.edition = %(edition)s)
AND (%(stages)s::text[] IS NULL OR d.stage = ANY(%(stages)s))
AND (%(tier)s::text IS NULL OR d.tier = %(tier)s)
AND (%(kind)s::text IS NULL OR d.kind = %(kind)s)
AND (%(project)s::text IS NULL OR d.project = %(project)s)
AND (%(direction)s::text IS NULL OR d.direction = %(direction)s)
AND (%(country)s::text IS NULL
    OR d.parties @> jsonb_build_array(jsonb_build_object('country', %(country)s::text)))
AND (%(queries)s::text[] IS NULL OR d.deal IN (
    SELECT h.deal FROM (
        SELECT w.deal, a.n FROM {ASKED} JOIN {FOUND}
        WHERE %(whole)s OR w.place <> 'clause' OR w.deal IN (SELECT told.deal FROM told)
        UNION
        SELECT e.deal, a.n FROM {ASKED}
        JOIN projections.search_projects AS p
            ON p.lexemes @@ a.query::tsquery AND strpos(p.folded, a.run) > 0
        JOIN projections.deals AS e ON e.project = p.project
    ) AS h GROUP BY h.deal HAVING count(DISTINCT h.n) = cardinality(%(queries)s::text[])))
AND (%(at)s::timestamptz IS NULL
    OR (CASE WHEN %(moved)s THEN d.moved_at ELSE d.opened_at END, d.deal) < (%(at)s, %(deal)s))
ORDER BY CASE WHEN %(moved)s THEN d.moved_at ELSE d.opened_at END DESC, d.deal DESC
LIMIT %(limit)s
"""  # noqa: S608 - our own words


class Side(msgspec.Struct, frozen=True, kw_only=True):
    """A principal as a list shows it; ``country`` is ISO 3166-1."""

    id: OrganisationId
    legal_name: str
    country: str


class StoredDeal(msgspec.Struct, frozen=True, kw_only=True):
    """A deal as the table has it. ``position`` and ``version`` are those of its last event."""

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
    opened_at: datetime
    moved_at: datetime
    version: int
    position: int


class DealRow(StoredDeal, frozen=True, kw_only=True):
    """A deal as lists show it, with what it is called and pledges to who may read its terms.

    ``titles`` is what the table calls it, by language.
    """

    titles: Mapping[Language, str]
    amount: Decimal | None
    currency: str | None


class Pledged(msgspec.Struct, frozen=True, kw_only=True):
    """What the leading instrument of a deal pledges as it stands."""

    deal: DealId
    amount: Decimal
    currency: str


class Place(msgspec.Struct, frozen=True):
    """Where a list stopped: its last row, ``at`` the instant by which the list is ordered."""

    at: datetime
    deal: DealId


class Filter(msgspec.Struct, frozen=True, kw_only=True):
    """Which deals to list; what is none does not matter.

    ``country`` is that of any principal. ``text`` is asked of titles, parties, projects and, where
    the reader may read the terms, clauses: every word has to be somewhere in the deal.
    """

    edition: str | None = None
    stages: tuple[str, ...] | None = None
    tier: str | None = None
    kind: str | None = None
    project: str | None = None
    direction: str | None = None
    country: str | None = None
    text: str | None = None


NO_FILTER: Final = Filter()
Order = Literal["opened", "moved"]


def change(batch: Batch) -> Iterator[Change]:
    """Write each deal that has moved, as it is after the batch."""
    gone = batch.gone()
    if gone:
        yield Replace("deals", "deal", gone)
    if rows := [_row(moved) for moved in batch.moved(DEAL)]:
        yield Put("deals", rows)
    pledged = {
        moved.state.id: pledges
        for moved in batch.moved(DEAL)
        if (pledges := _pledged(moved.state)) != _pledged(moved.before)
    }
    if keys := [*pledged, *gone]:
        rows_of_pledges = [one for one in pledged.values() if one is not None]
        yield Replace("deal_pledges", "deal", keys, rows_of_pledges)


async def list_deals(
    connection: AsyncConnection[TupleRow],
    reader: Reader,
    which: Filter = NO_FILTER,
    *,
    order: Order = "opened",
    after: Place | None = None,
    limit: int = 50,
) -> Sequence[DealRow]:
    """Return the deals that the reader may see, the one opened, or moved, last first.

    When a deal was opened never changes: no page lacks one that was there. By its last move a deal
    may come to the front meanwhile.
    """
    if which.text is not None and not asked_of(which.text):
        return []
    arguments = _arguments(reader, which) | {
        "moved": order == "moved",
        "at": after and after.at,
        "deal": after and after.deal,
        "limit": limit,
    }
    return await rows_of(connection, DealRow, _LIST, arguments)


async def find_deal(
    connection: AsyncConnection[TupleRow], reader: Reader, deal: DealId
) -> DealRow | None:
    """Return a deal, if it is there and the reader may see it: no answer tells which is not so."""
    arguments = _arguments(reader, NO_FILTER) | {"one": deal, "limit": 1}
    found = await rows_of(connection, DealRow, _LIST, arguments)
    return found[0] if found else None


def _arguments(reader: Reader, which: Filter) -> dict[str, object]:
    asked = None if which.text is None else asked_of(which.text)
    return {
        **msgspec.structs.asdict(which),
        **reader.asking(),
        "stages": None if which.stages is None else list(which.stages),
        "queries": None if asked is None else [one.query for one in asked],
        "runs": None if asked is None else [one.folded for one in asked],
        "one": None,
        "moved": False,
        "at": None,
        "deal": None,
    }


def _pledged(deal: Deal) -> Pledged | None:
    amount = amount_on_table(deal) if deal.id else None
    if amount is None:
        return None
    return Pledged(deal=deal.id, amount=Decimal(amount.amount), currency=amount.currency)


def _row(moved: Moved[Deal]) -> StoredDeal:
    deal, opening = moved.state, moved.opening
    assert isinstance(opening, DealOpened)  # noqa: S101 - no decision lets a deal begin otherwise
    leading = deal.instruments[deal.leading]
    classified = deal.classification or opening.classification
    return StoredDeal(
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
        opened_at=opening.at,
        moved_at=moved.moved_at,
        version=moved.steps[-1].version,
        position=moved.position,
    )


def amount_on_table(deal: Deal) -> Money | None:
    """Return the money that the leading instrument pledges as it stands, if there is any yet."""
    leading = deal.instruments[deal.leading]
    return None if leading.matrix.frame is None else amount_of(leading)
