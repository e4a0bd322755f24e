"""While a play is put into the ledger, no clock runs out.

A play is dated back: what its people agree on in time has run out long ago by the clock of who is
at work in the meantime, and would be ended under their hands.
"""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from typing import Final

from psycopg import Error, connect

from api.storage.operations import OPTIONS, Transaction
from ledger.errors import LedgerError
from ledger.network import bounded_dsn

_LOCK: Final = 3_907_114_268_551
"""Shared by those who play; whoever ends clocks has it alone, for as long as a transaction."""


@contextmanager
def playing(dsn: str) -> Generator[None, None, None]:
    """Let no clock run out until the block ends.

    Raises:
        LedgerError: ``unavailable``.
    """
    try:
        connection = connect(bounded_dsn(dsn), autocommit=True, options=OPTIONS)
    except Error as failed:
        raise LedgerError("unavailable", reason=str(failed)) from failed
    with connection:
        connection.execute("SELECT pg_advisory_lock_shared(%s)", [_LOCK])
        yield
        # a server that is hung up on lets go a moment later: whoever looks next is not to wait
        connection.execute("SELECT pg_advisory_unlock_shared(%s)", [_LOCK])


def may_end_clocks(connection: Transaction) -> bool:
    """Return whether nobody plays, and let nobody begin before the transaction ends."""
    found = connection.execute("SELECT pg_try_advisory_xact_lock(%s)", [_LOCK]).fetchone()
    return found == (True,)
