"""Waiting, in one web process, until enough witnesses have seen what was just recorded.

That somebody has seen a head is heard as a notification, on one connection for everybody; whether
it is enough is looked up, once for all who wait for a log. Who waits occupies neither a thread nor
a connection. While nothing is heard, what there is is looked up all the same: waiting takes longer.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from types import TracebackType
from typing import Final, Self
from uuid import UUID

from anyio import CapacityLimiter, to_thread

from api.receipts.witnessing import Witnessing
from api.storage.hearing import hear
from ledger.errors import LedgerError
from ledger.proof.policy import Policy
from ledger.receipts import Receipts, Tree
from ledger.witnessed import CHANNEL, NOBODY

PATIENCE_SECONDS: Final = 2.0
"""So long an answer waits for witnesses."""
LOOK_SECONDS: Final = 0.1
"""For how long nobody looks when nothing is heard."""


class _Waiting:
    """Who waits for one log, each for a tree that covers so many events."""

    def __init__(self, receipts: Receipts) -> None:
        self.receipts = receipts
        self.known: Tree | None = None
        self.futures: dict[asyncio.Future[Tree], int] = {}

    def tell(self, tree: Tree) -> None:
        """Let everybody go on whom this tree covers."""
        self.known = tree
        for future, least in tuple(self.futures.items()):
            if least <= tree.head.size and not future.done():
                future.set_result(tree)

    def fail(self, alarm: LedgerError) -> None:
        """Tell everybody who waits that something is wrong with the log."""
        for future in tuple(self.futures):
            if not future.done():
                # a fresh one each: who shares a failure must not share its traceback
                future.set_exception(LedgerError(alarm.code, **alarm.facts))


class Watch(Witnessing):
    """The receipts of every log, and where requests wait for them. Waiting is for one loop."""

    def __init__(
        self, dsn: str, policy: Policy = NOBODY, patience_seconds: float = PATIENCE_SECONDS
    ) -> None:
        """Log in with ``dsn`` to listen; ``policy`` says whom to wait for, and how many."""
        self._dsn = dsn
        super().__init__(policy)
        self.patience_seconds = patience_seconds
        self._waiting: dict[UUID, _Waiting] = {}
        self._heard = asyncio.Event()
        self._somebody = asyncio.Event()
        self._lane: CapacityLimiter | None = None
        self._tasks: list[asyncio.Task[None]] = []

    async def covering(self, receipts: Receipts, position: int) -> Tree | None:
        """Return a tree that covers a position and that enough have seen; None if none comes.

        Raises:
            LedgerError: as `Receipts.newest`, but for ``unavailable``.
        """
        waiting = self._waiting.setdefault(receipts.log_id, _Waiting(receipts))
        if waiting.known is not None and waiting.known.head.size >= position:
            return waiting.known
        future: asyncio.Future[Tree] = asyncio.get_running_loop().create_future()
        waiting.futures[future] = position
        self._somebody.set()
        try:
            async with asyncio.timeout(self.patience_seconds):
                return await future
        except TimeoutError:
            return None
        finally:
            del waiting.futures[future]

    async def __aenter__(self) -> Self:
        """Listen from now on."""
        self._lane = CapacityLimiter(1)
        self._tasks = [
            asyncio.create_task(hear(self._dsn, CHANNEL, self._heard.set), name="receipts-heard"),
            asyncio.create_task(self._follow(), name="receipts"),
        ]
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Listen no more."""
        for task in self._tasks:
            task.cancel()
        for task in self._tasks:
            with suppress(asyncio.CancelledError):
                await task

    async def _follow(self) -> None:
        while True:
            await self._somebody.wait()
            # not `wait_for`: before Python 3.12 it loses a cancellation that comes with its event
            with suppress(TimeoutError):
                async with asyncio.timeout(LOOK_SECONDS):
                    await self._heard.wait()
            self._heard.clear()
            for waiting in tuple(self._waiting.values()):
                if waiting.futures:
                    await self._look(waiting)
            if not any(waiting.futures for waiting in self._waiting.values()):
                self._somebody.clear()

    async def _look(self, waiting: _Waiting) -> None:
        least = min(waiting.futures.values())
        try:
            tree = await to_thread.run_sync(waiting.receipts.newest, least, limiter=self._lane)
        except LedgerError as failed:
            if failed.code != "unavailable":  # an alarm, which everybody is told who waits
                waiting.fail(failed)
            return
        if tree is not None:
            waiting.tell(tree)
