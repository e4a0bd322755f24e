"""Approvals and filings that are open in an edition now, the next due first: what F10 counts.

They are read from the facts of the deals as they stand; what was lost waits for nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final, Literal, LiteralString

import msgspec
from psycopg import AsyncConnection
from psycopg.rows import TupleRow

from aggregates.vocabulary import DealId, InstrumentId, Language, OrganisationId
from projections.reader import Reader
from projections.rows import rows_of
from projections.views.titles import TITLES

What = Literal["approval", "filing"]

_LIST: Final[LiteralString] = f"""
WITH open AS (
    SELECT f.deal, 'filing' AS what, x.filing AS id, x.instrument, x.kind, x.authority, x.status,
        '' AS principal, f.stage_since AS since, x.due_at, f.stopped_at
    FROM projections.deal_facts AS f, jsonb_to_recordset(f.filings) AS x(
        filing text, instrument text, kind text, authority text, status text, due_at timestamptz)
    WHERE f.edition = %(edition)s AND f.until_position IS NULL AND f.loss IS NULL
    AND x.status IN ('required', 'submitted', 'refused')
    UNION ALL
    SELECT f.deal, 'approval', x.approval, x.instrument, x.kind, '', 'pending',
        x.principal, x.asked_at, NULL, f.stopped_at
    FROM projections.deal_facts AS f, jsonb_to_recordset(f.approvals) AS x(
        approval text, instrument text, kind text, principal text, asked_at timestamptz,
        granted_at timestamptz)
    WHERE f.edition = %(edition)s AND f.until_position IS NULL AND f.loss IS NULL
    AND x.granted_at IS NULL
)
SELECT o.*, d.title, d.stage, {TITLES} FROM open AS o JOIN projections.deals AS d ON d.deal = o.deal
WHERE (%(whole)s OR o.deal IN (
    SELECT r.deal FROM projections.deal_readers AS r
    WHERE r.organisation = ANY(%(granted)s::text[]) AND 'terms' = ANY(r.scopes)))
AND (%(what)s::text IS NULL OR o.what = %(what)s)
AND (%(deal)s::text IS NULL OR (coalesce(o.due_at, 'infinity'), o.deal, o.what, o.id)
    > (coalesce(%(due_at)s::timestamptz, 'infinity'), %(deal)s, %(of)s, %(id)s))
ORDER BY coalesce(o.due_at, 'infinity'), o.deal, o.what, o.id LIMIT %(limit)s
"""  # noqa: S608 - our own words


class OpenStep(msgspec.Struct, frozen=True, kw_only=True):
    """An approval that was asked for, or a filing that is required, and is not decided.

    ``kind`` is that of the board or of the filing; an approval is a ``principal``'s and has no due
    date, a filing has an ``authority``, a ``status`` and is due. While ``stopped_at`` is there, the
    deal's clock stands, and nothing becomes overdue. ``titles`` is what the table calls the deal.
    """

    deal: DealId
    title: str
    titles: Mapping[Language, str]
    stage: str
    what: What
    id: str
    instrument: InstrumentId
    kind: str
    authority: str
    principal: OrganisationId
    status: str
    since: datetime
    due_at: datetime | None
    stopped_at: datetime | None


class OpenStepPlace(msgspec.Struct, frozen=True):
    """Where a list of open steps stopped: its last row."""

    due_at: datetime | None
    deal: DealId
    of: What
    id: str


async def list_open_steps(
    connection: AsyncConnection[TupleRow],
    reader: Reader,
    edition: str,
    *,
    what: What | None = None,
    after: OpenStepPlace | None = None,
    limit: int = 50,
) -> Sequence[OpenStep]:
    """Return what is open in the deals of which the reader sees the terms, the next due first."""
    arguments = {
        **reader.asking(),
        "edition": edition,
        "what": what,
        "due_at": after and after.due_at,
        "deal": after and after.deal,
        "of": after and after.of,
        "id": after and after.id,
        "limit": limit,
    }
    return await rows_of(connection, OpenStep, _LIST, arguments)
