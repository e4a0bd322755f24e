"""What was found signed of a log that is not what was recorded: kept for those who operate it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import msgspec
from psycopg.types.json import Json

from api.storage.operations import Transaction
from api.storage.rows import several
from ledger.errors import LedgerError


class Alarm(msgspec.Struct, frozen=True, kw_only=True):
    """The code of a `LedgerError` with its facts, when it was first met, and of which log."""

    log_id: UUID
    code: str
    facts: dict[str, str]
    at: datetime


def put_alarm(connection: Transaction, log_id: UUID, alarm: LedgerError, at: datetime) -> None:
    """Keep an alarm; the same one is kept once."""
    facts = {name: str(fact) for name, fact in alarm.facts.items()}
    connection.execute(
        "INSERT INTO operations.alarms VALUES (%s, %s, %s, %s) ON CONFLICT DO NOTHING",
        [log_id, alarm.code, Json(facts), at],
    )


def alarms(connection: Transaction) -> list[Alarm]:
    """Return every alarm, the oldest first."""
    query = "SELECT log_id, code, facts, at FROM operations.alarms ORDER BY at"
    return several(connection, Alarm, query, [])
