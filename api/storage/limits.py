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


def attempts_at(
    connection: Transaction, key: bytes, at: datetime, memory: timedelta
) -> list[datetime]:
    """Return when something was tried lately, the oldest first; others wait till this ends."""
    connection.execute(
        "INSERT INTO operations.limits VALUES (%s, '{}', %s) ON CONFLICT DO NOTHING",
        [key, at + memory],
    )
    query = "SELECT hits, expires_at FROM operations.limits WHERE key = %s FOR UPDATE"
    row = connection.execute(query, [key]).fetchone()
    return [] if row is None or row[1] <= at else list(row[0])


def put_attempts(
    connection: Transaction, key: bytes, attempts: list[datetime], until: datetime
) -> None:
    """Keep when something was tried, ``until`` then."""
    connection.execute(
        "UPDATE operations.limits SET hits = %s, expires_at = %s WHERE key = %s",
        [attempts, until, key],
    )


def forget_attempts(connection: Transaction, key: bytes) -> None:
    """Forget that something was tried."""
    connection.execute("DELETE FROM operations.limits WHERE key = %s", [key])
