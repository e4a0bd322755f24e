"""The facts of deals that figures are made of, as they stood at every position of the log.

A figure reads what stood at one position and computes the rest; whoever replays the deals of an
export gets the same facts from `facts_of`, and so the same figure.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Final, LiteralString, get_args

import msgspec
from psycopg import AsyncConnection
from psycopg.rows import TupleRow

from aggregates.deal.discussion.events import DiscussionEvent
from aggregates.vocabulary import DealId, InstrumentId, OrganisationId
from projections.batch import Batch, Moved
from projections.change import Change, Replace, Supersede, Version
from projections.course.moved import COURSE
from projections.course.state import Course, Executed
from projections.course.touched import ROW_EVENTS
from projections.figures.rates import in_currencies
from projections.rows import rows_of
from projections.view import Wall

NAME: Final = "facts"
VERSION: Final = 4
TABLES: Final = {"deal_facts": Wall.TERMS}
DDL: Final[LiteralString] = """
CREATE TABLE deal_facts (
    deal text NOT NULL,
    edition text NOT NULL,
    project text NOT NULL,
    stage text NOT NULL,
    round int NOT NULL,
    tier text NOT NULL,
    direction text NOT NULL,
    mode text NOT NULL,
    industry text NOT NULL,
    origin text NOT NULL,
    destination text NOT NULL,
    principals text[] NOT NULL,
    opened_at timestamptz NOT NULL,
    stage_since timestamptz NOT NULL,
    stopped_at timestamptz,
    reached jsonb NOT NULL,
    executions jsonb NOT NULL,
    approvals jsonb NOT NULL,
    filings jsonb NOT NULL,
    loss jsonb,
    from_position bigint NOT NULL,
    until_position bigint,
    PRIMARY KEY (deal, from_position)
);
CREATE INDEX deal_facts_stand ON deal_facts (edition, from_position, until_position);
COMMENT ON TABLE deal_facts IS 'what stood for a deal from one position to another'
"""

_AT: Final[LiteralString] = """
SELECT f.deal, f.edition, f.project, f.stage, f.round, f.tier, f.direction, f.mode, f.industry,
    f.origin, f.destination, f.principals, f.opened_at, f.stage_since, f.stopped_at, f.reached,
    f.executions, f.approvals, f.filings, f.loss
FROM projections.deal_facts AS f
WHERE f.edition = %(edition)s AND f.from_position <= %(position)s
AND (f.until_position IS NULL OR f.until_position > %(position)s)
ORDER BY f.deal
"""

_BESIDE: Final = ROW_EVENTS | frozenset(get_args(DiscussionEvent))
"""Events after which no fact is another."""


class Execution(msgspec.Struct, frozen=True, kw_only=True):
    """An executed instrument. ``amounts`` maps each currency that a rate leads to to the amount.

    ``annulled`` by an authority's decision: it counts no more. ``on_stage``: its signing was called
    there.
    """

    instrument: InstrumentId
    kind: str
    tier: str
    leading: bool
    amounts: Mapping[str, str]
    principals: tuple[OrganisationId, ...]
    at: datetime
    position: int
    annulled: bool
    on_stage: bool


class ApprovalFact(msgspec.Struct, frozen=True, kw_only=True):
    """An approval that was asked for and has not fallen."""

    instrument: InstrumentId
    approval: str
    kind: str
    principal: OrganisationId
    asked_at: datetime
    granted_at: datetime | None


class FilingFact(msgspec.Struct, frozen=True, kw_only=True):
    """A filing that was required. While it waits on its authority, nothing of it is overdue."""

    filing: str
    instrument: InstrumentId
    kind: str
    authority: str
    status: str
    due_at: datetime


class LossFact(msgspec.Struct, frozen=True, kw_only=True):
    """How a deal was lost: from which stage, by which of few reasons, when."""

    stage: str
    reason: str
    at: datetime


class DealFacts(msgspec.Struct, frozen=True, kw_only=True):
    """What figures count of a deal.

    ``reached`` maps a stage, ``approved`` and ``paid_in`` to when the deal first came there.
    ``stopped_at`` is since when its clocks stand still: nothing that is due becomes overdue.
    """

    deal: DealId
    edition: str
    project: str
    stage: str
    round: int
    tier: str
    direction: str
    mode: str
    industry: str
    origin: str
    destination: str
    principals: tuple[OrganisationId, ...]
    opened_at: datetime
    stage_since: datetime
    stopped_at: datetime | None
    reached: Mapping[str, datetime]
    executions: tuple[Execution, ...]
    approvals: tuple[ApprovalFact, ...]
    filings: tuple[FilingFact, ...]
    loss: LossFact | None


def change(batch: Batch) -> Iterator[Change]:
    """Write down the facts of a deal from each position on at which they have changed."""
    if gone := batch.gone():
        yield Replace("deal_facts", "deal", gone)
    versions = [one for moved in batch.moved(COURSE) for one in _versions(moved)]
    if versions:
        versions.sort(key=lambda version: version.position)
        yield Supersede("deal_facts", "deal", versions)


async def facts_at(
    connection: AsyncConnection[TupleRow], edition: str, position: int
) -> Sequence[DealFacts]:
    """Return the facts of every deal of an edition as they stood at a position, by deal.

    Figures count all deals: the transaction MUST be one of a reader who sees all.
    """
    return await rows_of(connection, DealFacts, _AT, {"edition": edition, "position": position})


def facts_of(course: Course) -> DealFacts:
    """Return the facts of a deal at this point of its course."""
    deal, classified = course.deal, course.deal.classification
    assert classified is not None  # noqa: S101 - a deal is opened with its classification
    leading = deal.instruments[deal.leading]
    return DealFacts(
        deal=deal.id,
        edition=deal.edition,
        project=deal.project,
        stage=deal.stage.value,
        round=deal.round,
        tier=leading.tier.value,
        direction=classified.direction.value,
        mode=classified.mode,
        industry=classified.industry,
        origin=classified.origin,
        destination=classified.destination,
        principals=tuple(sorted(deal.parties.principals)),
        opened_at=course.opened_at,
        stage_since=course.stage_since,
        stopped_at=deal.parties.stopped_at,
        reached=_reached(course),
        executions=tuple(_execution(course, one) for one in course.executed.values()),
        approvals=tuple(_approvals(course)),
        filings=tuple(_filings(course)),
        loss=_loss(course),
    )


def _versions(moved: Moved[Course]) -> Iterator[Version]:
    known = facts_of(moved.before) if moved.before.deal.id else None
    grounds = _grounds(moved.before) if known is not None else None
    for step in moved.steps:
        if type(step.event) in _BESIDE or (found := _grounds(step.after)) == grounds:
            continue
        grounds = found
        facts = facts_of(step.after)
        if facts != known:
            known = facts
            yield Version(facts.deal, step.position, [facts])


def _grounds(course: Course) -> tuple[object, ...]:
    """Return all that the facts are made of: as long as that is alike, so are they."""
    deal = course.deal
    return (
        deal.stage,
        deal.round,
        deal.parties,
        deal.classification,
        deal.filings,
        deal.records,
        deal.instruments[deal.leading].tier,
        course.stage_since,
        course.reached,
        course.approved_at,
        course.paid_in_at,
        course.executed,
        course.asked,
        course.loss,
    )


def _reached(course: Course) -> Mapping[str, datetime]:
    reached = {stage.value: at for stage, at in course.reached.items()}
    if course.approved_at is not None:
        reached["approved"] = course.approved_at
    if course.paid_in_at is not None:
        reached["paid_in"] = course.paid_in_at
    return reached


def _execution(course: Course, fact: Executed) -> Execution:
    return Execution(
        instrument=fact.instrument,
        kind=fact.kind.value,
        tier=fact.tier.value,
        leading=fact.leading,
        amounts={} if fact.amount is None else in_currencies(fact.amount, fact.rates),
        principals=fact.principals,
        at=fact.at,
        position=fact.position,
        annulled=fact.instrument in course.deal.records.annulments,
        on_stage=fact.on_stage,
    )


def _approvals(course: Course) -> Iterator[ApprovalFact]:
    for (instrument, name), asked in sorted(course.asked.items()):
        approval = course.deal.instruments[instrument].approvals[name]
        yield ApprovalFact(
            instrument=instrument,
            approval=name,
            kind=approval.kind,
            principal=approval.principal,
            asked_at=asked.at,
            granted_at=asked.granted_at,
        )


def _filings(course: Course) -> Iterator[FilingFact]:
    for name, filing in sorted(course.deal.filings.items()):
        yield FilingFact(
            filing=name,
            instrument=filing.instrument,
            kind=filing.kind,
            authority=filing.authority,
            status=filing.status.value,
            due_at=filing.due.at,
        )


def _loss(course: Course) -> LossFact | None:
    loss = course.loss
    if loss is None:
        return None
    return LossFact(stage=loss.stage.value, reason=loss.reason, at=loss.at)
