"""The facts of deals that figures are made of, as they stood at every position of the log.

A figure reads what stood at one position and computes the rest; whoever replays the deals of an
export gets the same facts from `projections.facts.facts_of`, and so the same figure.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, LiteralString, get_args

from psycopg import AsyncConnection
from psycopg.rows import TupleRow

from aggregates.deal.discussion.events import DiscussionEvent
from projections.batch import Batch, Moved
from projections.change import Change, Replace, Supersede, Version
from projections.course.moved import COURSE
from projections.course.state import Course
from projections.course.touched import ROW_EVENTS
from projections.facts import DealFacts, facts_of
from projections.rows import rows_of
from projections.view import Wall

NAME: Final = "facts"
VERSION: Final = 6
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
    theme text,
    delegation text,
    ultimate_origin text,
    investor_class text,
    item text,
    place int NOT NULL,
    repeats boolean NOT NULL,
    distinct_from text[] NOT NULL,
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

_STANDING: Final[LiteralString] = """
SELECT f.deal, f.edition, f.project, f.stage, f.round, f.tier, f.direction, f.mode, f.industry,
    f.origin, f.destination, f.theme, f.delegation, f.ultimate_origin, f.investor_class, f.item,
    f.place, f.repeats, f.distinct_from, f.principals, f.opened_at, f.stage_since, f.stopped_at,
    f.reached, f.executions, f.approvals, f.filings, f.loss
FROM projections.deal_facts AS f
WHERE f.edition = %(edition)s AND f.from_position <= %(position)s
AND (f.until_position IS NULL OR f.until_position > %(position)s)
"""
_AT: Final[LiteralString] = f"{_STANDING}ORDER BY f.deal"
_SINCE: Final[LiteralString] = f"{_STANDING}AND f.from_position > %(after)s"

_BESIDE: Final = ROW_EVENTS | frozenset(get_args(DiscussionEvent))
"""Events after which no fact is another."""


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


async def facts_since(
    connection: AsyncConnection[TupleRow], edition: str, after: int, position: int
) -> Sequence[DealFacts]:
    """Return the facts as of a position of those deals of which they are others than ``after``.

    Of what was known of a deal nothing goes: it has facts from its first event on.
    """
    arguments = {"edition": edition, "after": after, "position": position}
    return await rows_of(connection, DealFacts, _SINCE, arguments)


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
        deal.counting,
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
