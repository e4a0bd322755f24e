"""The walls of one web process: computed once for a position, told to all who look.

However many look at a wall, a position is computed once for each of the few things that may be
shown. Who looks is told that it has moved, as one number: there is nothing to queue, and who reads
slowly is told of the newest position alone.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import suppress
from time import monotonic
from types import TracebackType
from typing import Final, NamedTuple, Self, TypeAlias

from starlette.concurrency import run_in_threadpool

from api.errors import CODED_ERRORS
from api.refusals import ApiError
from api.storage.views import ViewConnection, Views
from api.walls.wall import Shown, WallNow
from projections.views.feed import complete_to

LOOKERS_MAX: Final = 400
"""How many may listen to one process."""
LOOK_SECONDS: Final = 1.0
"""For how long nobody looks when nothing is heard."""
PAUSE_SECONDS: Final = 0.25
"""What happens within so short a time is shown together."""
BEAT_SECONDS: Final = 5.0
"""How often who listens is told that nothing moved: longer silence is a loss of the network."""
FRESH_SECONDS: Final = 20.0
"""For how long a wall is kept whose position has not moved: witnesses come later."""
LIFE_SECONDS: Final = 600.0
"""How long one connection lasts: who is there comes back."""
AGAIN_SECONDS: Final = 30


SignedOff: TypeAlias = Callable[[str], int | None]
"""Returns the position of the publication of an edition that was signed off last."""


class Key(NamedTuple):
    """Which wall: of an edition, and how much of it."""

    edition: str
    shown: Shown


class _Kept(NamedTuple):
    position: int
    until: float
    wall: WallNow


class Looker:
    """Somebody who listens: the newest position, and whether they have been told."""

    def __init__(self) -> None:
        self.position = -1
        self.woken = asyncio.Event()


class Walls:
    """What every wall shows, and who listens. For one event loop."""

    def __init__(self, views: Views, signed_off: SignedOff, *, most: int = LOOKERS_MAX) -> None:
        """Follow the read models of ``views``; what is public, ``signed_off`` knows."""
        self._views = views
        self._signed_off = signed_off
        self._most = most
        self._kept: dict[Key, _Kept] = {}
        self._making: defaultdict[Key, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._lookers: dict[Looker, Key] = {}
        self._following: asyncio.Task[None] | None = None

    async def wall(self, key: Key, make: Callable[[int], Awaitable[WallNow]]) -> WallNow:
        """Return the wall of the newest position, made by ``make`` if nobody asked for it before.

        Raises:
            ApiError: ``cut_off_pending`` while nothing is published.
        """
        async with self._views.connection() as connection:
            position = await self._position(connection, key)
        async with self._making[key]:
            kept = self._kept.get(key)
            if kept is None or kept.position < position or kept.until < monotonic():
                made = await make(position)
                kept = _Kept(position, monotonic() + FRESH_SECONDS, made)
                self._kept[key] = kept
        return kept.wall

    async def positions(self, key: Key, after: int) -> AsyncGenerator[int | None, None]:
        """Yield each newer position than ``after``; None when nothing moved for a while.

        Raises:
            ApiError: ``streams_busy``.
        """
        if len(self._lookers) >= self._most:
            raise ApiError("streams_busy", retry_after=AGAIN_SECONDS)
        looker, ends = Looker(), monotonic() + LIFE_SECONDS
        self._lookers[looker] = key
        try:
            with suppress(*CODED_ERRORS):  # it is looked at again in a moment
                async with self._views.connection() as connection:
                    looker.position = await self._position(connection, key)
            while monotonic() < ends:
                if looker.position > after:
                    after = looker.position
                    yield after
                looker.woken.clear()
                try:
                    async with asyncio.timeout(BEAT_SECONDS):
                        await looker.woken.wait()
                except TimeoutError:
                    yield None
        finally:
            del self._lookers[looker]

    async def __aenter__(self) -> Self:
        """Follow the read models from now on."""
        self._following = asyncio.create_task(self._follow(), name="walls")
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Follow no more."""
        if self._following is not None:
            self._following.cancel()
            with suppress(asyncio.CancelledError):
                await self._following

    async def _follow(self) -> None:
        while True:
            coming = self._views.coming
            for key in set(self._lookers.values()):
                with suppress(*CODED_ERRORS):  # it is looked at again in a moment
                    await self._tell(key)
            with suppress(TimeoutError):
                async with asyncio.timeout(LOOK_SECONDS):
                    await coming.wait()
            await asyncio.sleep(PAUSE_SECONDS)

    async def _tell(self, key: Key) -> None:
        async with self._views.connection() as connection:
            position = await self._position(connection, key)
        for looker, of in tuple(self._lookers.items()):
            if of == key and looker.position < position:
                looker.position = position
                looker.woken.set()

    async def _position(self, connection: ViewConnection, key: Key) -> int:
        """Return the newest position that a wall can be of.

        Raises:
            ApiError: ``cut_off_pending``.
        """
        if key.shown != "published":
            return await complete_to(connection, key.edition)
        position = await run_in_threadpool(self._signed_off, key.edition)
        if position is None:
            raise ApiError("cut_off_pending", retry_after=AGAIN_SECONDS)
        return position
