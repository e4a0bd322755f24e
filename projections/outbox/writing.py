"""Writing tasks: a delivery for each event that somebody may wait for, a deadline a clock."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final, NamedTuple
from uuid import UUID

import msgspec
from msgspec.structs import replace
from psycopg.types.json import Json

from aggregates.admission import ADMISSION
from aggregates.catalogue import EVENTS
from aggregates.deal import DEAL
from aggregates.deal.state import Deal
from aggregates.mandate import MANDATE
from aggregates.organisation import ORGANISATION
from aggregates.project import PROJECT
from aggregates.side import SIDE
from aggregates.vocabulary import Deadline
from projections.batch import Batch, Moved
from projections.fold import Kind
from projections.outbox.clocks import Running, running
from projections.runner.tables import Session

DELIVERED: Final[tuple[Kind[object], ...]] = (
    DEAL,
    SIDE,
    MANDATE,
    PROJECT,
    ADMISSION,
    ORGANISATION,
)
"""The kinds of streams of whose events webhooks and mails may tell."""

_TAGS: Final = {event: name for name, event in EVENTS.items()}
_DELIVER: Final = """
INSERT INTO projections.tasks (key, kind, log_id, stream_id, position, subject, due_at, not_before)
SELECT concat(%(log)s::text, ':', t.position, ':delivery'), 'delivery', %(log)s, t.stream_id,
    t.position, t.subject, t.at, t.at
FROM (
    SELECT d.*, timestamptz 'epoch' + d.recorded_at * interval '1 microsecond' AS at
    FROM json_to_recordset(%(told)s)
        AS d (stream_id uuid, position bigint, subject text, recorded_at bigint)
) AS t
ON CONFLICT (key) DO NOTHING
"""
# as for single events; but what the log has of them already does not travel twice, and nothing is
# in the way of tasks that come with the first reading of a part of the log
_DELIVER_ALL: Final = """
INSERT INTO projections.tasks (key, kind, log_id, stream_id, position, subject, due_at, not_before)
SELECT concat(%(log)s::text, ':', t.position, ':delivery'), 'delivery', %(log)s, t.stream_id,
    t.position, t.type, t.at, t.at
FROM (
    SELECT e.*, timestamptz 'epoch' + e.recorded_at * interval '1 microsecond' AS at
    FROM ledger.events AS e
    WHERE e.log_id = %(log)s AND e.position > %(after)s AND e.position <= %(through)s
    AND split_part(e.type, '.', 1) = ANY (%(kinds)s) AND e.stream_id <> ALL (%(erased)s)
) AS t
"""
_UNLESS_THERE: Final = "ON CONFLICT (key) DO NOTHING"
_DELIVERED: Final = """
SELECT EXISTS (SELECT FROM projections.tasks AS t WHERE t.log_id = %(log)s AND t.kind = 'delivery'
    AND t.position > %(after)s AND t.position <= %(through)s)
"""
_STOP: Final = "DELETE FROM projections.tasks WHERE key = ANY (%s)"
# a clock that is set anew is nobody's any more: who took it for what it was, has lost it
_SET: Final = """
INSERT INTO projections.tasks
    (key, kind, log_id, stream_id, position, subject, facts, due_at, not_before)
SELECT s.key, 'deadline', %(log)s, s.stream_id, s.position, s.subject, s.facts, s.due_at, s.due_at
FROM json_populate_recordset(NULL::projections.tasks, %(set)s) AS s
ON CONFLICT (key) DO UPDATE SET
    position = excluded.position, facts = excluded.facts, due_at = excluded.due_at,
    not_before = excluded.due_at, attempts = 0, claimed_by = NULL, locked_until = NULL,
    done_at = NULL, gave_up_at = NULL, last_error = NULL
"""
_FORGET: Final = "DELETE FROM projections.tasks WHERE stream_id = ANY (%s)"


class Told(msgspec.Struct, frozen=True):
    """An event that is to be told of."""

    stream_id: UUID
    position: int
    subject: str
    recorded_at: int


class Set(msgspec.Struct, frozen=True, kw_only=True):
    """A clock that runs until another instant than before."""

    key: str
    stream_id: str
    position: int
    subject: str
    facts: Mapping[str, str]
    due_at: datetime


class Tasks(msgspec.Struct, frozen=True):
    """What a batch of a log brings: what to tell, clocks that stop, and clocks that begin.

    Of the streams that are ``erased`` nothing is to be done any more.
    """

    log: UUID
    told: Sequence[Told]
    stop: Sequence[str]
    begin: Sequence[Set]
    erased: Sequence[UUID]


class Ahead(NamedTuple):
    """How far views have gone ahead of those that stand, in one log, and what that brings to do."""

    after: int
    through: int
    recorded_at: int
    tasks: Sequence[Tasks]


def tasks_of(batch: Batch) -> Tasks:
    """Return what there is to do because of a batch."""
    return replace(clocks_of(batch), told=_told(batch))


def clocks_of(batch: Batch, after: int = 0) -> Tasks:
    """Return which clocks stop and begin behind position ``after``; nothing is told of."""
    stop: list[str] = []
    begin: list[Set] = []
    for moved in batch.moved(DEAL):
        was, now = (
            _clocks(batch, moved, _state_at(moved, after)),
            _clocks(batch, moved, moved.state),
        )
        stop += was.keys() - now.keys()
        begin += [_set(key, moved, clock) for key, clock in now.items() if was.get(key) != clock]
    return Tasks(batch.log, (), stop, begin, batch.erased)


def together(log: UUID, parts: Sequence[Tasks]) -> Tasks:
    """Return what parts of a log bring, apart from what is to be told."""
    return Tasks(
        log,
        (),
        [key for part in parts for key in part.stop],
        [clock for part in parts for clock in part.begin],
        [stream for part in parts for stream in part.erased],
    )


def deliver_all(
    session: Session, log: UUID, after: int, through: int, erased: Sequence[UUID]
) -> None:
    """Write that every event between two positions is to be told of, but of erased streams."""
    kinds = [kind.name for kind in DELIVERED]
    arguments = {"log": log, "after": after, "through": through, "kinds": kinds}
    some = session.execute(_DELIVERED, arguments).fetchone() == (True,)
    statement = f"{_DELIVER_ALL}{_UNLESS_THERE}" if some else _DELIVER_ALL
    session.execute(statement.encode(), {**arguments, "erased": list(erased)})


def write_tasks(session: Session, tasks: Tasks) -> None:
    """Write what there is to do, in the transaction of the views."""
    if tasks.told:
        text = Json(tasks.told, dumps=msgspec.json.encode)
        session.execute(_DELIVER, {"log": tasks.log, "told": text}, prepare=True)
    if tasks.stop:
        session.execute(_STOP, [tasks.stop], prepare=True)
    if tasks.begin:
        text = Json(tasks.begin, dumps=msgspec.json.encode)
        session.execute(_SET, {"log": tasks.log, "set": text}, prepare=True)
    if tasks.erased:
        session.execute(_FORGET, [list(tasks.erased)], prepare=True)


def write_ahead(session: Session, log: UUID, ahead: Ahead) -> None:
    """Write what there is to do because of all that lies between."""
    erased = [stream for tasks in ahead.tasks for stream in tasks.erased]
    deliver_all(session, log, ahead.after, ahead.through, erased)
    for tasks in ahead.tasks:
        write_tasks(session, tasks)


def _told(batch: Batch) -> list[Told]:
    return [
        Told(step.stream, step.position, _TAGS[type(step.event)], step.recorded_at)
        for kind in DELIVERED
        for step in batch.steps(kind)
    ]


def _state_at(moved: Moved[Deal], position: int) -> Deal:
    """Return the state at a position that may be behind that at which the batch begins."""
    state = moved.before
    for step in moved.steps:
        if step.position > position:
            break
        state = step.after
    return state


def _clocks(batch: Batch, moved: Moved[Deal], deal: Deal) -> dict[str, Running]:
    place = f"{batch.log}:{moved.stream}"
    return {f"{place}:{clock.clock.value}:{clock.instrument}": clock for clock in running(deal)}


def _set(key: str, moved: Moved[Deal], clock: Running) -> Set:
    due: Deadline = clock.due
    return Set(
        key=key,
        stream_id=str(moved.stream),
        position=moved.position,
        subject=clock.clock.value,
        facts={
            "deal": moved.state.id,
            "instrument": clock.instrument,
            "number": str(clock.number),
            "zone": due.zone,
        },
        due_at=due.at,
    )
