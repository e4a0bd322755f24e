"""Everybody who listens to the feed in one web process.

What is new is read once for all who see the same, one kind of reader after the other, over one
connection: listeners take no place from those who ask.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import suppress
from time import monotonic
from types import TracebackType
from typing import Final, NamedTuple, Self

from msgspec.structs import replace
from sse_starlette.event import ServerSentEvent

from aggregates.vocabulary import PersonId
from api.errors import CODED_ERRORS
from api.refusals import ApiError
from api.storage.views import Views
from api.streams.reading import Stop, read_on
from api.streams.stream import Stream, messages_of
from projections.reader import Reader

STREAMS_MAX: Final = 400
"""How many may listen to one process."""
PER_PERSON: Final = 8
"""How many streams of one person, in as many windows, one process serves."""
LOOK_SECONDS: Final = 1.0
"""For how long nobody looks when nothing is heard."""
PAUSE_SECONDS: Final = 0.1
"""What happens within so short a time is read together."""
AGAIN_SECONDS: Final = 30
"""How often it is asked again whether a listener may still listen; when to come back who is
refused."""
LIFE_SECONDS: Final = 600.0
"""How long a stream lasts, less than a session that nobody uses: who is there comes back."""
RETRY_MILLISECONDS: Final = 1000
"""After how long a client comes back that was let go."""


class Kind(NamedTuple):
    """Who is told the same: those who see the same of one edition."""

    edition: str
    reader: Reader


class _Channel:
    """What one kind of reader has been told, and those of them who listen."""

    def __init__(self, stop: Stop) -> None:
        self.stop = stop
        self.streams: set[Stream] = set()

    def lets_in(self, stream: Stream) -> bool:
        """Return whether a stream has everything that was told here."""
        place = self.stop.place
        return stream.position >= (self.stop.after if place is None else place.shown)


class Streams:
    """The listeners of one process. For one event loop; counts are of this process alone."""

    def __init__(
        self,
        views: Views,
        *,
        per_person: int = PER_PERSON,
        most: int = STREAMS_MAX,
        again_seconds: float = AGAIN_SECONDS,
        life_seconds: float = LIFE_SECONDS,
    ) -> None:
        """Follow the feed in ``views``, within bounds of which those are usual that stand here."""
        self._views = views
        self._again_seconds = again_seconds
        self._life_seconds = life_seconds
        self._per_person = per_person
        self._most = most
        self._channels: dict[Kind, _Channel] = {}
        self._streams: dict[Stream, PersonId] = {}
        self._following: asyncio.Task[None] | None = None
        self._ended = False

    def __len__(self) -> int:
        """Return how many listen."""
        return len(self._streams)

    def open(self, person: PersonId, after: int) -> Stream:
        """Return a new stream of a person; `close` MUST follow.

        Raises:
            ApiError: ``too_many_requests`` if the person has too many; ``streams_busy``.
        """
        if Counter(self._streams.values())[person] >= self._per_person:
            raise ApiError("too_many_requests", retry_after=AGAIN_SECONDS)
        if self._ended or len(self._streams) >= self._most:
            raise ApiError("streams_busy", retry_after=AGAIN_SECONDS)
        stream = Stream(after)
        self._streams[stream] = person
        return stream

    def close(self, stream: Stream) -> None:
        """Forget a stream."""
        self._streams.pop(stream, None)
        for kind, channel in tuple(self._channels.items()):
            channel.streams.discard(stream)
            if not channel.streams:
                del self._channels[kind]

    def end(self) -> None:
        """Let everybody go, and nobody in: the process is about to end."""
        self._ended = True
        for stream in self._streams:
            stream.end()

    async def messages(
        self, stream: Stream, edition: str, reader: Reader, allowed: Callable[[], Awaitable[bool]]
    ) -> AsyncGenerator[ServerSentEvent, None]:
        """Yield what a reader is told: first what they have missed, then what happens.

        It ends when the stream does, when they are no longer ``allowed``, or after a while.
        """
        yield ServerSentEvent(retry=RETRY_MILLISECONDS)
        kind = Kind(edition, replace(reader, person=""))
        with suppress(*CODED_ERRORS):  # who comes back is told what it was
            async for message in self._missed(stream, kind):
                yield message
            async for message in self._happening(stream, allowed):
                yield message

    async def __aenter__(self) -> Self:
        """Follow the feed from now on."""
        self._following = asyncio.create_task(self._follow(), name="streams")
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Let everybody go, and follow no more."""
        self.end()
        if self._following is not None:
            self._following.cancel()
            with suppress(asyncio.CancelledError):
                await self._following

    async def _missed(self, stream: Stream, kind: Kind) -> AsyncGenerator[ServerSentEvent, None]:
        """Yield what a client has missed, until it has what everybody of its kind has."""
        stop = Stop(stream.position)
        while not stream.ended:
            told = await read_on(self._views, kind.edition, kind.reader, stop)
            for message in messages_of(told):
                yield message
            stop = told.stop
            stream.has(told)
            if not told.more and self._joined(stream, kind):
                return

    async def _happening(
        self, stream: Stream, allowed: Callable[[], Awaitable[bool]]
    ) -> AsyncGenerator[ServerSentEvent, None]:
        life, again = monotonic() + self._life_seconds, monotonic() + self._again_seconds
        while not stream.ended and monotonic() < life:
            told = await stream.next(max(min(again, life) - monotonic(), 0))
            if told is not None:
                for message in messages_of(told):
                    yield message
                stream.has(told)
            if monotonic() >= again:
                if not await allowed():
                    return
                again = monotonic() + self._again_seconds

    def _joined(self, stream: Stream, kind: Kind) -> bool:
        channel = self._channels.get(kind)
        if channel is None:
            channel = self._channels[kind] = _Channel(Stop(stream.position))
        if channel.lets_in(stream):
            channel.streams.add(stream)
            return True
        return False

    async def _follow(self) -> None:
        while True:
            coming = self._views.coming
            for kind, channel in tuple(self._channels.items()):
                with suppress(*CODED_ERRORS):  # it is read again in a moment
                    await self._tell(kind, channel)
            # not `wait_for`: before Python 3.12 it loses a cancellation that comes with its event
            with suppress(TimeoutError):
                async with asyncio.timeout(LOOK_SECONDS):
                    await coming.wait()
            await asyncio.sleep(PAUSE_SECONDS)

    async def _tell(self, kind: Kind, channel: _Channel) -> None:
        more = True
        while more and channel.streams:
            told = await read_on(self._views, kind.edition, kind.reader, channel.stop)
            channel.stop, more = told.stop, told.more
            for stream in channel.streams:
                stream.tell(told)
