"""How figures are asked for: all deals are counted, only those the reader may see are listed."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Collection, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Final, LiteralString

import msgspec
from psycopg import AsyncConnection
from psycopg.pq import TransactionStatus
from psycopg.rows import TupleRow

from aggregates.vocabulary import DealId, Language
from projections.errors import ProjectionError
from projections.reader import Reader, reading
from projections.rows import rows_of
from projections.views.titles import TITLES

COUNTING: Final = Reader(person="", organisation="", sees="all")
"""Who counts: nobody, who sees everything and is shown nothing but numbers."""

_LIST: Final[LiteralString] = f"""
SELECT d.deal, d.title, {TITLES}, d.stage, d.tier FROM projections.deals AS d
WHERE d.deal = ANY(%(deals)s) AND (%(all)s OR d.deal IN (
    SELECT r.deal FROM projections.deal_readers AS r WHERE r.organisation = %(organisation)s))
ORDER BY d.deal
"""  # noqa: S608 - our own words


class Contributing(msgspec.Struct, frozen=True, kw_only=True):
    """A deal that makes a number, as it stands now.

    ``titles`` is what the table calls it, by language, for who may read its terms.
    """

    deal: DealId
    title: str
    titles: Mapping[Language, str]
    stage: str
    tier: str


class Drilled(msgspec.Struct, frozen=True, kw_only=True):
    """The deals that make a number: those that the reader may see, and how many others."""

    listed: tuple[Contributing, ...]
    others: int


@asynccontextmanager
async def counting(
    connection: AsyncConnection[TupleRow],
) -> AsyncGenerator[AsyncConnection[TupleRow], None]:
    """Give the connection in a transaction that counts every deal.

    Raises:
        ProjectionError: ``in_transaction`` if it is in one already, which would count on.
    """
    if connection.info.transaction_status is not TransactionStatus.IDLE:
        raise ProjectionError("in_transaction")
    async with reading(connection, COUNTING):
        yield connection


async def drilled(
    connection: AsyncConnection[TupleRow], reader: Reader, deals: Collection[DealId]
) -> Drilled:
    """Return which of ``deals`` the reader may see, and how many there are beside.

    Raises:
        ProjectionError: as `counting`.
    """
    if connection.info.transaction_status is not TransactionStatus.IDLE:
        raise ProjectionError("in_transaction")
    async with reading(connection, reader):
        found: Sequence[Contributing] = await rows_of(
            connection,
            Contributing,
            _LIST,
            {
                "deals": sorted(deals),
                **reader.asking(),
            },
        )
    return Drilled(listed=tuple(found), others=len(set(deals)) - len(found))
