"""Figures for those who operate: what workers have counted, and how much waits."""

from __future__ import annotations

from datetime import datetime
from typing import Final, Literal, LiteralString, TypeAlias

import msgspec

from api.storage.operations import Transaction
from api.storage.rows import several

Tallied: TypeAlias = Literal["delivery", "told", "mail", "job_failure"]
ENDING: Final = "papers_ending"
"""How many sealed papers end within what the label says: no count that grows, but one as it is."""

_LAGS: Final[LiteralString] = """
    SELECT h.log_id::text AS log, h.position - coalesce(p.position, 0) AS events,
        coalesce(extract(epoch FROM %s::timestamptz) - (
            SELECT e.recorded_at FROM ledger.events AS e
            WHERE e.log_id = h.log_id AND e.position = coalesce(p.position, 0) + 1) / 1e6, 0
        )::float8 AS seconds,
        s.code IS NOT NULL AS stuck
    FROM ledger.log_head AS h
    LEFT JOIN projections.positions AS p ON p.log_id = h.log_id
    LEFT JOIN projections.stuck AS s ON s.log_id = h.log_id
"""
_QUEUES: Final[LiteralString] = """
    SELECT kind AS queue, count(*) AS waiting, count(*) FILTER (WHERE not_before <= %(at)s) AS due,
        min(not_before) AS oldest
    FROM projections.tasks WHERE done_at IS NULL AND gave_up_at IS NULL GROUP BY kind
    UNION ALL
    SELECT 'webhook', count(*), count(*) FILTER (WHERE d.due_at <= %(at)s), min(d.due_at)
    FROM operations.webhook_deliveries AS d JOIN operations.webhooks AS w ON w.id = d.webhook
    WHERE d.outcome = 'waiting' AND w.disabled_at IS NULL
    UNION ALL
    SELECT 'receipt', count(*), count(*) FILTER (WHERE due_at <= %(at)s), min(due_at)
    FROM operations.receipts WHERE due_at IS NOT NULL
    UNION ALL
    SELECT 'mail', count(*), count(*) FILTER (WHERE due_at <= %(at)s), min(due_at)
    FROM operations.mails WHERE sealed IS NOT NULL
"""


class Tally(msgspec.Struct, frozen=True, kw_only=True):
    """How often something was done. ``code`` says more of a failure, and is empty else."""

    what: str
    label: str
    code: str
    count: int


class Lag(msgspec.Struct, frozen=True, kw_only=True):
    """How far the views are behind a log: events, and seconds that the first of them waits."""

    log: str
    events: int
    seconds: float
    stuck: bool


class Queue(msgspec.Struct, frozen=True, kw_only=True):
    """How much waits for workers, how much of it is due, and when the oldest was or will be."""

    queue: str
    waiting: int
    due: int
    oldest: datetime | None


def tally(
    connection: Transaction, what: Tallied, label: str, code: str = "", count: int = 1
) -> None:
    """Count something, in the transaction in which it is noted."""
    connection.execute(
        """
        INSERT INTO operations.tallies AS t VALUES (%s, %s, %s, %s)
        ON CONFLICT (what, label, code) DO UPDATE SET count = t.count + excluded.count
        """,
        [what, label, code, count],
    )


def note(connection: Transaction, what: Literal["papers_ending"], label: str, count: int) -> None:
    """Write down how many there are of something now."""
    connection.execute(
        """
        INSERT INTO operations.tallies VALUES (%s, %s, '', %s)
        ON CONFLICT (what, label, code) DO UPDATE SET count = excluded.count
        """,
        [what, label, count],
    )


def tallies(connection: Transaction) -> list[Tally]:
    """Return everything that was counted."""
    query = "SELECT what, label, code, count FROM operations.tallies ORDER BY what, label, code"
    return several(connection, Tally, query, [])


def lags(connection: Transaction, at: datetime) -> list[Lag]:
    """Return how far the views are behind each log."""
    return several(connection, Lag, _LAGS, [at])


def queues(connection: Transaction, at: datetime) -> list[Queue]:
    """Return how much waits for workers."""
    query = _QUEUES
    with connection.cursor() as cursor:
        found = cursor.execute(query, {"at": at}).fetchall()
    return [Queue(queue=row[0], waiting=row[1], due=row[2], oldest=row[3]) for row in found]
