"""How often something was done lately, and which challenges were answered already."""

from __future__ import annotations

from datetime import datetime, timedelta

from api.storage.operations import Transaction
from api.storage.rows import changed


def hit(
    connection: Transaction, key: bytes, at: datetime, allowed: int, window: timedelta
) -> datetime | None:
    """Note that something was done ``at``; or return since when it was done ``allowed`` times.

    In no window of that length it is done more often. What is refused is not counted.
    """
    # the row stays locked until the transaction ends, so that two at once count as two
    connection.execute(
        """
        INSERT INTO operations.limits VALUES (%s, '{}', %s)
        ON CONFLICT (key) DO UPDATE SET hits = array(
            SELECT h FROM unnest(limits.hits) AS h WHERE h > %s ORDER BY h)
        """,
        [key, at + window, at - window],
    )
    statement = """
        UPDATE operations.limits SET hits = hits || %s::timestamptz, expires_at = %s
        WHERE key = %s AND cardinality(hits) < %s
    """
    if changed(connection, statement, [at, at + window, key, allowed]) == 1:
        return None
    query = "SELECT hits[cardinality(hits) - %s + 1] FROM operations.limits WHERE key = %s"
    row = connection.execute(query, [allowed, key]).fetchone()
    return at if row is None or row[0] is None else row[0]


def touch(connection: Transaction, key: bytes, until: datetime) -> None:
    """Write something that says nothing: as much work as writing something that does."""
    connection.execute(
        """
        INSERT INTO operations.limits VALUES (%s, '{}', %s)
        ON CONFLICT (key) DO UPDATE SET expires_at = excluded.expires_at
        """,
        [key, until],
    )


def use_challenge(connection: Transaction, challenge_sha256: bytes, expires_at: datetime) -> bool:
    """Take a challenge that was answered; False if it was answered before."""
    statement = "INSERT INTO operations.used_challenges VALUES (%s, %s) ON CONFLICT DO NOTHING"
    return changed(connection, statement, [challenge_sha256, expires_at]) == 1
