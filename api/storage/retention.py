"""Which deals failed long enough ago to be erased, as the read models and the workers found."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import msgspec

from aggregates.vocabulary import DealId
from api.storage.operations import Transaction
from api.storage.rows import changed, several
from api.storage.walls import reads_everything


class Failed(msgspec.Struct, frozen=True, kw_only=True):
    """A deal that failed, and since when."""

    deal: DealId
    stage: str
    failed_at: datetime


class Due(Failed, frozen=True, kw_only=True):
    """A deal that may be erased since ``due_at``; a worker found it at ``noted_at``."""

    due_at: datetime
    noted_at: datetime


def failed_before(
    connection: Transaction, edition: str, stages: Sequence[str], before: datetime, limit: int
) -> list[Failed]:
    """Return deals of an edition that failed before an instant and are on no list yet."""
    reads_everything(connection)
    query = """
        SELECT f.deal, f.stage, f.stage_since AS failed_at FROM projections.deal_facts AS f
        WHERE f.edition = %s AND f.until_position IS NULL AND f.stage = ANY (%s)
        AND f.stage_since <= %s
        AND NOT EXISTS (SELECT FROM operations.retention_due AS d WHERE d.deal = f.deal)
        ORDER BY f.stage_since, f.deal LIMIT %s
    """
    return several(connection, Failed, query, [edition, list(stages), before, limit])


def put_due(connection: Transaction, edition: str, due: Due) -> None:
    """Put a deal on the list, if it is not there."""
    connection.execute(
        """
        INSERT INTO operations.retention_due (deal, edition, stage, failed_at, due_at, noted_at)
        VALUES (%s, %s, %s, %s, %s, %s) ON CONFLICT DO NOTHING
        """,
        [due.deal, edition, due.stage, due.failed_at, due.due_at, due.noted_at],
    )


def drop_stale(
    connection: Transaction, edition: str, stages: Sequence[str], since: datetime
) -> int:
    """Take deals off the list that were taken up again, and all noted before ``since``."""
    reads_everything(connection)
    statement = """
        DELETE FROM operations.retention_due AS d WHERE d.edition = %s AND (
            d.noted_at < %s OR EXISTS (
                SELECT FROM projections.deal_facts AS f
                WHERE f.deal = d.deal AND f.until_position IS NULL AND f.stage <> ALL (%s)))
    """
    return changed(connection, statement, [edition, since, list(stages)])


def due_in(connection: Transaction, edition: str, after: str, limit: int) -> list[Due]:
    """Return what is due in an edition, the longest due first, after a deal of the list."""
    query = """
        SELECT d.deal, d.stage, d.failed_at, d.due_at, d.noted_at
        FROM operations.retention_due AS d
        WHERE d.edition = %s AND (%s = '' OR (d.due_at, d.deal) > (
            SELECT a.due_at, a.deal FROM operations.retention_due AS a WHERE a.deal = %s))
        ORDER BY d.due_at, d.deal LIMIT %s
    """
    return several(connection, Due, query, [edition, after, after, limit])
