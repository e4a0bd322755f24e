"""F10, approvals and filings: what waits, what is overdue, what was decided, and by whom.

Counted are the approvals that were asked for and have not fallen, by their kind, and the filings
that officials have required, by authority, of deals that are not lost. An approval is ``pending``
or ``granted``; a refused one has fallen with the lock. A filing that is required or submitted, or
was refused and may be submitted again, is ``pending``, and ``overdue`` if its due date has passed
at the cut; while the deal's clock stands, as it does while an authority decides, nothing becomes
overdue.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Final, Literal

import msgspec
from psycopg import AsyncConnection
from psycopg.rows import TupleRow

from aggregates.deal.filings.state import Status
from aggregates.vocabulary import DealId
from projections.cut import Cut
from projections.facts import DealFacts, FilingFact
from projections.figures.answer import Number, Stated, number, stated
from projections.figures.asking import Drilled, drilled
from projections.figures.cells import EMPTY, TOTAL, Counted, contributor, table_of
from projections.figures.counted import facts_of_cut
from projections.figures.keeping import Keeping, kept_back
from projections.reader import Reader

DEFINITION: Final = "F10"
VERSION: Final = 1
STATES: Final = ("pending", "overdue", "granted", "lifted")
_DONE: Final = {Status.GRANTED.value: "granted", Status.LIFTED.value: "lifted"}

What = Literal["approvals", "filings"]


class AuthorityLine(msgspec.Struct, frozen=True, kw_only=True):
    """What stands with one authority (of an approval: with one kind of board), or with all."""

    authority: str
    pending: Number
    overdue: Number
    granted: Number
    lifted: Number
    total: Number


class ApprovalsAndFilings(msgspec.Struct, frozen=True, kw_only=True):
    """The answer; the last line of both is the total."""

    head: Stated
    approvals: tuple[AuthorityLine, ...]
    filings: tuple[AuthorityLine, ...]


async def approvals_and_filings(
    connection: AsyncConnection[TupleRow], cut: Cut, keeping: Keeping | None = None
) -> ApprovalsAndFilings:
    """Return the figure; ``keeping`` is none for those who see every deal.

    Raises:
        ProjectionError: as `counting`.
    """
    facts = await facts_of_cut(connection, cut)
    return approvals_and_filings_of(facts, cut, keeping)


async def approvals_deals(
    connection: AsyncConnection[TupleRow],
    reader: Reader,
    cut: Cut,
    *,
    what: What,
    authority: str | None = None,
    state: str | None = None,
) -> Drilled:
    """Return the deals that make a number.

    Raises:
        ProjectionError: as `counting`.
    """
    facts = await facts_of_cut(connection, cut)
    return await drilled(connection, reader, deals_of(facts, cut, what, authority, state))


def deals_of(
    facts: Sequence[DealFacts],
    cut: Cut,
    what: What,
    authority: str | None = None,
    state: str | None = None,
) -> tuple[DealId, ...]:
    """Return the deals that make a number, sorted."""
    found = (
        one.deal
        for one in _counted(facts, cut.at, what)
        if authority in {None, one.place[0]} and state in {None, one.place[1]}
    )
    return tuple(sorted(set(found)))


def approvals_and_filings_of(
    facts: Sequence[DealFacts], cut: Cut, keeping: Keeping | None = None
) -> ApprovalsAndFilings:
    """Return the figure of these facts, which are those of the cut."""
    return ApprovalsAndFilings(
        head=stated(DEFINITION, VERSION, cut),
        approvals=tuple(_lines("approvals", _counted(facts, cut.at, "approvals"), keeping)),
        filings=tuple(_lines("filings", _counted(facts, cut.at, "filings"), keeping)),
    )


def _counted(facts: Sequence[DealFacts], at: datetime, what: What) -> Iterator[Counted]:
    for deal in facts:
        if deal.loss is None:
            whose = contributor(deal.principals)
            for place in _places(deal, at, what):
                yield Counted(place=place, deal=deal.deal, contributor=whose)


def _places(deal: DealFacts, at: datetime, what: What) -> Iterator[tuple[str, str]]:
    if what == "approvals":
        for approval in deal.approvals:
            yield approval.kind, "pending" if approval.granted_at is None else "granted"
    else:
        for filing in deal.filings:
            yield filing.authority, _state(filing, deal.stopped_at or at)


def _state(filing: FilingFact, at: datetime) -> str:
    done = _DONE.get(filing.status)
    return done or ("overdue" if filing.due_at <= at else "pending")


def _lines(
    what: What, found: Iterable[Counted], keeping: Keeping | None
) -> Iterator[AuthorityLine]:
    cells = table_of(found)
    out = kept_back(keeping, what, cells)
    for row in (*sorted({row for row, _ in cells} - {TOTAL}), TOTAL):
        pending, overdue, granted, lifted, total = (
            number(cells.get((row, column), EMPTY), out=(row, column) in out)
            for column in (*STATES, TOTAL)
        )
        yield AuthorityLine(
            authority=row,
            pending=pending,
            overdue=overdue,
            granted=granted,
            lifted=lifted,
            total=total,
        )
