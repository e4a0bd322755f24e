"""Who is asked to do something, and of which deadlines people are to be reminded: by the views."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Final, LiteralString

import msgspec

from aggregates.vocabulary import DealId, InstrumentId, PersonId
from api.storage.operations import Transaction
from api.storage.rows import changed, several
from api.storage.tasks import Task
from api.storage.walls import reads_everything

_ASKED: Final[LiteralString] = """
    SELECT DISTINCT t.deal, t.what, t.instrument, t.subject,
        coalesce(nullif(t.person, ''), p.person) AS person
    FROM projections.timeline AS e
    JOIN projections.inbox_turns AS t ON t.deal = e.deal
    LEFT JOIN projections.posts AS p
        ON t.person = '' AND p.organisation = t.organisation AND p.role = t.role
    WHERE e.log = %s AND e.position = %s AND t.what = ANY (%s)
        AND coalesce(nullif(t.person, ''), p.person) <> e.actor
        AND (e.instrument = '' OR t.instrument IN ('', e.instrument))
    ORDER BY person, t.what, t.subject
"""
_THERE: Final[LiteralString] = (
    "SELECT FROM projections.standing WHERE view = ANY ('{deadlines,inbox,posts}')"
    " HAVING count(*) = 3"
)
"""In a new installation the views are still to be made."""
_NEAR: Final[LiteralString] = """
    SELECT n.* FROM (
        SELECT d.deal, d.clock, d.instrument, d.subject, d.edition, d.at,
            concat_ws('/', 'deadline', d.deal, d.clock, d.instrument, d.subject,
                extract(epoch FROM d.at)::bigint, (
                    SELECT min(h) FROM unnest(%s::int[]) AS h
                    WHERE d.at <= %s::timestamptz + h * interval '1 hour')) AS key
        FROM projections.deadlines AS d
        WHERE d.stopped_at IS NULL AND d.at > %s AND d.at <= %s
    ) AS n
    WHERE NOT EXISTS (SELECT FROM operations.told AS k WHERE k.key = n.key)
    ORDER BY n.at, n.key LIMIT %s
"""
_WAITED_FOR: Final[LiteralString] = """
    SELECT DISTINCT coalesce(nullif(t.person, ''), p.person) AS person
    FROM projections.inbox_turns AS t
    LEFT JOIN projections.posts AS p
        ON t.person = '' AND p.organisation = t.organisation AND p.role = t.role
    WHERE t.deal = %s AND t.deadline_at = %s AND t.instrument IN ('', %s)
        AND (t.person <> '' OR p.person IS NOT NULL)
    ORDER BY person
"""


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody whose turn it is: ``what`` is the operation, the rest what it is about."""

    deal: DealId
    what: str
    instrument: InstrumentId
    subject: str
    person: PersonId


class Near(msgspec.Struct, frozen=True, kw_only=True):
    """A deadline that comes soon. ``key`` names it, its instant, and how soon that is."""

    deal: DealId
    clock: str
    instrument: InstrumentId
    subject: str
    edition: str
    at: datetime
    key: str


def asked_by(connection: Transaction, task: Task, whats: Collection[str]) -> list[Asked]:
    """Return whom an event has asked to do one of these things; not who did it themselves."""
    reads_everything(connection)
    return several(connection, Asked, _ASKED, [str(task.log_id), task.position, sorted(whats)])


def near_deadlines(
    connection: Transaction, at: datetime, hours: Sequence[int], most: int
) -> list[Near]:
    """Return the deadlines at most so many ``hours`` from now, nobody being told yet how near.

    Those whose clock stands still are not near, whatever they say.
    """
    if connection.execute(_THERE).fetchone() is None:
        return []
    reads_everything(connection)
    last = at + timedelta(hours=max(hours))
    return several(connection, Near, _NEAR, [list(hours), at, at, last, most])


def waited_for(connection: Transaction, near: Near) -> list[PersonId]:
    """Return the people whose turn it is until a deadline."""
    reads_everything(connection)
    rows = connection.execute(_WAITED_FOR, [near.deal, near.at, near.instrument])
    return [str(person) for (person,) in rows]


def note_told(connection: Transaction, key: str, at: datetime) -> bool:
    """Note that somebody is told of something; False if they were before, by whomever."""
    statement = "INSERT INTO operations.told VALUES (%s, %s) ON CONFLICT DO NOTHING"
    return changed(connection, statement, [key, at]) == 1
