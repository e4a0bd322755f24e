"""Removing what is in clear of a deal or a person that was erased, and knowing that it was done."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final, LiteralString
from uuid import UUID

from aggregates.vocabulary import DealId, PersonId
from api.storage.operations import Transaction
from api.storage.rows import changed

_OF_DEAL: Final[tuple[LiteralString, ...]] = (
    "DELETE FROM operations.sessions WHERE deal = %s",
    "DELETE FROM operations.links WHERE deal = %s",
    "DELETE FROM operations.webhook_deliveries WHERE deal = %s",
    "DELETE FROM operations.told WHERE strpos(key, %s) > 0",
    "DELETE FROM operations.retention_due WHERE deal = %s",
)
_OF_PERSON: Final[tuple[LiteralString, ...]] = (
    # with them go recovery codes, passkeys, step-ups and changes of address
    "DELETE FROM operations.sessions WHERE person = %s",
    "DELETE FROM operations.accounts WHERE person = %s",
    "DELETE FROM operations.keys WHERE person = %s",
    "DELETE FROM operations.links WHERE person = %s",
    "DELETE FROM operations.spoken_codes WHERE person = %s",
    "DELETE FROM operations.administrators WHERE person = %s",
    "DELETE FROM operations.recoveries WHERE person = %s",
    "DELETE FROM operations.powers WHERE person = %s",
    "DELETE FROM operations.mails WHERE person = %s",
    "DELETE FROM operations.told WHERE strpos(key, %s) > 0",
)
_UPLOADS: Final = "DELETE FROM operations.uploads WHERE log_id = %s AND stream_id = ANY (%s)"
_DONE: Final = "SELECT position FROM operations.purged WHERE log_id = %s"
_NOTE: Final = """
    INSERT INTO operations.purged (log_id, position, at) VALUES (%s, %s, %s) ON CONFLICT DO NOTHING
"""


def sweep_deal(connection: Transaction, log: UUID, streams: Sequence[UUID], deal: DealId) -> int:
    """Remove every row about a deal, and return how many there were."""
    removed = changed(connection, _UPLOADS, [log, list(streams)])
    return removed + sum(changed(connection, statement, [deal]) for statement in _OF_DEAL)


def sweep_person(connection: Transaction, person: PersonId) -> int:
    """Remove every row about a person but those of the logs, which name ids only; how many."""
    return sum(changed(connection, statement, [person]) for statement in _OF_PERSON)


def swept(connection: Transaction, log: UUID) -> set[int]:
    """Return the positions of the erasures of a log of which nothing is left."""
    return {int(position) for (position,) in connection.execute(_DONE, [log])}


def note_swept(connection: Transaction, log: UUID, position: int, at: datetime) -> None:
    """Note that nothing is left of what was erased at a position."""
    connection.execute(_NOTE, [log, position, at])
