"""Deals of which somebody should look at what is on record, one by one: what F17 counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final, LiteralString

import msgspec
from psycopg import AsyncConnection
from psycopg.rows import TupleRow

from aggregates.vocabulary import DealId, Language
from projections.cut import Cut
from projections.figures.asking import counting
from projections.figures.f17_quality import ISSUES, alike_of, ground_of
from projections.reader import Reader
from projections.rows import rows_of
from projections.views.deals import Side
from projections.views.facts import facts_at
from projections.views.health import health_at
from projections.views.titles import TITLES

_ROWS: Final[LiteralString] = f"""
SELECT d.deal, d.title, {TITLES}, d.stage, d.tier, d.project, d.industry, d.mode, d.parties,
    d.opened_at, d.moved_at
FROM projections.deals AS d WHERE d.deal = ANY(%(deals)s::text[])
"""  # noqa: S608 - our own words


class Suspect(msgspec.Struct, frozen=True, kw_only=True):
    """A deal as it stands now, with no more of it than a list shows.

    ``titles`` is what the table calls it, by language, for who may read its terms.
    """

    deal: DealId
    title: str
    titles: Mapping[Language, str]
    stage: str
    tier: str
    project: str
    industry: str
    mode: str
    parties: tuple[Side, ...]
    opened_at: datetime
    moved_at: datetime


class QualityItem(msgspec.Struct, frozen=True, kw_only=True):
    """A deal to look at: its ``issues`` as F17 names them, and those that may be it twice."""

    deal: Suspect
    issues: tuple[str, ...]
    alike: tuple[Suspect, ...]


async def quality_items(
    connection: AsyncConnection[TupleRow],
    cut: Cut,
    reader: Reader,
    *,
    issue: str | None,
    after: DealId,
    limit: int,
) -> Sequence[QualityItem]:
    """Return the deals with an issue, or with any, by their ids, those that follow ``after``.

    All deals are looked at, whoever reads; ``reader`` is shown the titles that they may read.

    Raises:
        ProjectionError: as `counting`.
    """
    async with counting(connection):
        facts = await facts_at(connection, cut.edition, cut.position)
        health = await health_at(connection, cut.edition, cut.position)
        ground = ground_of(facts, health, cut)
        found = {name: of(ground) for name, of in ISSUES.items()}
        wanted = found[issue] if issue else frozenset[DealId]().union(*found.values())
        shown = sorted(deal for deal in wanted if deal > after)[:limit]
        alike = alike_of(facts)
        rows = await _rows(
            connection, reader, {*shown, *(o for d in shown for o in alike.get(d, ()))}
        )
    return [
        QualityItem(
            deal=rows[deal],
            issues=tuple(name for name, deals in found.items() if deal in deals),
            alike=tuple(rows[other] for other in alike.get(deal, ()) if other in rows),
        )
        for deal in shown
        if deal in rows
    ]


async def _rows(
    connection: AsyncConnection[TupleRow], reader: Reader, deals: set[DealId]
) -> Mapping[DealId, Suspect]:
    found = await rows_of(connection, Suspect, _ROWS, {**reader.asking(), "deals": sorted(deals)})
    return {one.deal: one for one in found}
