"""Messages to endpoints: which are due, what became of each, and which are sent once more.

Which event an organisation may be told of, the views say, and the walls around their rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final, Literal, LiteralString, TypeAlias
from uuid import UUID

import msgspec
from psycopg.sql import SQL

from aggregates.vocabulary import DealId, OrganisationId, PersonId
from api.storage.operations import Transaction
from api.storage.rows import changed, one, several
from api.storage.tasks import Claim, Task
from api.storage.walls import reads_everything, reads_for
from api.storage.webhooks import Webhook

Outcome: TypeAlias = Literal["waiting", "delivered", "given_up", "withheld"]

OF_ONE: Final = 4
"""How many messages of one endpoint are claimed at once: a slow one keeps no other waiting."""

_SEEN: Final = SQL("""
    SELECT t.deal, t.type, t.log, t.position, t.at, r.organisation
    FROM projections.timeline AS t
    JOIN projections.deal_readers AS r ON r.deal = t.deal AND 'timeline' = ANY (r.scopes)
    UNION ALL
    SELECT n.deal, n.type, n.log, n.position, n.at, n.organisation
    FROM projections.side_notes AS n
    JOIN projections.deal_readers AS r ON r.deal = n.deal AND r.organisation = n.organisation
""")
_TELL: Final = SQL("""
    INSERT INTO operations.webhook_deliveries
        (id, webhook, message, type, log_id, position, deal, at, begun_at, due_at)
    SELECT gen_random_uuid(), w.id, concat(e.log, ':', e.position), e.type, e.log::uuid,
        e.position, e.deal, e.at, %(now)s, %(now)s
    FROM operations.webhooks AS w
    JOIN LATERAL ({}) AS e ON e.organisation = w.organisation AND e.type = ANY (w.kinds)
""").format(_SEEN)
_CLAIM: Final[LiteralString] = """
    UPDATE operations.webhook_deliveries AS d
    SET due_at = %(until)s, claimed_by = %(worker)s, attempts = d.attempts + 1
    FROM (
        SELECT of_one.id FROM operations.webhooks AS w
        CROSS JOIN LATERAL (
            SELECT x.id, x.due_at FROM operations.webhook_deliveries AS x
            WHERE x.webhook = w.id AND x.outcome = 'waiting' AND x.due_at <= %(at)s
            ORDER BY x.due_at, x.id LIMIT %(of_one)s FOR UPDATE SKIP LOCKED
        ) AS of_one
        WHERE w.disabled_at IS NULL ORDER BY of_one.due_at, of_one.id LIMIT %(most)s
    ) AS due, operations.webhooks AS w
    WHERE d.id = due.id AND w.id = d.webhook
    RETURNING d.id, d.webhook, d.message, d.type, d.log_id, d.position, d.deal, d.at, d.begun_at,
        d.attempts, w.organisation, w.url, w.kinds, w.secret_number, w.previous_until, w.created_by,
        w.created_at, w.mac
"""
_SENT: Final = SQL("""
    SELECT id, message, type, log_id, position, deal, at, due_at, attempts, outcome, ended_at,
        status, reason
    FROM operations.webhook_deliveries
""")
_ANEW: Final = SQL("""
    outcome = 'waiting', attempts = 0, status = 0, reason = '', ended_at = NULL, claimed_by = ''
""")
_TOLD: Final = SQL("""
    {} WHERE w.disabled_at IS NULL AND e.log = %(log)s AND e.position = %(position)s
        AND (%(own)s::text IS NULL OR w.organisation = %(own)s)
    ON CONFLICT DO NOTHING
""").format(_TELL)
_TOLD_AGAIN: Final = SQL("""
    {} WHERE w.id = %(webhook)s AND w.organisation = %(organisation)s AND e.log = %(log)s
        AND e.position BETWEEN %(first)s AND %(last)s
    ORDER BY e.position LIMIT %(most)s
    ON CONFLICT (webhook, message) DO UPDATE SET
        begun_at = excluded.begun_at, due_at = excluded.due_at, {}
    RETURNING position
""").format(_TELL, _ANEW)
_AGAIN: Final = SQL("""
    UPDATE operations.webhook_deliveries SET begun_at = %s, due_at = %s, {}
    WHERE id = %s AND webhook = %s
""").format(_ANEW)
_STILL_SEEN: Final = SQL("""
    SELECT FROM ({}) AS e WHERE e.log = %s AND e.position = %s AND e.organisation = %s LIMIT 1
""").format(_SEEN)
_WANT: Final[LiteralString] = """
    SELECT DISTINCT organisation FROM operations.webhooks
    WHERE disabled_at IS NULL AND %s = ANY (kinds)
"""


class Due(msgspec.Struct, frozen=True, kw_only=True):
    """A message that is to be sent, and where to. ``attempts`` counts the one to come."""

    id: str
    webhook: str
    message: str
    type: str
    log_id: UUID | None
    position: int
    deal: DealId
    at: datetime
    begun_at: datetime
    attempts: int
    organisation: OrganisationId
    url: str
    kinds: list[str]
    secret_number: int
    previous_until: datetime | None
    created_by: PersonId
    created_at: datetime
    mac: bytes

    @property
    def endpoint(self) -> Webhook:
        """Where to send it, as it stands in the database."""
        return Webhook(
            id=self.webhook,
            organisation=self.organisation,
            url=self.url,
            kinds=self.kinds,
            secret_number=self.secret_number,
            previous_until=self.previous_until,
            created_by=self.created_by,
            created_at=self.created_at,
            mac=self.mac,
        )


class Sent(msgspec.Struct, frozen=True, kw_only=True):
    """What became of a message. ``status`` is the one answered last, 0 if there was no answer.

    ``due_at`` is when it is tried next, while its outcome is ``waiting``.
    """

    id: str
    message: str
    type: str
    log_id: UUID | None
    position: int
    deal: DealId
    at: datetime
    due_at: datetime
    attempts: int
    outcome: Outcome
    ended_at: datetime | None
    status: int
    reason: str


class Again(msgspec.Struct, frozen=True, kw_only=True):
    """What an endpoint is told again: events from one position of a log to another, included."""

    organisation: OrganisationId
    webhook: str
    log: str
    first: int
    last: int
    most: int


class Attempt(msgspec.Struct, frozen=True, kw_only=True):
    """How an attempt ended: what was answered, or why nothing was."""

    status: int = 0
    reason: str = ""


def tell_of(connection: Transaction, task: Task, at: datetime) -> int:
    """Have every endpoint told of what a task is about that wants it and may see it."""
    if task.subject.startswith("side."):
        # what a side says among its own, nobody sees who sees everything
        found = connection.execute(_WANT, [task.subject]).fetchall()
        return sum(_tell_of(connection, task, at, str(own)) for (own,) in found)
    return _tell_of(connection, task, at, None)


def tell_again(connection: Transaction, again: Again, at: datetime) -> list[int]:
    """Send again what happened; return the positions, in order.

    Also what was never sent: from before the endpoint was there, or while it was disabled.
    """
    reads_for(connection, again.organisation)
    arguments = {**msgspec.structs.asdict(again), "now": at}
    return sorted(int(row[0]) for row in connection.execute(_TOLD_AGAIN, arguments))


def send_again(connection: Transaction, webhook: str, delivery: str, at: datetime) -> bool:
    """Send one message again; False if the endpoint has none of that id."""
    return connection.execute(_AGAIN, [at, at, delivery, webhook]).rowcount == 1


def put_ping(connection: Transaction, webhook: str, ping: str, kind: str, at: datetime) -> None:
    """Have a message sent that tells of nothing."""
    connection.execute(
        """
        INSERT INTO operations.webhook_deliveries (id, webhook, message, type, at, begun_at, due_at)
        VALUES (%s, %s, %s, %s, %s, %s, %s)
        """,
        [ping, webhook, f"ping:{ping}", kind, at, at, at],
    )


def claim_deliveries(connection: Transaction, claim: Claim) -> list[Due]:
    """Return messages that are due, as the worker's until ``claim.until``.

    What others claim at this moment is passed over; what a dead worker had is taken over.
    """
    arguments = {**msgspec.structs.asdict(claim), "of_one": OF_ONE}
    with connection.cursor() as cursor:
        rows = cursor.execute(_CLAIM, arguments).fetchall()
    names = Due.__struct_fields__
    return [msgspec.convert(dict(zip(names, row, strict=True)), Due) for row in rows]


def is_seen(connection: Transaction, due: Due) -> bool:
    """Return whether the endpoint's organisation may see now what a message tells of."""
    if due.log_id is None:
        return True
    reads_for(connection, due.organisation)
    arguments = [str(due.log_id), due.position, due.organisation]
    return connection.execute(_STILL_SEEN, arguments).fetchone() is not None


def end_delivery(
    connection: Transaction, due: Due, worker: str, at: datetime, end: tuple[Outcome, Attempt]
) -> bool:
    """Note how a message ended; False if it is no longer the worker's."""
    statement = """
        UPDATE operations.webhook_deliveries
        SET outcome = %s, ended_at = %s, status = %s, reason = %s, claimed_by = ''
        WHERE id = %s AND claimed_by = %s AND attempts = %s
    """
    outcome, attempt = end
    arguments = [outcome, at, attempt.status, attempt.reason, due.id, worker, due.attempts]
    return changed(connection, statement, arguments) == 1


def put_off_delivery(
    connection: Transaction, due: Due, worker: str, until: datetime, attempt: Attempt
) -> bool:
    """Let a message be tried again later; False if it is no longer the worker's."""
    statement = """
        UPDATE operations.webhook_deliveries
        SET due_at = %s, status = %s, reason = %s, claimed_by = ''
        WHERE id = %s AND claimed_by = %s AND attempts = %s
    """
    arguments = [until, attempt.status, attempt.reason, due.id, worker, due.attempts]
    return changed(connection, statement, arguments) == 1


def deliveries_of(
    connection: Transaction,
    webhook: str,
    outcome: Outcome | None,
    after: tuple[datetime, str] | None,
    limit: int,
) -> Sequence[Sent]:
    """Return messages to an endpoint, the one that happened last first, beyond a place."""
    query = _SENT + SQL("""
        WHERE webhook = %s AND (%s::text IS NULL OR outcome = %s)
            AND (%s::timestamptz IS NULL OR (at, id) < (%s, %s))
        ORDER BY at DESC, id DESC LIMIT %s
    """)
    at, delivery = after or (None, None)
    return several(connection, Sent, query, [webhook, outcome, outcome, at, at, delivery, limit])


def delivery_of(connection: Transaction, webhook: str, delivery: str) -> Sent | None:
    """Return one message to an endpoint."""
    query = _SENT + SQL("WHERE webhook = %s AND id = %s")
    return one(connection, Sent, query, [webhook, delivery])


def _tell_of(connection: Transaction, task: Task, at: datetime, own: OrganisationId | None) -> int:
    if own is None:
        reads_everything(connection)
    else:
        reads_for(connection, own)
    arguments = {"now": at, "log": str(task.log_id), "position": task.position, "own": own}
    return connection.execute(_TOLD, arguments).rowcount
