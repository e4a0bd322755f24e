"""Running what is asynchronous without anything outside: no socket, no file, no waiting.

pyHanko's validation is written for fetching lists over a network. Here it has nothing to fetch
with: a file cannot make it ask for anything, and it runs where no descriptor can be had.
"""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Never, TypeVar

T = TypeVar("T")


class StillLoop(asyncio.BaseEventLoop):
    """A loop that goes on as long as there is something to do, and never waits."""

    def __init__(self) -> None:
        super().__init__()
        self._selector = self

    def select(self, timeout: float | None) -> tuple[Never, ...]:
        """Return that nothing came from outside.

        Raises:
            RuntimeError: if there is nothing to do but wait.
        """
        if timeout != 0:
            raise RuntimeError("nothing to wait for")
        return ()

    def _process_events(self, event_list: tuple[Never, ...]) -> None:
        """Do nothing with the nothing that came."""


def run(coroutine: Coroutine[object, None, T]) -> T:
    """Return what ``coroutine`` returns. MUST NOT be called from within a running loop."""
    loop = StillLoop()
    try:
        return loop.run_until_complete(coroutine)
    finally:
        loop.run_until_complete(loop.shutdown_asyncgens())
        loop.close()
