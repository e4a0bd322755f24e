"""The timeline: every event of a deal in its place, and the notes of each side for itself.

What happened is told by whoever shows it, from the ledger's event at this position: here stands
what a list is ordered and filtered by.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from functools import cache, lru_cache
from typing import Final, Literal, LiteralString, NamedTuple, get_args

import msgspec
from psycopg import AsyncConnection
from psycopg.rows import TupleRow

from aggregates.deal import DEAL
from aggregates.deal.discussion.events import DiscussionEvent
from aggregates.deal.state import Deal
from aggregates.side import SIDE
from aggregates.side.events import SideEvent
from aggregates.side.state import Side
from aggregates.vocabulary import (
    ClauseId,
    DealId,
    Event,
    InstrumentId,
    OrganisationId,
    PersonId,
)
from ledger.instants import instant_of
from ledger.meta import read_meta
from projections.batch import Batch, Moved, Step
from projections.change import Add, Change, Replace
from projections.reader import Reader
from projections.rows import rows_of
from projections.view import Wall

NAME: Final = "timeline"
VERSION: Final = 5
TABLES: Final = {"timeline": Wall.TIMELINE, "side_notes": Wall.SIDE}
DDL: Final[LiteralString] = """
CREATE TABLE timeline (
    log text NOT NULL,
    deal text NOT NULL,
    position bigint NOT NULL,
    version int NOT NULL,
    type text NOT NULL,
    step text NOT NULL,
    at timestamptz NOT NULL,
    recorded_at timestamptz NOT NULL,
    actor text NOT NULL,
    on_behalf_of text NOT NULL,
    person text NOT NULL,
    organisation text NOT NULL,
    instrument text NOT NULL,
    clause text NOT NULL,
    stage text NOT NULL,
    PRIMARY KEY (deal, position)
);
CREATE TABLE side_notes (LIKE timeline INCLUDING ALL);
ALTER TABLE side_notes ADD stream text NOT NULL;
CREATE INDEX timeline_log ON timeline (log, position);
CREATE INDEX side_notes_stream ON side_notes (stream);
COMMENT ON TABLE side_notes IS 'what a side says of a deal among its own people'
"""

_COLUMNS: Final[LiteralString] = """
    {0}.deal, {0}.position, {0}.version, {0}.type, {0}.step, {0}.at, {0}.recorded_at, {0}.actor,
    {0}.on_behalf_of, {0}.person, {0}.organisation, {0}.instrument, {0}.clause, {0}.stage
"""
_LIST: Final[LiteralString] = f"""
SELECT e.* FROM (
    SELECT {_COLUMNS.format("t")} FROM projections.timeline AS t
    WHERE t.deal = %(deal)s
    AND (%(all)s OR EXISTS (
        SELECT FROM projections.deal_readers AS r
        WHERE r.deal = t.deal AND r.organisation = ANY(%(granted)s::text[])
        AND 'timeline' = ANY(r.scopes)))
    UNION ALL
    SELECT {_COLUMNS.format("n")} FROM projections.side_notes AS n
    WHERE n.deal = %(deal)s AND n.organisation = %(own)s
) AS e
WHERE e.position > %(after)s AND e.position < %(before)s
AND (%(step)s::text IS NULL OR e.step = %(step)s)
AND (%(instrument)s::text IS NULL OR e.instrument = %(instrument)s)
AND (%(clause)s::text IS NULL OR e.clause = %(clause)s)
AND (%(organisation)s::text IS NULL OR e.organisation = %(organisation)s)
AND (%(person)s::text IS NULL OR e.person = %(person)s)
ORDER BY e.position * %(sign)s LIMIT %(limit)s
"""  # noqa: S608 - our own words
_LAST: Final = 2**63 - 1

StepKind = Literal["binding", "discussion", "own_side"]
_KINDS: Final[Mapping[type, StepKind]] = {
    **dict.fromkeys(get_args(DiscussionEvent), "discussion"),
    **dict.fromkeys(get_args(SideEvent) or (SideEvent,), "own_side"),
}
"""Of which kind events are that do not bind."""


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """An event in its place.

    ``step`` is ``binding``, ``discussion``, or ``own_side`` for a note that only ``organisation``
    reads. ``actor`` and ``on_behalf_of`` are those of the request, ``person`` and ``organisation``
    (a side, or an office) those that the event itself names, empty where it names none.
    ``instrument`` and ``clause`` are what it is about; ``stage`` is the deal's after it.
    """

    deal: DealId
    position: int
    version: int
    type: str
    step: str
    at: datetime
    recorded_at: datetime
    actor: PersonId
    on_behalf_of: OrganisationId
    person: PersonId
    organisation: OrganisationId
    instrument: InstrumentId
    clause: ClauseId
    stage: str


class Stored(Entry, frozen=True, kw_only=True):
    """An entry of a deal as the table has it; ``log`` is the one in which the event is."""

    log: str


class Note(Stored, frozen=True, kw_only=True):
    """A note of a side as the table has it; ``stream`` is the side's own, and not the deal's."""

    stream: str


class About(msgspec.Struct, frozen=True, kw_only=True):
    """What the entries of a list have in common; what is none does not matter."""

    step: StepKind | None = None
    instrument: InstrumentId | None = None
    clause: ClauseId | None = None
    organisation: OrganisationId | None = None
    person: PersonId | None = None


EVERYTHING: Final = About()


def change(batch: Batch) -> Iterator[Change]:
    """Add what happened."""
    if gone := batch.gone():
        yield Replace("timeline", "deal", gone)
        yield Replace("side_notes", "stream", gone)
    log = str(batch.log)
    if entries := [one for moved in batch.moved(DEAL) for one in _of_deal(log, moved)]:
        yield Add("timeline", entries)
    if notes := [_of_side(log, step) for step in batch.steps(SIDE)]:
        yield Add("side_notes", notes)


async def list_timeline(  # noqa: PLR0913 - what, where to, how much
    connection: AsyncConnection[TupleRow],
    reader: Reader,
    deal: DealId,
    about: About = EVERYTHING,
    *,
    after: int = 0,
    before: int = _LAST,
    newest_first: bool = False,
    limit: int = 50,
) -> Sequence[Entry]:
    """Return the entries between two positions, both excluded, in the order asked for.

    A page goes on ``after`` the last position of the one before (``before`` it, newest first). As
    of position p: ``before=p + 1``.
    """
    arguments = {
        **reader.asking(),
        **msgspec.structs.asdict(about),
        "own": reader.organisation,
        "deal": deal,
        "after": after,
        "before": before,
        "sign": -1 if newest_first else 1,
        "limit": limit,
    }
    return await rows_of(connection, Entry, _LIST, arguments)


def _of_deal(log: str, moved: Moved[Deal]) -> Iterator[Stored]:
    deal, stage, name = moved.state.id, None, ""
    for step in moved.steps:
        if step.after.stage is not stage:
            stage = step.after.stage
            name = stage.value
        yield _stored(log, step, deal, name)


def _of_side(log: str, step: Step[Side]) -> Note:
    event = step.event
    assert isinstance(event, SideEvent)  # noqa: S101 - a side has events of this kind alone
    stored = _stored(log, step, event.deal, "")
    return Note(stream=str(step.stream), **msgspec.structs.asdict(stored))


def _stored(log: str, step: Step[object], deal: DealId, stage: str) -> Stored:
    happened, event = step.happened, step.event
    meta, shape = read_meta(happened.meta), _shape(type(event))
    return Stored(
        log=log,
        deal=deal,
        position=happened.position,
        version=happened.version,
        type=shape.tag,
        step=shape.step,
        at=event.at,
        recorded_at=_recorded(happened.recorded_at),
        actor=meta.actor,
        on_behalf_of=meta.on_behalf_of,
        person=_named(event, shape.person),
        organisation=_named(event, shape.organisation),
        instrument=_named(event, shape.instrument),
        clause=_clause(event) if shape.has_clause else "",
        stage=stage,
    )


_recorded: Final = lru_cache(maxsize=256)(instant_of)  # the events of a command are of one instant


class _Shape(NamedTuple):
    """What an entry says of every event of one class, and the fields that it takes the rest of."""

    tag: str
    step: StepKind
    person: tuple[str, ...]
    organisation: tuple[str, ...]
    instrument: tuple[str, ...]
    has_clause: bool


@cache  # as many as there are classes of events
def _shape(event: type[Event]) -> _Shape:
    def among(*fields: str) -> tuple[str, ...]:
        return tuple(field for field in fields if field in event.__struct_fields__)

    return _Shape(
        str(event.__struct_config__.tag),
        _KINDS.get(event, "binding"),
        among("by"),
        among("principal", "organisation", "office"),
        among("instrument"),
        "clause" in event.__struct_fields__,
    )


def _named(event: Event, fields: tuple[str, ...]) -> str:
    """Return the first of the fields that the event fills with an id."""
    for field in fields:
        value: object = getattr(event, field)
        if value and isinstance(value, str):
            return value
    return ""


def _clause(event: Event) -> ClauseId:
    """Return the clause that an event is about, given by its id or whole."""
    clause: object = getattr(event, "clause", "")
    return clause if isinstance(clause, str) else str(getattr(clause, "id", ""))
