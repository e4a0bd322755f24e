"""Removing what nobody can use any more. The logs are not touched."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final, LiteralString

from api.storage.operations import Transaction
from api.storage.rows import changed

KEPT: Final = timedelta(days=30)
"""How long it can still be looked up what became of a link, a recovery or a message."""

_AT_ONCE: Final[tuple[LiteralString, ...]] = (
    "DELETE FROM operations.limits WHERE expires_at <= %s",
    "DELETE FROM operations.used_challenges WHERE expires_at <= %s",
    "DELETE FROM operations.spoken_codes WHERE expires_at <= %s",
)
_LATER: Final[tuple[LiteralString, ...]] = (
    "DELETE FROM operations.links WHERE expires_at <= %s",
    "DELETE FROM operations.recoveries WHERE expires_at <= %s",
    "DELETE FROM operations.keys WHERE least(expires_at, revoked_at) <= %s",
    "DELETE FROM operations.powers WHERE least(valid_until, revoked_at) <= %s",
    "DELETE FROM operations.email_changes WHERE stop_until <= %s",
    "DELETE FROM operations.mails WHERE sealed IS NULL AND created_at <= %s",
    "DELETE FROM operations.webhook_deliveries WHERE ended_at <= %s",
)
_TOLD: Final[tuple[LiteralString, ...]] = (
    "DELETE FROM operations.told WHERE at <= %s",
    "DELETE FROM operations.receipts WHERE due_at IS NULL AND least(handed_at, mailed_at) <= %s",
)
TOLD_KEPT: Final = timedelta(days=400)
"""How long it is known of what somebody was told: longer than they can be asked for it."""
_SESSIONS: Final = """
    DELETE FROM operations.sessions
    WHERE (ends_at <= %s OR seen_at <= %s) AND (turn_until IS NULL OR turn_until <= %s)
"""


def remove_expired(connection: Transaction, at: datetime, idle: timedelta) -> int:
    """Remove what had expired ``at``, and return how many rows that were."""
    removed = changed(connection, _SESSIONS, [at, at - idle, at])
    removed += sum(changed(connection, statement, [at]) for statement in _AT_ONCE)
    removed += sum(changed(connection, statement, [at - TOLD_KEPT]) for statement in _TOLD)
    return removed + sum(changed(connection, statement, [at - KEPT]) for statement in _LATER)
