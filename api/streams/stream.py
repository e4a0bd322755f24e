"""What one client is still to be told. It is bounded: who does not keep up is let go, and resumes.

An event of the stream carries a position as its id when everything up to it has been told. Who
comes back with the last id that they had misses nothing; they may be told something again.

Source: HTML Living Standard, section 9.2 (server-sent events).
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Iterator
from contextlib import suppress
from itertools import zip_longest
from typing import Final

import msgspec
from sse_starlette.event import ServerSentEvent

from api.streams.reading import Told

WAITING_MAX: Final = 1000
"""So many entries may wait for one client."""


class Happened(msgspec.Struct, frozen=True):
    """What a client is told: that something of this type happened, where, and to which deal."""

    position: int
    deal: str
    type: str


class Stream:
    """One client's place in the feed. For one event loop."""

    def __init__(self, after: int) -> None:
        """``after`` is the position up to which the client has everything."""
        self.position = after
        self.ended = False
        self._waiting: deque[Told] = deque()
        self._count = 0
        self._busy = True
        self._woken = asyncio.Event()

    def tell(self, told: Told) -> None:
        """Have the client told; one who does not keep up is let go."""
        new = tuple(one for one in told.entries if one.shown > self.position)
        if not (new or self._busy or self._waiting or told.more):
            self.position = max(self.position, told.stop.after)
        if not new:
            return
        self._waiting.append(Told(new, told.stop))
        self._count += len(new)
        if self._count > WAITING_MAX:
            self.end()
        self._woken.set()

    def end(self) -> None:
        """Let the client go."""
        self.ended = True
        self._waiting.clear()
        self._woken.set()

    async def next(self, seconds: float) -> Told | None:
        """Return what the client is to be told next; None after so many seconds, or at the end."""
        self._busy = False
        if not self._waiting and not self.ended:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._woken.wait(), seconds)
        self._woken.clear()
        if not self._waiting:
            return None
        self._busy = True
        told = self._waiting.popleft()
        self._count -= len(told.entries)
        return told

    def has(self, told: Told) -> None:
        """Note that the client has been told."""
        if not told.more:
            self.position = max(self.position, told.stop.after)

    def heartbeat(self) -> ServerSentEvent:
        """Return what is sent when nothing happens: up to where the client has everything."""
        return ServerSentEvent(id=str(self.position), comment="")


def messages_of(told: Told) -> Iterator[ServerSentEvent]:
    """Yield what is sent. Of what is shown at one position, the last alone has an id."""
    for entry, after in zip_longest(told.entries, told.entries[1:]):
        whole = not told.more if after is None else after.shown > entry.shown
        happened = Happened(entry.position, entry.deal, entry.type)
        yield ServerSentEvent(
            msgspec.json.encode(happened).decode(), id=str(entry.shown) if whole else None
        )
