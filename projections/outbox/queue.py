"""Taking tasks: each by one worker at a time, again when that worker is lost, never after its end.

Instants come in, as everywhere. Each function is one statement, and stands when it returns if the
session is in autocommit; in a transaction of the caller's it stands with that.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final, Literal, LiteralString, TypeAlias
from uuid import UUID

import msgspec
from psycopg import Connection
from psycopg.rows import TupleRow, dict_row

TaskKind: TypeAlias = Literal["delivery", "deadline"]

_CLAIM: Final = """
WITH due AS (
    SELECT key FROM projections.tasks
    WHERE kind = %(kind)s AND done_at IS NULL AND gave_up_at IS NULL AND not_before <= %(at)s
    AND (locked_until IS NULL OR locked_until <= %(at)s)
    ORDER BY not_before, position LIMIT %(limit)s FOR UPDATE SKIP LOCKED)
UPDATE projections.tasks AS t
SET attempts = t.attempts + 1, claimed_by = %(worker)s, locked_until = %(until)s
FROM due WHERE t.key = due.key
RETURNING t.key, t.kind, t.log_id AS log, t.stream_id AS stream, t.position, t.subject, t.facts,
    t.due_at, t.attempts, t.claimed_by AS worker
"""
_MINE: Final[LiteralString] = """
WHERE key = %(key)s AND claimed_by = %(worker)s AND attempts = %(attempts)s
AND done_at IS NULL AND gave_up_at IS NULL
"""
_FINISH: Final[LiteralString] = """
UPDATE projections.tasks SET done_at = %(at)s, locked_until = NULL, last_error = NULL
"""
_FAIL: Final[LiteralString] = """
UPDATE projections.tasks SET last_error = %(error)s, locked_until = NULL,
    not_before = coalesce(%(again)s, not_before),
    gave_up_at = CASE WHEN %(again)s::timestamptz IS NULL THEN %(at)s::timestamptz END
"""
_NEXT: Final = """
SELECT min(greatest(not_before, coalesce(locked_until, not_before))) FROM projections.tasks
WHERE kind = %s AND done_at IS NULL AND gave_up_at IS NULL
"""
_CLEAR: Final = "DELETE FROM projections.tasks WHERE kind = 'delivery' AND done_at < %s"


class Task(msgspec.Struct, frozen=True, kw_only=True):
    """What one worker has to do now: it has been tried ``attempts`` times, this one included.

    A delivery: the event ``subject`` happened at ``position`` of ``log``. A deadline: the clock
    ``subject`` of ``facts["deal"]`` ran out at ``due_at``; ``facts["instrument"]`` and
    ``facts["number"]`` (of the offer) say whose it is, ``facts["zone"]`` where it was set.
    """

    key: str
    kind: TaskKind
    log: UUID
    stream: UUID
    position: int
    subject: str
    facts: Mapping[str, str]
    due_at: datetime
    attempts: int
    worker: str


def claim(
    session: Connection[TupleRow],
    kind: TaskKind,
    worker: str,
    at: datetime,
    *,
    lock: timedelta,
    limit: int = 10,
) -> Sequence[Task]:
    """Take tasks that are due ``at``, the longest due first, for as long as ``lock``.

    Nobody else takes them meanwhile; a worker that is lost loses them then.
    """
    arguments = {"kind": kind, "worker": worker, "at": at, "until": at + lock, "limit": limit}
    with session.cursor(row_factory=dict_row) as cursor:
        found = cursor.execute(_CLAIM, arguments, prepare=True).fetchall()
    tasks = [msgspec.convert(row, Task) for row in found]
    return sorted(tasks, key=lambda task: (task.due_at, task.position))


def finish(session: Connection[TupleRow], task: Task, at: datetime) -> bool:
    """Be done with a task for ever; False if it was not ours any more, and is as others left it.

    A clock that was set anew meanwhile is a new task: what was done of the old one does not end it.
    """
    return _settle(session, _FINISH, task, {"at": at})


def fail(
    session: Connection[TupleRow], task: Task, at: datetime, error: str, again: datetime | None
) -> bool:
    """Give a task back with what went wrong, to be tried ``again`` then; None gives it up.

    ``error`` MUST NOT name what the event says. False as in `finish`.
    """
    return _settle(session, _FAIL, task, {"at": at, "error": error, "again": again})


def next_due(session: Connection[TupleRow], kind: TaskKind) -> datetime | None:
    """Return when there will be something to take; None while nothing waits."""
    row = session.execute(_NEXT, [kind], prepare=True).fetchone()
    return None if row is None else msgspec.convert(row[0], datetime | None)


def clear_done(session: Connection[TupleRow], before: datetime) -> int:
    """Drop deliveries that were done before an instant; return how many. They never come back."""
    return session.execute(_CLEAR, [before]).rowcount


def _settle(
    session: Connection[TupleRow], statement: LiteralString, task: Task, more: Mapping[str, object]
) -> bool:
    mine = {"key": task.key, "worker": task.worker, "attempts": task.attempts}
    return session.execute(statement + _MINE, {**mine, **more}, prepare=True).rowcount == 1
