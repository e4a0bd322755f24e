"""Asking for the erasure of what the views hold of a stream whose key was destroyed."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from psycopg import Connection
from psycopg.rows import TupleRow

_ASK: Final = """
INSERT INTO projections.erasures (log_id, stream_id) VALUES (%s, %s) ON CONFLICT DO NOTHING
"""


def ask_to_erase(session: Connection[TupleRow], log: UUID, stream: UUID) -> None:
    """Have the leader remove every row of a stream. The key MUST be destroyed before."""
    session.execute(_ASK, [log, stream])
