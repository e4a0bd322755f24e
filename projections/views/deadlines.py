"""The deadlines that run: of deals, offers, signings, proposals, filings and notices."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Final, LiteralString

import msgspec
from psycopg import AsyncConnection
from psycopg.rows import TupleRow

from aggregates.deal import DEAL
from aggregates.deal.guards import ENDED, LIVE, ON_THE_CLOCK
from aggregates.deal.state import Deal, Instrument, Progress, Stage
from aggregates.vocabulary import Deadline, DealId, InstrumentId
from projections.batch import Batch
from projections.change import Change, Replace
from projections.reader import Reader
from projections.rows import rows_of
from projections.turns.of_deal import reopening_until
from projections.view import Wall

NAME: Final = "deadlines"
VERSION: Final = 4
TABLES: Final = {"deadlines": Wall.TIMELINE}
DDL: Final[LiteralString] = """
CREATE TABLE deadlines (
    deal text NOT NULL,
    clock text NOT NULL,
    instrument text NOT NULL,
    subject text NOT NULL,
    edition text NOT NULL,
    at timestamptz NOT NULL,
    zone text NOT NULL,
    calendar text NOT NULL,
    stopped_at timestamptz,
    PRIMARY KEY (deal, clock, instrument, subject)
);
CREATE INDEX deadlines_at ON deadlines (at, deal);
COMMENT ON TABLE deadlines IS 'while stopped_at is there, at is as of that instant'
"""

_LIST: Final[LiteralString] = """
SELECT d.* FROM projections.deadlines AS d
WHERE (%(all)s OR d.deal IN (
    SELECT r.deal FROM projections.deal_readers AS r
    WHERE r.organisation = ANY(%(granted)s::text[]) AND 'timeline' = ANY(r.scopes)))
AND (%(of)s::text IS NULL OR d.deal = %(of)s)
AND (%(until)s::timestamptz IS NULL OR d.at < %(until)s)
AND (%(deal)s::text IS NULL OR (d.at, d.deal, d.clock, d.instrument, d.subject)
    > (%(at)s::timestamptz, %(deal)s, %(clock)s, %(instrument)s, %(subject)s))
ORDER BY d.at, d.deal, d.clock, d.instrument, d.subject LIMIT %(limit)s
"""
_UNDER_WAY: Final = LIVE | {Stage.SIGNED, Stage.EFFECTIVE}


class DeadlineRow(msgspec.Struct, frozen=True, kw_only=True):
    """A deadline that runs: an instant, and the zone and the calendar in which it was set.

    ``clock`` is ``deal``, ``intent``, ``offer``, ``signing``, ``reopening``, ``filing`` or
    ``notice``; ``subject`` the id of a proposal, a filing, a notice. While the clock stands since
    ``stopped_at``, the instant is as of then, and comes later by as long as it does; a proposal to
    reopen runs on.
    """

    deal: DealId
    clock: str
    instrument: InstrumentId
    subject: str
    edition: str
    at: datetime
    zone: str
    calendar: str
    stopped_at: datetime | None


class DeadlinePlace(msgspec.Struct, frozen=True):
    """Where a list of deadlines stopped: its last row."""

    at: datetime
    deal: DealId
    clock: str
    instrument: InstrumentId
    subject: str


def change(batch: Batch) -> Iterator[Change]:
    """Write anew the deadlines of each deal of which one has changed."""
    found = {
        moved.state.id: rows
        for moved in batch.moved(DEAL)
        if (rows := list(deadline_rows(moved.state))) != list(deadline_rows(moved.before))
    }
    if keys := [*found, *batch.gone()]:
        yield Replace("deadlines", "deal", keys, [row for rows in found.values() for row in rows])


async def list_deadlines(
    connection: AsyncConnection[TupleRow],
    reader: Reader,
    *,
    deal: DealId | None = None,
    until: datetime | None = None,
    after: DeadlinePlace | None = None,
    limit: int = 50,
) -> Sequence[DeadlineRow]:
    """Return the deadlines of deals of which the reader sees the timeline, the next one first."""
    arguments = {
        **reader.asking(),
        "of": deal,
        "until": until,
        "at": after and after.at,
        "deal": after and after.deal,
        "clock": after and after.clock,
        "instrument": after and after.instrument,
        "subject": after and after.subject,
        "limit": limit,
    }
    return await rows_of(connection, DeadlineRow, _LIST, arguments)


def deadline_rows(deal: Deal) -> Iterator[DeadlineRow]:
    """Yield every deadline that runs, or stands still, in this state of a deal."""
    parties = deal.parties
    if deal.stage in ON_THE_CLOCK:
        yield _row(deal, "deal", parties.expires_at)
    if deal.stage in ENDED and parties.reopening is not None:
        asked = parties.reopening
        yield _row(deal, "reopening", reopening_until(deal, asked), subject=asked.proposal)
    if deal.stage in _UNDER_WAY and deal.id:
        for instrument in deal.instruments.values():
            yield from _of_instrument(deal, instrument)
        yield from _of_others(deal)


def _of_instrument(deal: Deal, instrument: Instrument) -> Iterator[DeadlineRow]:
    offer, signing = instrument.matrix.offer, instrument.signing
    if instrument.progress is Progress.NEGOTIATING and offer is not None and offer.live:
        yield _row(deal, "offer", offer.expires_at, instrument.id)
    if instrument.progress is Progress.SIGNING and signing is not None:
        clock = "intent" if deal.stage is Stage.INTENT else "signing"
        yield _row(deal, clock, signing.expires_at, instrument.id)


def _of_others(deal: Deal) -> Iterator[DeadlineRow]:
    """Yield what waits for authorities, and for notices of termination to run out."""
    for name, filing in deal.filings.items():
        if not filing.done:
            yield _row(deal, "filing", filing.due, filing.instrument, name)
    for name, notice in deal.ending.notices.items():
        if not notice.withdrawn:
            yield _row(deal, "notice", notice.ends_at, subject=name)


def _row(
    deal: Deal,
    clock: str,
    deadline: Deadline,
    instrument: InstrumentId = "",
    subject: str = "",
) -> DeadlineRow:
    runs_on = clock == "reopening"
    return DeadlineRow(
        deal=deal.id,
        clock=clock,
        instrument=instrument,
        subject=subject,
        edition=deal.edition,
        at=deadline.at.astimezone(UTC),
        zone=deadline.zone,
        calendar=deadline.calendar,
        stopped_at=None if runs_on else deal.parties.stopped_at,
    )
