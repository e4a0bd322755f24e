"""F9, the health of negotiations: whose turn it is, since when, and how much is open.

Counted are deals under way at the cut, from the intent to the signing. ``idle`` counts them by
whole days since a person last took a binding step; ``waiting_on`` by how many of the principals it
is the turn of. ``open_clauses`` are rows of the leading instruments' tables that somebody has not
accepted. ``rounds`` of a deal are its offers and counters. ``expiring`` are live offers that run
out within two days after the cut, ``overdue`` those that ran out before it; while a deal's clock
stands, none does. By lead, a deal counts for each of its leads: only for those who see every deal.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from decimal import Decimal
from statistics import median
from typing import Final

import msgspec
from psycopg import AsyncConnection
from psycopg.rows import TupleRow

from aggregates.vocabulary import DealId, PersonId
from projections.cut import Cut
from projections.figures.answer import Number, Stated, number, stated
from projections.figures.asking import Drilled, counting, drilled
from projections.figures.cells import (
    EMPTY,
    TOTAL,
    Cell,
    Counted,
    Place,
    cell_of,
    contributor,
    table_of,
)
from projections.figures.keeping import Keeping, is_kept, is_median_kept, kept_back
from projections.reader import Reader
from projections.views.health import Health, health_at

DEFINITION: Final = "F9"
VERSION: Final = 1

IDLE: Final = (("0-2", 2), ("3-7", 7), ("8-14", 14))
LONGEST: Final = "15+"
BANDS: Final = (*(name for name, _ in IDLE), LONGEST)
WAITING: Final = ("nobody", "one", "several")
SOON: Final = timedelta(days=2)


class Band(msgspec.Struct, frozen=True, kw_only=True):
    """Deals of one kind: by days without a move, or by how many principals they wait on."""

    name: str
    deals: Number


class LeadLine(msgspec.Struct, frozen=True, kw_only=True):
    """The deals of one lead: how many wait on their side, and the longest that none has moved."""

    person: PersonId
    deals: int
    longest_idle_days: int
    open_clauses: int


class NegotiationHealth(msgspec.Struct, frozen=True, kw_only=True):
    """The answer. A number that is none was left out, or is of no deal."""

    head: Stated
    deals: Number
    idle: tuple[Band, ...]
    waiting_on: tuple[Band, ...]
    median_idle_days: int | None
    median_rounds: int | None
    open_clauses: int | None
    reserved_clauses: int | None
    expiring: Number
    overdue: Number
    leads: tuple[LeadLine, ...] | None


async def health(
    connection: AsyncConnection[TupleRow], cut: Cut, keeping: Keeping | None = None
) -> NegotiationHealth:
    """Return the figure; ``keeping`` is none for those who see every deal.

    Raises:
        ProjectionError: as `counting`.
    """
    async with counting(connection):
        found = await health_at(connection, cut.edition, cut.position)
    return health_of(found, cut, keeping)


async def health_deals(
    connection: AsyncConnection[TupleRow],
    reader: Reader,
    cut: Cut,
    *,
    idle: str | None = None,
    waiting_on: str | None = None,
    lead: PersonId | None = None,
) -> Drilled:
    """Return the deals that make a number: those of a band, of a lead, or all under way.

    Raises:
        ProjectionError: as `counting`.
    """
    async with counting(connection):
        found = await health_at(connection, cut.edition, cut.position)
    deals = deals_of(found, cut, idle=idle, waiting_on=waiting_on, lead=lead)
    return await drilled(connection, reader, deals)


def deals_of(
    found: Iterable[Health],
    cut: Cut,
    *,
    idle: str | None = None,
    waiting_on: str | None = None,
    lead: PersonId | None = None,
) -> tuple[DealId, ...]:
    """Return the deals that make a number, sorted."""
    return tuple(
        sorted(
            one.deal
            for one in found
            if idle in {None, _band(one, cut)}
            and waiting_on in {None, _waiting(one)}
            and (lead is None or lead in one.leads)
        )
    )


def health_of(
    found: Sequence[Health], cut: Cut, keeping: Keeping | None = None
) -> NegotiationHealth:
    """Return the figure of these deals, which stand so at the cut."""
    idle = _line((_band(one, cut), one) for one in found)
    waiting = _line((_waiting(one), one) for one in found)
    whole = idle.get((TOTAL, TOTAL), EMPTY)
    few = is_median_kept(keeping, "deals", whole)
    out = [kept_back(keeping, "idle", idle), kept_back(keeping, "waiting_on", waiting)]
    if any((TOTAL, TOTAL) in places for places in out):  # each line would tell the other's total
        out = [frozenset(line) for line in (idle, waiting)]
    return NegotiationHealth(
        head=stated(DEFINITION, VERSION, cut),
        deals=number(whole, out=(TOTAL, TOTAL) in out[0]),
        idle=tuple(_bands(BANDS, idle, out[0])),
        waiting_on=tuple(_bands(WAITING, waiting, out[1])),
        median_idle_days=None if few else _median(idle_days(one, cut) for one in found),
        median_rounds=None if few else _median(one.offers + one.counters for one in found),
        open_clauses=_sum("open_clauses", found, [one.open_rows for one in found], keeping),
        reserved_clauses=_sum(
            "reserved_clauses", found, [one.reserved_rows for one in found], keeping
        ),
        expiring=_alone("expiring", [one for one in found if _is_expiring(one, cut)], keeping),
        overdue=_alone("overdue", [one for one in found if _is_overdue(one, cut)], keeping),
        leads=tuple(_leads(found, cut)) if keeping is None else None,
    )


def idle_days(one: Health, cut: Cut) -> int:
    """Return the whole days since a person last took a binding step."""
    return max(timedelta(), cut.at - one.moved_at) // timedelta(days=1)


def _band(one: Health, cut: Cut) -> str:
    days = idle_days(one, cut)
    return next((name for name, longest in IDLE if days <= longest), LONGEST)


def _waiting(one: Health) -> str:
    return WAITING[min(len(one.waiting_on), 2)]


def _line(found: Iterable[tuple[str, Health]]) -> dict[Place, Cell]:
    return table_of(
        Counted(place=(row, TOTAL), deal=one.deal, contributor=contributor(one.principals))
        for row, one in found
    )


def _bands(
    names: Iterable[str], cells: Mapping[Place, Cell], out: Collection[Place]
) -> Iterator[Band]:
    for name in names:
        place = (name, TOTAL)
        yield Band(name=name, deals=number(cells.get(place, EMPTY), out=place in out))


def _alone(name: str, found: Sequence[Health], keeping: Keeping | None) -> Number:
    """Return a number beside every table: it is left out if it is sensitive by itself."""
    cell = _line((TOTAL, one) for one in found).get((TOTAL, TOTAL), EMPTY)
    return number(cell, out=is_kept(keeping, name, cell))


def _sum(
    name: str, found: Sequence[Health], rows: Sequence[int], keeping: Keeping | None
) -> int | None:
    """Return how many rows of all tables are so; none where it would tell of few."""
    cell = cell_of(
        Counted(
            place=(TOTAL, TOTAL),
            deal=one.deal,
            contributor=contributor(one.principals),
            amount=Decimal(count),
        )
        for one, count in zip(found, rows, strict=True)
    )
    return None if is_kept(keeping, name, cell) else int(cell.total)


def _is_expiring(one: Health, cut: Cut) -> bool:
    expires = one.offer_expires_at
    return one.stopped_at is None and expires is not None and cut.at < expires <= cut.at + SOON


def _is_overdue(one: Health, cut: Cut) -> bool:
    expires = one.offer_expires_at
    return one.stopped_at is None and expires is not None and expires <= cut.at


def _leads(found: Sequence[Health], cut: Cut) -> Iterator[LeadLine]:
    for person in sorted({lead for one in found for lead in one.leads}):
        own = [one for one in found if person in one.leads]
        yield LeadLine(
            person=person,
            deals=len(own),
            longest_idle_days=max(idle_days(one, cut) for one in own),
            open_clauses=sum(one.open_rows for one in own),
        )


def _median(values: Iterable[int]) -> int | None:
    found = sorted(values)
    return int(median(found)) if found else None
