"""How many deals stand in each stage at a position, and which stand otherwise than at another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, LiteralString

import msgspec
from psycopg import AsyncConnection
from psycopg.rows import TupleRow

from aggregates.vocabulary import DealId, Language
from projections.facts import DealFacts
from projections.reader import Reader
from projections.rows import rows_of
from projections.views.titles import TITLES

_COUNTED: Final[LiteralString] = """
SELECT f.stage, count(*)::int AS deals FROM projections.deal_facts AS f
WHERE f.edition = %(edition)s AND f.from_position <= %(position)s
AND (f.until_position IS NULL OR f.until_position > %(position)s)
GROUP BY f.stage ORDER BY f.stage
"""
_MOVED: Final[LiteralString] = f"""
WITH was AS (
    SELECT f.* FROM projections.deal_facts AS f
    WHERE f.edition = %(edition)s AND f.from_position <= %(since)s
    AND (f.until_position IS NULL OR f.until_position > %(since)s)
), now AS (
    SELECT f.* FROM projections.deal_facts AS f
    WHERE f.edition = %(edition)s AND f.from_position <= %(position)s
    AND (f.until_position IS NULL OR f.until_position > %(position)s)
)
SELECT now.deal, d.title, {TITLES}, to_jsonb(was) AS was, to_jsonb(now) AS now
FROM now LEFT JOIN was USING (deal)
JOIN projections.deals AS d ON d.deal = now.deal
WHERE was.from_position IS DISTINCT FROM now.from_position AND now.deal > %(after)s
ORDER BY now.deal LIMIT %(limit)s
"""  # noqa: S608 - our own words


class InStage(msgspec.Struct, frozen=True, kw_only=True):
    """So many deals stand in a stage."""

    stage: str
    deals: int


class MovedDeal(msgspec.Struct, frozen=True, kw_only=True):
    """A deal whose facts are others than at an earlier position; ``was`` is none if it is new.

    ``titles`` is what the table calls it now, by language.
    """

    deal: DealId
    title: str
    titles: Mapping[Language, str]
    was: DealFacts | None
    now: DealFacts


async def deals_by_stage(
    connection: AsyncConnection[TupleRow], edition: str, position: int
) -> Sequence[InStage]:
    """Return how many deals stood in each stage that any stood in, of who sees all deals."""
    arguments = {"edition": edition, "position": position}
    return await rows_of(connection, InStage, _COUNTED, arguments)


async def deals_moved(  # noqa: PLR0913 - of what, for whom, between which, where to, how much
    connection: AsyncConnection[TupleRow],
    edition: str,
    reader: Reader,
    since: int,
    position: int,
    *,
    after: DealId = "",
    limit: int = 50,
) -> Sequence[MovedDeal]:
    """Return the deals that stand otherwise than at the earlier position ``since``, by deal."""
    arguments = {
        **reader.asking(),
        "edition": edition,
        "since": since,
        "position": position,
        "after": after,
        "limit": limit,
    }
    return await rows_of(connection, MovedDeal, _MOVED, arguments)
