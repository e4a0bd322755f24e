"""How negotiations stood at every position of the log: whose turn, since when, how much is open."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Final, LiteralString, NamedTuple, get_args

import msgspec
from psycopg import AsyncConnection
from psycopg.rows import TupleRow

from aggregates.deal.discussion.events import DiscussionEvent
from aggregates.deal.guards import LIVE
from aggregates.deal.state import Instrument, Progress, Stage
from aggregates.vocabulary import DealId, InstrumentId, OrganisationId, PersonId, Role
from projections.batch import Batch, Moved
from projections.change import Change, Replace, Supersede, Version
from projections.course.moved import COURSE
from projections.course.state import NO_TABLE, Course, Table
from projections.rows import rows_of
from projections.turns.turns import turns
from projections.view import Wall

NAME: Final = "health"
VERSION: Final = 3
TABLES: Final = {"deal_health": Wall.TERMS}
DDL: Final[LiteralString] = """
CREATE TABLE deal_health (
    deal text NOT NULL,
    edition text NOT NULL,
    stage text NOT NULL,
    round int NOT NULL,
    principals text[] NOT NULL,
    leads text[] NOT NULL,
    waiting_on text[] NOT NULL,
    rows int NOT NULL,
    open_rows int NOT NULL,
    reserved_rows int NOT NULL,
    offers int NOT NULL,
    counters int NOT NULL,
    moved_at timestamptz NOT NULL,
    offer_expires_at timestamptz,
    expires_at timestamptz NOT NULL,
    stopped_at timestamptz,
    from_position bigint NOT NULL,
    until_position bigint,
    PRIMARY KEY (deal, from_position)
);
CREATE INDEX deal_health_stand ON deal_health (edition, from_position, until_position);
COMMENT ON TABLE deal_health IS 'deals under way; rows are those of the leading instrument'
"""

_AT: Final[LiteralString] = """
SELECT h.deal, h.edition, h.stage, h.round, h.principals, h.leads, h.waiting_on, h.rows,
    h.open_rows, h.reserved_rows, h.offers, h.counters, h.moved_at, h.offer_expires_at,
    h.expires_at, h.stopped_at
FROM projections.deal_health AS h
WHERE h.edition = %(edition)s AND h.from_position <= %(position)s
AND (h.until_position IS NULL OR h.until_position > %(position)s)
ORDER BY h.deal
"""


_UNDER_WAY: Final = tuple(LIVE - {Stage.DRAFT})
_DISCUSSION: Final = frozenset(get_args(DiscussionEvent))
_BESIDE: Final = frozenset({"", Role.INTERPRETER.value})
"""The roles of those on whom the negotiation does not wait: answers, translations."""


class Health(msgspec.Struct, frozen=True, kw_only=True):
    """How a deal under way stands.

    ``waiting_on`` are the principals whose turn it is, interpreters' work apart. Of the ``rows`` on
    the leading instrument's table, ``open_rows`` lack an acceptance. ``offers`` and ``counters``
    count the moves about it. ``moved_at`` is when a person last took a binding step. An offer that
    was locked no longer runs out.
    """

    deal: DealId
    edition: str
    stage: str
    round: int
    principals: tuple[OrganisationId, ...]
    leads: tuple[PersonId, ...]
    waiting_on: tuple[OrganisationId, ...]
    rows: int
    open_rows: int
    reserved_rows: int
    offers: int
    counters: int
    moved_at: datetime
    offer_expires_at: datetime | None
    expires_at: datetime
    stopped_at: datetime | None


def change(batch: Batch) -> Iterator[Change]:
    """Write down how a deal stands from each position on at which that has changed."""
    if gone := batch.gone():
        yield Replace("deal_health", "deal", gone)
    versions = [one for moved in batch.moved(COURSE) for one in _versions(moved)]
    if versions:
        versions.sort(key=lambda version: version.position)
        yield Supersede("deal_health", "deal", versions)


async def health_at(
    connection: AsyncConnection[TupleRow], edition: str, position: int
) -> Sequence[Health]:
    """Return how every deal under way stood at a position, by deal.

    Figures count all deals: the transaction MUST be one of a reader who sees all.
    """
    return await rows_of(connection, Health, _AT, {"edition": edition, "position": position})


def health_of(course: Course) -> Health | None:
    """Return how the deal stands at this point of its course; none if it is not under way."""
    return _health(course, waiting_on(course)) if _is_under_way(course) else None


def _health(course: Course, waiting: tuple[OrganisationId, ...]) -> Health:
    deal = course.deal
    leading = deal.instruments[deal.leading]
    table, offer = course.tables.get(leading.id, NO_TABLE), leading.matrix.offer
    negotiated = leading.progress is Progress.NEGOTIATING
    runs = negotiated and offer is not None and offer.live
    return Health(
        deal=deal.id,
        edition=deal.edition,
        stage=deal.stage.value,
        round=deal.round,
        principals=tuple(sorted(deal.parties.principals)),
        leads=tuple(sorted({side.lead for side in deal.parties.principals.values()})),
        waiting_on=waiting,
        rows=len(table.answers),
        open_rows=_open_rows(table) if negotiated else 0,
        reserved_rows=_held_rows(table),
        offers=0 if offer is None else offer.number,
        counters=course.counters,
        moved_at=course.moved_at,
        offer_expires_at=offer.expires_at.at if offer is not None and runs else None,
        expires_at=deal.parties.expires_at.at,
        stopped_at=deal.parties.stopped_at,
    )


def _open_rows(table: Table) -> int:
    return sum(rows for answers, rows in table.answered_alike.items() if answers.open)


def _held_rows(table: Table) -> int:
    return sum(rows for answers, rows in table.answered_alike.items() if answers.held)


def waiting_on(course: Course) -> tuple[OrganisationId, ...]:
    """Return the principals whose turn it is."""
    waiting = {turn.organisation for turn in turns(course) if turn.role not in _BESIDE}
    return tuple(sorted(waiting & set(course.deal.parties.principals)))


def _is_under_way(course: Course) -> bool:
    return course.deal.stage in _UNDER_WAY


def _versions(moved: Moved[Course]) -> Iterator[Version]:
    known = health_of(moved.before)
    kept: dict[InstrumentId, _Kept] = {}
    were = _grounds(moved.before, kept)
    waiting = () if known is None else known.waiting_on
    for step in moved.steps:
        if type(step.event) in _DISCUSSION:
            continue
        course = step.after
        health = None
        if _is_under_way(course):
            grounds = _grounds(course, kept)
            if known is not None and grounds == were:
                continue
            if grounds.turn != were.turn:
                waiting = waiting_on(course)
            were, health = grounds, _health(course, waiting)
        if health != known:
            known = health
            yield Version(course.deal.id, step.position, [] if health is None else [health])


class _Grounds(NamedTuple):
    """All that it depends on whose turn it is, and all else that is written down.

    As long as these are alike, so is what they are the grounds of: to find that out for each event
    would take most of the time of this view.
    """

    turn: tuple[object, ...]
    figures: tuple[object, ...]


class _Kept(NamedTuple):
    """What it depends on in one instrument whose turn it is, and the objects that this is of."""

    instrument: Instrument
    table: Table
    turn: tuple[object, ...]
    figures: tuple[object, ...]


def _grounds(course: Course, kept: dict[InstrumentId, _Kept]) -> _Grounds:
    """Return the grounds of how a deal stands; ``kept`` are those of its instruments before."""
    deal = course.deal
    parts: list[object] = [deal.stage, deal.parties, deal.filings, deal.performance]
    for key, instrument in deal.instruments.items():
        table, found = course.tables.get(key, NO_TABLE), kept.get(key)
        if found is None or found.instrument is not instrument or found.table is not table:
            kept[key] = found = _kept(course, instrument, table)
        parts.append(found.turn)
    figures = kept[deal.leading].figures if deal.instruments else ()
    return _Grounds(tuple(parts), (deal.round, course.counters, course.moved_at, figures))


def _kept(course: Course, instrument: Instrument, table: Table) -> _Kept:
    """Return what it depends on in an instrument whose turn it is, interpreters' work apart.

    Which row of several waits makes no difference.
    """
    matrix, answers = instrument.matrix, frozenset(table.answered_alike)
    turn = (
        instrument.progress,
        instrument.approvals,
        instrument.signing,
        matrix.offer,
        matrix.correction,
        answers,
        table.waits,
        course.rows if any(one.held for one in answers) else None,
    )
    return _Kept(instrument, table, turn, (instrument.progress, table.answered_alike))
