"""Connections to the tables of ``operations``, for code that waits in a thread of its own."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from typing import Final, TypeAlias

from psycopg import Connection, DataError, Error
from psycopg.rows import TupleRow
from psycopg_pool import ConnectionPool, PoolTimeout

from api.refusals import ApiError
from ledger.errors import LedgerError
from ledger.network import bounded_dsn

Transaction: TypeAlias = Connection[TupleRow]
"""A connection inside a transaction that ends with the block it was given to."""

WAIT_SECONDS: Final = 5.0
"""How long one waits for a connection before the answer is: come back later."""

OPTIONS: Final = (
    "-c statement_timeout=10s -c lock_timeout=5s -c idle_in_transaction_session_timeout=30s"
)
"""Bounds for every wait in the database."""


class Operations:
    """A pool of connections that log in as the application. Safe for threads."""

    def __init__(self, dsn: str, connections: int = 4) -> None:
        """Open the pool; no connection is made before it is needed."""
        self._pool = ConnectionPool(
            bounded_dsn(dsn),
            min_size=0,
            max_size=connections,
            timeout=WAIT_SECONDS,
            kwargs={"options": OPTIONS},
            open=True,
        )

    @contextmanager
    def transaction(self) -> Generator[Transaction, None, None]:
        """Give a transaction: kept when the block ends, undone when it raises.

        Raises:
            LedgerError: ``unavailable``.
            ApiError: ``body_malformed`` for a text that PostgreSQL cannot keep: with a NUL in it.
        """
        try:
            with self._pool.connection() as connection:
                yield connection
        except (DataError, UnicodeEncodeError):
            raise ApiError("body_malformed", path="$", reason="a text cannot be kept") from None
        except (Error, PoolTimeout) as failed:
            raise LedgerError("unavailable", reason=str(failed)) from failed

    def close(self) -> None:
        """Give every connection back."""
        self._pool.close()
