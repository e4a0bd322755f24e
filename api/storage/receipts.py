"""Receipts of binding steps: noted as handed over, or due to follow by e-mail. Each goes once."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import msgspec

from api.storage.operations import Transaction
from api.storage.rows import one, several


class Due(msgspec.Struct, frozen=True, kw_only=True):
    """A receipt that is to follow. ``tries`` counts the attempts before this one."""

    log_id: UUID
    position: int
    tries: int


def note_handed(connection: Transaction, log_id: UUID, position: int, at: datetime) -> None:
    """Note that a receipt went with the answer: nothing follows."""
    connection.execute(
        """
        INSERT INTO operations.receipts AS r (log_id, position, handed_at) VALUES (%s, %s, %s)
        ON CONFLICT (log_id, position) DO UPDATE SET handed_at = excluded.handed_at, due_at = NULL
        """,
        [log_id, position, at],
    )


def let_follow(connection: Transaction, log_id: UUID, position: int, due_at: datetime) -> None:
    """Let a receipt follow from ``due_at`` on, unless it was handed over or follows already."""
    connection.execute(
        """
        INSERT INTO operations.receipts (log_id, position, due_at) VALUES (%s, %s, %s)
        ON CONFLICT DO NOTHING
        """,
        [log_id, position, due_at],
    )


def next_due(connection: Transaction, at: datetime) -> Due | None:
    """Return a receipt that is due, locked in this transaction; those of others are passed over."""
    query = """
        SELECT log_id, position, tries FROM operations.receipts WHERE due_at <= %s
        ORDER BY due_at, log_id, position LIMIT 1 FOR UPDATE SKIP LOCKED
    """
    return one(connection, Due, query, [at])


def put_off(connection: Transaction, due: Due, until: datetime | None) -> None:
    """Try a receipt again later; never, where nothing is said."""
    connection.execute(
        "UPDATE operations.receipts SET due_at = %s, tries = tries + 1"
        " WHERE log_id = %s AND position = %s",
        [until, due.log_id, due.position],
    )


def note_mailed(connection: Transaction, due: Due, at: datetime) -> None:
    """Note that a receipt is on its way by e-mail."""
    connection.execute(
        "UPDATE operations.receipts SET due_at = NULL, tries = tries + 1, mailed_at = %s"
        " WHERE log_id = %s AND position = %s",
        [at, due.log_id, due.position],
    )


class Sent(msgspec.Struct, frozen=True, kw_only=True):
    """What became of a receipt: handed over with the answer, or mailed; neither yet: both none."""

    position: int
    handed_at: datetime | None
    mailed_at: datetime | None


def receipts_at(connection: Transaction, log_id: UUID, positions: list[int]) -> list[Sent]:
    """Return the receipts of these positions that there are, in order."""
    query = """
        SELECT position, handed_at, mailed_at FROM operations.receipts
        WHERE log_id = %s AND position = ANY (%s) ORDER BY position
    """
    return several(connection, Sent, query, [log_id, positions])
