"""Reading what one has just written: waiting until the views have come as far.

That they have is heard as a notification; whether they have is looked up. Nobody waits for ever.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress
from time import monotonic
from typing import Final
from uuid import UUID

from psycopg import AsyncConnection, Error
from psycopg.rows import TupleRow
from psycopg_pool import AsyncConnectionPool, PoolTimeout

from ledger.network import bounded_dsn
from ledger.silence import within
from projections.errors import ProjectionError
from projections.runner.live import CHANNEL
from projections.runner.session import reaching
from projections.runner.tables import Session

LOOK_SECONDS: Final = 0.05
"""For how long nobody looks when nothing is heard."""

WAIT_SECONDS: Final = 5.0
"""How long to wait when nothing else is said."""

_RETRY_SECONDS: Final = 1.0
_LISTEN: Final = f"LISTEN {CHANNEL}"
_POSITION: Final = "SELECT position FROM projections.positions WHERE log_id = %s"

Pool = AsyncConnectionPool[AsyncConnection[TupleRow]]


def wait_for(session: Session, log: UUID, position: int, seconds: float = WAIT_SECONDS) -> None:
    """Wait until every standing view has come to ``position`` of a log.

    ``session`` is one of its own, in autocommit: it listens from now on.

    Raises:
        ProjectionError: ``not_there_yet`` after so many ``seconds``; ``unavailable``.
    """
    due = monotonic() + seconds
    with reaching(), within(session, seconds + WAIT_SECONDS):
        session.execute(_LISTEN)
        while True:
            row = session.execute(_POSITION, [log], prepare=True).fetchone()
            if _reached(row, log, position, seconds, due):
                return
            for _ in session.notifies(timeout=LOOK_SECONDS, stop_after=1):
                pass


class Arrivals:
    """Where everybody in a web process waits who reads what they have written.

    ``listening`` keeps one connection of its own; without it, or while it is down, waiting only
    takes a little longer.
    """

    def __init__(self, pool: Pool) -> None:
        self._pool = pool
        self._heard = asyncio.Event()

    @asynccontextmanager
    async def listening(self, dsn: str) -> AsyncGenerator[None, None]:
        """Listen, for as long as this lasts."""
        task = asyncio.create_task(self._listen(dsn), name="projections-arrivals")
        try:
            yield
        finally:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task

    @property
    def coming(self) -> asyncio.Event:
        """What is set when views have come further than they are now, as far as that is heard."""
        return self._heard

    async def wait_for(self, log: UUID, position: int, seconds: float = WAIT_SECONDS) -> None:
        """Wait until every standing view has come to ``position`` of a log.

        Raises:
            ProjectionError: ``not_there_yet`` after so many ``seconds``; ``unavailable``.
        """
        due = monotonic() + seconds
        while not _reached(await self._look(log, seconds), log, position, seconds, due):
            with suppress(TimeoutError):
                await asyncio.wait_for(self._heard.wait(), LOOK_SECONDS)

    async def _look(self, log: UUID, seconds: float) -> TupleRow | None:
        try:
            async with asyncio.timeout(seconds + WAIT_SECONDS), self._pool.connection() as found:
                return await (await found.execute(_POSITION, [log], prepare=True)).fetchone()
        except (Error, PoolTimeout, TimeoutError) as failed:
            raise ProjectionError("unavailable", reason=str(failed)) from failed

    async def _listen(self, dsn: str) -> None:
        while True:
            with suppress(Error):
                connection = await AsyncConnection.connect(bounded_dsn(dsn), autocommit=True)
                async with connection:
                    await connection.execute(_LISTEN)
                    async for _ in connection.notifies():
                        # whoever waits goes on; whoever comes after them waits for the next
                        heard, self._heard = self._heard, asyncio.Event()
                        heard.set()
            await asyncio.sleep(_RETRY_SECONDS)


def _reached(row: TupleRow | None, log: UUID, position: int, seconds: float, due: float) -> bool:
    reached = 0 if row is None else int(row[0])
    if reached >= position:
        return True
    if monotonic() >= due:
        raise ProjectionError(
            "not_there_yet", log=str(log), position=position, reached=reached, seconds=seconds
        )
    return False
