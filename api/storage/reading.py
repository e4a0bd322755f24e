"""Connections to the tables of ``operations``, for code that must not wait in its thread."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from types import TracebackType
from typing import Self, TypeAlias

from psycopg import AsyncConnection, Error
from psycopg.rows import TupleRow
from psycopg_pool import AsyncConnectionPool, PoolTimeout

from api.storage.operations import OPTIONS, WAIT_SECONDS
from ledger.errors import LedgerError
from ledger.network import bounded_dsn

Reader: TypeAlias = AsyncConnection[TupleRow]
"""A connection on which each statement stands for itself."""


class Reading:
    """A pool of connections for one event loop: it is opened by whoever asks first."""

    def __init__(self, dsn: str, connections: int = 8) -> None:
        """Log in with ``dsn``; no connection is made before it is needed."""
        self._pool = AsyncConnectionPool(
            bounded_dsn(dsn),
            min_size=0,
            max_size=connections,
            timeout=WAIT_SECONDS,
            kwargs={"options": OPTIONS, "autocommit": True},
            open=False,
        )

    @asynccontextmanager
    async def connection(self) -> AsyncGenerator[Reader, None]:
        """Give a connection on which each statement stands for itself.

        Raises:
            LedgerError: ``unavailable``.
        """
        try:
            if self._pool.closed:
                await self._pool.open()
            async with self._pool.connection() as connection:
                yield connection
        except (Error, PoolTimeout) as failed:
            raise LedgerError("unavailable", reason=str(failed)) from failed

    async def __aenter__(self) -> Self:
        """Begin; nothing is opened yet."""
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Give every connection back."""
        await self.close()

    async def close(self) -> None:
        """Give every connection back."""
        await self._pool.close()
