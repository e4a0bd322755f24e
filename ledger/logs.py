"""Opening a log: one for each edition of the fair, and one for the registry."""

from __future__ import annotations

from uuid import UUID

from psycopg import Error, connect

from ledger.errors import LedgerError
from ledger.silence import ANSWER_SECONDS, within


def open_log(dsn: str, log_id: UUID) -> bool:
    """Make room for a log; return whether it is new. Twice is no error.

    Raises:
        LedgerError: ``log_not_opened``.
    """
    try:
        with connect(dsn, autocommit=True) as connection, within(connection, ANSWER_SECONDS):
            row = connection.execute("SELECT ledger.open_log(%s)", [log_id]).fetchone()
    except Error as failed:
        raise LedgerError("log_not_opened", log_id=str(log_id), reason=str(failed)) from failed
    return row == (True,)
