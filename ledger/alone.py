"""Alone at a stream among all processes: for who has decided on a state that others had changed.

Whoever reads a stream to decide on it is told whether somebody is alone at it, and then waits for
their own turn to be. So who was too slow once is not overtaken again and again.
"""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager, suppress
from threading import BoundedSemaphore
from typing import Final
from uuid import UUID

from psycopg import Connection, Error
from psycopg.rows import DictRow
from psycopg_pool import ConnectionPool, PoolTimeout

from ledger.errors import LedgerError

_TAKE: Final = b"SELECT pg_advisory_lock(%b)"
_LET_GO: Final = b"SELECT pg_advisory_unlock(%b)"


class Alone:
    """The right to be alone at a stream. It ends with the connection, however that ends.

    Half of the readers' connections at most are with those who have it or wait for it: they read.
    """

    def __init__(self, pool: ConnectionPool[Connection[DictRow]]) -> None:
        self._pool = pool
        self._most = BoundedSemaphore(max(pool.max_size // 2, 1))

    @contextmanager
    def at(self, stream_id: UUID) -> Generator[None, None, None]:
        """Be alone at a stream until the block ends.

        Raises:
            LedgerError: ``unavailable``, also if others are alone there for too long.
        """
        with self._most, self._connection() as connection:
            self._ask(connection, _TAKE, stream_id)
            try:
                yield
            finally:
                self._let_go(connection, stream_id)

    @contextmanager
    def _connection(self) -> Generator[Connection[DictRow], None, None]:
        try:
            connection = self._pool.getconn()
        except PoolTimeout as failed:
            raise LedgerError("unavailable", reason=str(failed)) from failed
        try:
            yield connection
        finally:
            self._pool.putconn(connection)

    def _ask(self, connection: Connection[DictRow], question: bytes, stream_id: UUID) -> None:
        try:
            connection.execute(question, [lock_of(stream_id)], prepare=True)
        except Error as failed:
            connection.close()
            raise LedgerError("unavailable", reason=str(failed)) from failed

    def _let_go(self, connection: Connection[DictRow], stream_id: UUID) -> None:
        with suppress(LedgerError):  # closed, and with it the right has ended: what is done is done
            self._ask(connection, _LET_GO, stream_id)


def lock_of(stream_id: UUID) -> int:
    """Return the number of a stream's advisory lock; two may share one, and then wait in vain."""
    return int.from_bytes(stream_id.bytes[8:], signed=True)
