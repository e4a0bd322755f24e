"""The inbox: what waits on an organisation, and what has changed since it accepted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Final, LiteralString

import msgspec
from psycopg import AsyncConnection
from psycopg.rows import TupleRow

from aggregates.deal.guards import LIVE
from aggregates.vocabulary import (
    ClauseId,
    DealId,
    InstrumentId,
    Language,
    OrganisationId,
    PersonId,
    Sha256,
)
from projections.batch import Batch
from projections.change import Change, Replace
from projections.course.moved import COURSE
from projections.course.state import Course
from projections.reader import Reader
from projections.rows import rows_of
from projections.turns.turns import turns
from projections.view import Wall
from projections.views.titles import TITLES

NAME: Final = "inbox"
VERSION: Final = 4
TABLES: Final = {"inbox_turns": Wall.ORGANISATION, "inbox_fallen": Wall.ORGANISATION}
DDL: Final[LiteralString] = """
CREATE TABLE inbox_turns (
    deal text NOT NULL,
    ordinal int NOT NULL,
    edition text NOT NULL,
    project text NOT NULL,
    organisation text NOT NULL,
    person text NOT NULL,
    role text NOT NULL,
    what text NOT NULL,
    instrument text NOT NULL,
    subject text NOT NULL,
    clauses text[] NOT NULL,
    deadline_at timestamptz,
    deadline_zone text,
    stopped_at timestamptz,
    PRIMARY KEY (deal, ordinal)
);
CREATE INDEX inbox_turns_of ON inbox_turns (organisation, deadline_at, deal, ordinal);
CREATE TABLE inbox_fallen (
    deal text NOT NULL,
    instrument text NOT NULL,
    clause text NOT NULL,
    organisation text NOT NULL,
    accepted_sha256 text NOT NULL,
    accepted_at_position bigint NOT NULL,
    fell_at_position bigint NOT NULL,
    because text NOT NULL,
    by_organisation text NOT NULL,
    stands_sha256 text NOT NULL,
    stands_since_position bigint NOT NULL,
    PRIMARY KEY (deal, instrument, clause, organisation)
);
CREATE INDEX inbox_fallen_of ON inbox_fallen (organisation, deal);
COMMENT ON TABLE inbox_turns IS 'organisation is empty for what any office may do'
"""

_TURNS: Final[LiteralString] = f"""
SELECT t.*, d.title, {TITLES} FROM projections.inbox_turns AS t
LEFT JOIN projections.deals AS d ON d.deal = t.deal
WHERE (t.organisation = %(organisation)s OR (%(all)s AND t.organisation = ''))
AND (%(team)s OR t.person IN ('', %(person)s))
AND (%(role)s::text IS NULL OR t.role IN ('', %(role)s))
AND (%(of)s::text IS NULL OR t.deal = %(of)s)
AND (%(deal)s::text IS NULL OR
    (coalesce(t.deadline_at, 'infinity'), t.deal, t.ordinal)
    > (coalesce(%(deadline_at)s::timestamptz, 'infinity'), %(deal)s, %(ordinal)s))
ORDER BY coalesce(t.deadline_at, 'infinity'), t.deal, t.ordinal LIMIT %(limit)s
"""  # noqa: S608 - our own words
_FALLEN: Final[LiteralString] = """
SELECT f.* FROM projections.inbox_fallen AS f
WHERE f.organisation = %(organisation)s AND (%(of)s::text IS NULL OR f.deal = %(of)s)
ORDER BY f.fell_at_position DESC, f.deal, f.instrument, f.clause LIMIT %(limit)s
"""


class TurnRow(msgspec.Struct, frozen=True, kw_only=True):
    """What waits on an organisation (empty: on any office), until a deadline if there is one.

    ``person`` is whose it is, empty for anybody who acts for the organisation in ``role``.
    ``what`` is the operation that is asked for; ``subject`` what it is about beside instrument and
    clauses: an approval, a seat's field, a proposal, a question, a filing, a language.
    ``deadline_zone`` is the one in which the deadline was set; while ``stopped_at`` is there, the
    clock stands, and the deadline is as of that instant.
    """

    deal: DealId
    ordinal: int
    edition: str
    project: str
    organisation: OrganisationId
    person: PersonId
    role: str
    what: str
    instrument: InstrumentId
    subject: str
    clauses: tuple[ClauseId, ...]
    deadline_at: datetime | None
    deadline_zone: str | None
    stopped_at: datetime | None


class TurnFound(TurnRow, frozen=True, kw_only=True):
    """A turn with the deal's title: none for whoever is invited and does not see the deal yet.

    ``titles`` is what the table calls it, by language, for who may read its terms.
    """

    title: str | None
    titles: Mapping[Language, str]


class FallenRow(msgspec.Struct, frozen=True, kw_only=True):
    """An acceptance of ``organisation`` that fell, and what stands on the table in its place.

    ``because`` is the stored name of the event by which it fell, ``by_organisation`` whose it was.
    The wording may be the same: when a side joins, acceptances fall and the words stand.
    """

    deal: DealId
    instrument: InstrumentId
    clause: ClauseId
    organisation: OrganisationId
    accepted_sha256: Sha256
    accepted_at_position: int
    fell_at_position: int
    because: str
    by_organisation: OrganisationId
    stands_sha256: Sha256
    stands_since_position: int


class TurnPlace(msgspec.Struct, frozen=True):
    """Where a list of turns stopped: its last row."""

    deadline_at: datetime | None
    deal: DealId
    ordinal: int


def change(batch: Batch) -> Iterator[Change]:
    """Write anew what waits, and what fell, of each deal of which either has changed."""
    gone = batch.gone()
    courses = [(moved.before, moved.state) for moved in batch.moved(COURSE)]
    waiting = {
        after.deal.id: list(turn_rows(after)) for before, after in courses if _turned(before, after)
    }
    fallen = {
        after.deal.id: lost
        for before, after in courses
        if _may_have_fallen(before, after)
        and (lost := list(fallen_rows(after))) != list(fallen_rows(before))
    }
    if keys := [*waiting, *gone]:
        yield Replace("inbox_turns", "deal", keys, [row for of in waiting.values() for row in of])
    if keys := [*fallen, *gone]:
        yield Replace("inbox_fallen", "deal", keys, [row for of in fallen.values() for row in of])


async def list_turns(  # noqa: PLR0913 - whose, of what, where to, how much
    connection: AsyncConnection[TupleRow],
    reader: Reader,
    *,
    role: str | None = None,
    whole_team: bool = False,
    deal: DealId | None = None,
    after: TurnPlace | None = None,
    limit: int = 50,
) -> Sequence[TurnFound]:
    """Return what waits on the reader, or on their ``whole_team``, the most urgent first.

    Who sees all deals is also shown what waits on any office.
    """
    arguments = {
        **reader.asking(),
        "person": reader.person,
        "team": whole_team,
        "role": role,
        "of": deal,
        "deadline_at": after and after.deadline_at,
        "deal": after and after.deal,
        "ordinal": after and after.ordinal,
        "limit": limit,
    }
    return await rows_of(connection, TurnFound, _TURNS, arguments)


async def list_fallen(
    connection: AsyncConnection[TupleRow],
    reader: Reader,
    *,
    deal: DealId | None = None,
    limit: int = 200,
) -> Sequence[FallenRow]:
    """Return what changed since the reader's organisation accepted it, the latest first."""
    arguments = {"organisation": reader.organisation, "of": deal, "limit": limit}
    return await rows_of(connection, FallenRow, _FALLEN, arguments)


def _turned(before: Course, after: Course) -> bool:
    return (
        not before.deal.id
        or before.deal.parties.stopped_at != after.deal.parties.stopped_at
        or list(turns(before)) != list(turns(after))
    )


def _may_have_fallen(before: Course, after: Course) -> bool:
    was, now = before.deal, after.deal
    return (
        before.said is not after.said
        or before.rows is not after.rows
        or was.stage is not now.stage
        or was.parties is not now.parties
    )


def turn_rows(course: Course) -> Iterator[TurnRow]:
    """Yield what waits on somebody at this point of the course."""
    deal = course.deal
    for ordinal, turn in enumerate(turns(course)):
        deadline = turn.deadline
        yield TurnRow(
            deal=deal.id,
            ordinal=ordinal,
            edition=deal.edition,
            project=deal.project,
            organisation=turn.organisation,
            person=turn.person,
            role=turn.role,
            what=turn.what,
            instrument=turn.instrument,
            subject=turn.subject,
            clauses=turn.rows,
            deadline_at=None if deadline is None else deadline.at.astimezone(UTC),
            deadline_zone=None if deadline is None else deadline.zone,
            stopped_at=deal.parties.stopped_at,
        )


def fallen_rows(course: Course) -> Iterator[FallenRow]:
    """Yield the acceptances that fell and were not given anew, while the deal is under way."""
    deal = course.deal
    if deal.stage not in LIVE:
        return
    for (instrument, clause, side), said in sorted(course.said.items()):
        wording = course.rows.get((instrument, clause))
        if said.fallen is None or wording is None or side not in deal.parties.principals:
            continue
        yield FallenRow(
            deal=deal.id,
            instrument=instrument,
            clause=clause,
            organisation=side,
            accepted_sha256=said.fallen.sha256,
            accepted_at_position=said.fallen.accepted_at_position,
            fell_at_position=said.fallen.position,
            because=said.fallen.because,
            by_organisation=said.fallen.by,
            stands_sha256=wording.sha256,
            stands_since_position=wording.position,
        )
