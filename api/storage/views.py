"""Connections to the read models, each transaction with the reader that it is for."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Generator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from types import TracebackType
from typing import Final, Self, TypeAlias
from uuid import UUID

from psycopg import AsyncConnection, DataError, Error
from psycopg.errors import UndefinedColumn, UndefinedTable
from psycopg.rows import TupleRow
from psycopg_pool import AsyncConnectionPool, PoolTimeout

from api.refusals import ApiError
from api.storage.operations import OPTIONS, WAIT_SECONDS
from ledger.errors import LedgerError
from ledger.network import bounded_dsn
from projections.reader import Reader, reading
from projections.runner.status import all_stand
from projections.runner.waiting import Arrivals

ViewConnection: TypeAlias = AsyncConnection[TupleRow]

CATCH_UP_SECONDS: Final = 2.0
"""For how long somebody waits who reads what they have just written."""

_HEAD: Final = "SELECT h.position FROM ledger.log_head AS h WHERE h.log_id = %s"


class Views:
    """A pool of connections that log in as the application, for one event loop."""

    def __init__(self, dsn: str, connections: int = 8) -> None:
        """Log in with ``dsn``; no connection is made before it is needed."""
        self._dsn = dsn
        self._pool: AsyncConnectionPool[ViewConnection] = AsyncConnectionPool(
            bounded_dsn(dsn),
            connection_class=AsyncConnection,
            min_size=0,
            max_size=connections,
            timeout=WAIT_SECONDS,
            kwargs={"options": OPTIONS, "autocommit": True},
            open=False,
        )
        self._arrivals = Arrivals(self._pool)
        self._running = AsyncExitStack()

    @asynccontextmanager
    async def reading(self, reader: Reader) -> AsyncGenerator[ViewConnection, None]:
        """Give a transaction that sees what ``reader`` may see.

        Raises:
            LedgerError: ``unavailable``.
            ApiError: ``views_missing`` while a read model has not been made yet;
                ``query_malformed`` for a text that PostgreSQL cannot look for: with a NUL in it.
        """
        async with self.connection() as connection, reading(connection, reader):
            yield connection

    @asynccontextmanager
    async def connection(self) -> AsyncGenerator[ViewConnection, None]:
        """Give a connection that sees nothing, for questions with transactions of their own.

        Raises:
            LedgerError, ApiError: as `reading`.
        """
        with _told():
            if self._pool.closed:
                await self._pool.open()
            async with self._pool.connection() as connection:
                yield connection

    async def close(self) -> None:
        """Give every connection back, where nobody listened."""
        await self._pool.close()

    async def ready(self) -> bool:
        """Return whether every read model stands. Never raises."""
        try:
            async with asyncio.timeout(WAIT_SECONDS), self.connection() as connection:
                return await all_stand(connection)
        except (ApiError, LedgerError, TimeoutError):
            return False

    async def wait_for(self, log: UUID, position: int) -> None:
        """Wait until the read models have come to a position of a log, for a bounded time.

        Raises:
            LedgerError: ``position_unknown`` if the log itself has not come so far.
            ProjectionError: ``not_there_yet``, ``unavailable``.
        """
        async with self.connection() as connection:
            found = await (await connection.execute(_HEAD, [log], prepare=True)).fetchone()
        head = 0 if found is None else int(found[0])
        if position > head:
            raise LedgerError("position_unknown", position=position, head=head)
        await self._arrivals.wait_for(log, position, CATCH_UP_SECONDS)

    @property
    def coming(self) -> asyncio.Event:
        """What is set when read models have come further than now, as far as that is heard."""
        return self._arrivals.coming

    async def __aenter__(self) -> Self:
        """Listen from now on for read models that have come further."""
        await self._running.enter_async_context(self._arrivals.listening(self._dsn))
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Listen no more, and give every connection back."""
        await self._running.aclose()
        await self._pool.close()


@contextmanager
def _told() -> Generator[None, None, None]:
    try:
        yield
    except (UndefinedTable, UndefinedColumn) as missing:
        raise ApiError("views_missing") from missing
    except DataError:  # nobody's text has a NUL in it: PostgreSQL knows none
        raise ApiError("query_malformed", reason="a text that cannot be looked for") from None
    except (Error, PoolTimeout) as failed:
        raise LedgerError("unavailable", reason=str(failed)) from failed
