"""Tasks that the read models have left for workers: see ``projections/sql`` for their table."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Literal, LiteralString, TypeAlias
from uuid import UUID

import msgspec

from api.storage.operations import Transaction
from api.storage.rows import changed, several

TaskKind: TypeAlias = Literal["deadline", "delivery"]


class Task(msgspec.Struct, frozen=True, kw_only=True):
    """Something to do. ``attempts`` counts the one that it was claimed for.

    ``subject`` is the clock that has run out, or the stored name of what happened; ``position`` is
    that of the event that brought it about.
    """

    key: str
    log_id: UUID
    position: int
    subject: str
    facts: dict[str, str]
    due_at: datetime
    attempts: int


class Claim(msgspec.Struct, frozen=True, kw_only=True):
    """Who takes tasks, from when, until when they are theirs, and how many at most."""

    worker: str
    at: datetime
    until: datetime
    most: int


def claim_tasks(connection: Transaction, kind: TaskKind, claim: Claim) -> list[Task]:
    """Return tasks that are due, as the worker's until ``claim.until``, the oldest first.

    What others claim at this moment is passed over; what a dead worker had is taken over.
    """
    query = """
        UPDATE projections.tasks AS t
        SET claimed_by = %s, locked_until = %s, attempts = t.attempts + 1
        FROM (
            SELECT key FROM projections.tasks
            WHERE kind = %s AND done_at IS NULL AND gave_up_at IS NULL AND not_before <= %s
            AND (locked_until IS NULL OR locked_until <= %s)
            ORDER BY not_before, key LIMIT %s FOR UPDATE SKIP LOCKED
        ) AS due
        WHERE t.key = due.key
        RETURNING t.key, t.log_id, t.position, t.subject, t.facts, t.due_at, t.attempts
    """
    arguments = [claim.worker, claim.until, kind, claim.at, claim.at, claim.most]
    return sorted(several(connection, Task, query, arguments), key=lambda task: task.due_at)


def finish_others(connection: Transaction, tasks: Sequence[Task], worker: str, at: datetime) -> int:
    """Note that deliveries are done of which nobody wants to hear; return how many."""
    statement = """
        UPDATE projections.tasks SET done_at = %s, locked_until = NULL, last_error = NULL
        WHERE key = ANY (%s) AND kind = 'delivery' AND claimed_by = %s
    """
    return changed(connection, statement, [at, [task.key for task in tasks], worker])


def finish_task(
    connection: Transaction, task: Task, worker: str, at: datetime, note: str = ""
) -> bool:
    """Note that a task is done; False if it is no longer the worker's."""
    statement = """
        UPDATE projections.tasks SET done_at = %s, locked_until = NULL, last_error = %s
        WHERE key = %s AND claimed_by = %s AND due_at = %s
    """
    return _one(connection, statement, [at, note or None, task.key, worker, task.due_at])


def put_off_task(
    connection: Transaction, task: Task, worker: str, not_before: datetime, error: str
) -> bool:
    """Let a task be tried again later; False if it is no longer the worker's."""
    statement = """
        UPDATE projections.tasks SET not_before = %s, locked_until = NULL, last_error = %s
        WHERE key = %s AND claimed_by = %s AND due_at = %s
    """
    return _one(connection, statement, [not_before, error, task.key, worker, task.due_at])


def give_up_task(
    connection: Transaction, task: Task, worker: str, at: datetime, error: str
) -> bool:
    """Note that a task will not be tried again; False if it is no longer the worker's."""
    statement = """
        UPDATE projections.tasks SET gave_up_at = %s, locked_until = NULL, last_error = %s
        WHERE key = %s AND claimed_by = %s AND due_at = %s
    """
    return _one(connection, statement, [at, error, task.key, worker, task.due_at])


def forget_done_tasks(connection: Transaction, before: datetime) -> int:
    """Delete the deliveries that ended ``before``; return how many.

    A deadline that is done is kept: it would be set anew, had it been forgotten, when its deal
    moves.
    """
    statement = "DELETE FROM projections.tasks WHERE kind = 'delivery' AND done_at < %s"
    return changed(connection, statement, [before])


def _one(connection: Transaction, statement: LiteralString, arguments: list[object]) -> bool:
    return changed(connection, statement, arguments) == 1
