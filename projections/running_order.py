"""The running order of the ceremony: which deals come in which item, and how far each has come."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, LiteralString

import msgspec
from psycopg import AsyncConnection
from psycopg.rows import TupleRow

from aggregates.vocabulary import DealId, Language
from projections.figures.asking import counting
from projections.reader import Reader
from projections.rows import rows_of
from projections.views.deals import Side
from projections.views.titles import TITLES

_ROWS: Final[LiteralString] = f"""
SELECT f.item, f.place, f.deal, d.title, {TITLES}, d.stage, d.parties,
    jsonb_path_exists(f.executions, '$[*] ? (@.on_stage == true)') AS signed_on_stage
FROM projections.deal_facts AS f JOIN projections.deals AS d ON d.deal = f.deal
WHERE f.edition = %(edition)s AND f.until_position IS NULL AND f.item IS NOT NULL
AND (%(item)s::text IS NULL OR f.item = %(item)s)
AND (f.item, f.place, f.deal) > (%(after_item)s, %(after_place)s, %(after_deal)s)
ORDER BY f.item, f.place, f.deal LIMIT %(limit)s
"""  # noqa: S608 - our own words


class Placed(msgspec.Struct, frozen=True, kw_only=True):
    """A deal in its place; ``signed_on_stage`` once something of it was executed there.

    ``titles`` is what the table calls it, by language, for who may read its terms.
    """

    item: str
    place: int
    deal: DealId
    title: str
    titles: Mapping[Language, str]
    stage: str
    parties: tuple[Side, ...]
    signed_on_stage: bool


class OrderPlace(msgspec.Struct, frozen=True):
    """Where a list stopped: its last row."""

    item: str
    place: int
    deal: DealId


BEFORE_ALL: Final = OrderPlace("", 0, "")


async def running_order(
    connection: AsyncConnection[TupleRow],
    edition: str,
    reader: Reader,
    *,
    item: str | None,
    after: OrderPlace,
    limit: int,
) -> Sequence[Placed]:
    """Return what is in the running order now, by item and place, as ``reader`` may read it.

    Raises:
        ProjectionError: as `counting`.
    """
    async with counting(connection):
        return await rows_of(
            connection,
            Placed,
            _ROWS,
            {
                **reader.asking(),
                "edition": edition,
                "item": item,
                "after_item": after.item,
                "after_place": after.place,
                "after_deal": after.deal,
                "limit": limit,
            },
        )
