"""How negotiations stood at every position of the log: whose turn, since when, how much is open."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Final, LiteralString, cast, get_args

import msgspec
from msgspec.structs import replace
from psycopg import AsyncConnection
from psycopg.rows import TupleRow

from aggregates.deal.discussion.events import DiscussionEvent
from aggregates.deal.guards import LIVE
from aggregates.deal.state import Instrument, Progress, Stage
from aggregates.vocabulary import DealId, OrganisationId, PersonId
from projections.batch import Batch, Moved
from projections.change import Change, Replace, Supersede, Version
from projections.course.moved import COURSE
from projections.course.state import NO_TABLE, Course
from projections.course.touched import ANSWERS, ROW_EVENTS, RowEvent
from projections.rows import rows_of
from projections.turns.waiting import Waiting, waiting_on
from projections.view import Wall

NAME: Final = "health"
VERSION: Final = 5
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
    runs = leading.progress is Progress.NEGOTIATING and offer is not None and offer.live
    open_rows, reserved_rows = _rows_waiting(course, leading)
    return Health(
        deal=deal.id,
        edition=deal.edition,
        stage=deal.stage.value,
        round=deal.round,
        principals=tuple(sorted(deal.parties.principals)),
        leads=tuple(sorted({side.lead for side in deal.parties.principals.values()})),
        waiting_on=waiting,
        rows=len(table.answers),
        open_rows=open_rows,
        reserved_rows=reserved_rows,
        offers=0 if offer is None else offer.number,
        counters=course.counters,
        moved_at=course.moved_at,
        offer_expires_at=offer.expires_at.at if offer is not None and runs else None,
        expires_at=deal.parties.expires_at.at,
        stopped_at=deal.parties.stopped_at,
    )


def _rows_waiting(course: Course, leading: Instrument) -> tuple[int, int]:
    """Return how many rows of the leading instrument lack an acceptance, and how many are held."""
    alike = course.tables.get(leading.id, NO_TABLE).answered_alike.items()
    unanswered = reserved = 0
    for answers, rows in alike:
        unanswered += rows if answers.open else 0
        reserved += rows if answers.held else 0
    return unanswered if leading.progress is Progress.NEGOTIATING else 0, reserved


def _is_under_way(course: Course) -> bool:
    return course.deal.stage in _UNDER_WAY


def _versions(moved: Moved[Course]) -> Iterator[Version]:
    waiting, health = Waiting(), None
    if _is_under_way(moved.before):
        health = _health(moved.before, waiting.after(moved.before))
    for step in moved.steps:
        if type(step.event) in _DISCUSSION:
            continue
        known, course = health, step.after
        if not _is_under_way(course):
            health = None
        elif known is not None and type(step.event) in ROW_EVENTS:
            health = _after_row(known, course, cast("RowEvent", step.event), waiting)
        else:
            now = _health(course, waiting.after(course))
            health = known if now == known else now
        if health is not known:
            yield Version(course.deal.id, step.position, [] if health is None else [health])


def _after_row(known: Health, course: Course, step: RowEvent, waiting: Waiting) -> Health:
    """Return how a deal stands after an event of one row, after which all else is as it was."""
    sides, rows = waiting.after_row(course, step.instrument), (known.open_rows, known.reserved_rows)
    if step.instrument == course.deal.leading and type(step) in ANSWERS:
        rows = _rows_waiting(course, course.deal.instruments[step.instrument])
    if sides is known.waiting_on and rows == (known.open_rows, known.reserved_rows):
        if course.moved_at == known.moved_at:
            return known
        return replace(known, moved_at=course.moved_at)
    return replace(
        known,
        waiting_on=sides,
        open_rows=rows[0],
        reserved_rows=rows[1],
        moved_at=course.moved_at,
    )
