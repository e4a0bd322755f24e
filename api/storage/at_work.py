"""What is waiting to be done, and what was given up, as numbers: no row says of whom."""

from __future__ import annotations

from datetime import datetime
from typing import Final, LiteralString

import msgspec

from api.storage.operations import Transaction
from api.storage.rows import several

_QUEUES: Final[LiteralString] = """
WITH asked AS (SELECT %s::timestamptz AS at)
SELECT t.kind AS name,
    count(*) FILTER (WHERE t.done_at IS NULL AND t.gave_up_at IS NULL
        AND t.not_before <= a.at) AS due,
    count(*) FILTER (WHERE t.done_at IS NULL AND t.gave_up_at IS NULL
        AND t.not_before > a.at) AS later,
    count(*) FILTER (WHERE t.gave_up_at IS NOT NULL) AS given_up,
    min(t.not_before) FILTER (WHERE t.done_at IS NULL AND t.gave_up_at IS NULL
        AND t.not_before <= a.at) AS oldest
FROM projections.tasks AS t CROSS JOIN asked AS a WHERE t.done_at IS NULL GROUP BY t.kind
UNION ALL
SELECT 'mail', count(*) FILTER (WHERE m.due_at <= a.at),
    count(*) FILTER (WHERE m.due_at > a.at), 0, min(m.due_at) FILTER (WHERE m.due_at <= a.at)
FROM operations.mails AS m CROSS JOIN asked AS a WHERE m.sealed IS NOT NULL
UNION ALL
SELECT 'webhook', count(*) FILTER (WHERE d.outcome = 'waiting' AND d.due_at <= a.at),
    count(*) FILTER (WHERE d.outcome = 'waiting' AND d.due_at > a.at),
    count(*) FILTER (WHERE d.outcome = 'given_up'),
    min(d.due_at) FILTER (WHERE d.outcome = 'waiting' AND d.due_at <= a.at)
FROM operations.webhook_deliveries AS d CROSS JOIN asked AS a
WHERE d.outcome IN ('waiting', 'given_up')
ORDER BY name
"""
_ENDPOINTS: Final[LiteralString] = """
SELECT count(*) AS registered,
    count(*) FILTER (WHERE w.failing_since IS NOT NULL AND w.disabled_at IS NULL) AS failing,
    count(*) FILTER (WHERE w.disabled_at IS NOT NULL) AS disabled
FROM operations.webhooks AS w
"""


class Queue(msgspec.Struct, frozen=True, kw_only=True):
    """What waits: ``due`` now, since ``oldest``; ``later``; and what was ``given_up``."""

    name: str
    due: int
    later: int
    given_up: int
    oldest: datetime | None


class Endpoints(msgspec.Struct, frozen=True, kw_only=True):
    """Webhooks of all organisations: how many, and to how many nothing arrives."""

    registered: int
    failing: int
    disabled: int


def queues(connection: Transaction, at: datetime) -> list[Queue]:
    """Return what waits as of an instant, by name; what never waits is not there."""
    return several(connection, Queue, _QUEUES, [at])


def endpoints(connection: Transaction) -> Endpoints:
    """Return how webhooks fare."""
    return several(connection, Endpoints, _ENDPOINTS, [])[0]
