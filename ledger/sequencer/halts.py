"""Logs that are signed no further, and why: kept where everybody who shows a log reads it."""

from __future__ import annotations

from typing import Final
from uuid import UUID

import msgspec

from ledger.errors import LedgerError
from ledger.sequencer.session import Session, asking

_HALT: Final = """
INSERT INTO ledger.halted (log_id, code, facts) VALUES (%s, %s, %s::jsonb)
ON CONFLICT (log_id) DO UPDATE SET code = excluded.code, facts = excluded.facts, at = excluded.at
WHERE (halted.code, halted.facts) IS DISTINCT FROM (excluded.code, excluded.facts)
"""
_FREE: Final = "DELETE FROM ledger.halted WHERE log_id = %s"


def halt(session: Session, log_id: UUID, failed: LedgerError) -> None:
    """Say that a log is signed no further, and why.

    Raises:
        LedgerError: ``unavailable``.
    """
    facts = msgspec.json.encode({name: str(value) for name, value in failed.facts.items()})
    with asking(session):
        session.execute(_HALT, [log_id, failed.code, facts.decode()])


def free(session: Session, log_id: UUID) -> None:
    """Say that a log is signed again.

    Raises:
        LedgerError: ``unavailable``.
    """
    with asking(session):
        session.execute(_FREE, [log_id])
