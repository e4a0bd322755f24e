"""A lane of its own for what takes long and anybody can ask for: hashing passwords.

However many sign in at once, the threads that serve everything else stay free. Who waits occupies
no thread, and only so many wait.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, TypeVar

from anyio import CapacityLimiter, to_thread

from api.refusals import ApiError

T = TypeVar("T")

THREADS: Final = 4
"""Two that hash, and two for what is read and written around it."""
WAITING_MAX: Final = 64
"""How many may wait; who comes after is sent away, to come back later."""


class Lane:
    """Threads for one kind of request, and a bounded queue before them. For one event loop."""

    def __init__(self) -> None:
        """Begin empty; nothing is made before it is needed."""
        self._limiter: CapacityLimiter | None = None
        self._there = 0

    async def run(self, call: Callable[[], T]) -> T:
        """Return what ``call`` returns, which runs in a thread of this lane.

        Raises:
            ApiError: ``service_unavailable`` when too many wait.
        """
        if self._there >= THREADS + WAITING_MAX:
            raise ApiError("service_unavailable")
        if self._limiter is None:
            self._limiter = CapacityLimiter(THREADS)
        self._there += 1
        try:
            return await to_thread.run_sync(call, limiter=self._limiter)
        finally:
            self._there -= 1
