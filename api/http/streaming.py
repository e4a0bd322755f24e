"""The feed as server-sent events: who may listen, from where on, and for how long."""

from __future__ import annotations

from contextlib import suppress
from typing import Final

from sse_starlette.sse import AppStatus, EventSourceResponse, SendTimeoutError
from starlette.types import Receive, Scope, Send

from api.http.acting import acting_in
from api.http.asked import Asked
from api.http.seeing import reader_of, seeing
from api.refusals import ApiError
from api.streams.stream import Stream
from api.streams.streams import Streams
from ledger.errors import LedgerError
from projections.views.feed import complete_to

EVENT_STREAM: Final = "text/event-stream"
FOLLOWING: Final = "follow_events"
"""What logs and figures call a stream: how long it lasts says nothing about answers."""
HEARTBEAT_SECONDS: Final = 15
SEND_SECONDS: Final = 20.0
"""How long a client may take nothing that is sent to it."""
_POSITION_LENGTH: Final = 18

AppStatus.enable_automatic_graceful_drain = False  # our streams end when the server says so


class Streamed(EventSourceResponse):
    """A stream that is forgotten when it has ended, however it does."""

    def __init__(self, asked: Asked, stream: Stream, edition: str) -> None:
        streams = asked.site.the(Streams)
        super().__init__(  # pyright: ignore[reportUnknownMemberType] - its dicts are of anything
            streams.messages(stream, edition, reader_of(asked), lambda: _allowed(asked)),
            ping=HEARTBEAT_SECONDS,
            ping_message_factory=stream.heartbeat,
            send_timeout=SEND_SECONDS,
        )
        self._streams = streams
        self._stream = stream

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send what happens, until the client goes or is let go."""
        try:
            with suppress(SendTimeoutError):  # nobody is there to be told
                await super().__call__(scope, receive, send)
        finally:
            self._streams.close(self._stream)


def wants_stream(asked: Asked) -> bool:
    """Return whether a client asks for a stream and not for a page."""
    accepted = asked.request.headers.get("accept", "").split(",")
    return EVENT_STREAM in {one.partition(";")[0].strip().lower() for one in accepted}


async def streamed(asked: Asked, edition: str, after: int) -> Streamed:
    """Return the feed from where the client was, or else from ``after`` on.

    Raises:
        ApiError: ``query_malformed``, ``too_many_requests``, ``streams_busy``; as `seeing`.
        LedgerError: as `seeing`.
    """
    after = last_event(asked, after)
    async with seeing(asked, f"edition:{edition}") as connection:
        until = await complete_to(connection, edition)
    stream = asked.site.the(Streams).open(asked.who.person, min(after, until))
    asked.request.state.operation = FOLLOWING
    return Streamed(asked, stream, edition)


def last_event(asked: Asked, after: int) -> int:
    """Return up to where a client has everything: as the last id says that it had, else ``after``.

    Raises:
        ApiError: ``query_malformed``.
    """
    given = asked.request.headers.get("last-event-id", "")
    if not given:
        return after
    if not (given.isascii() and given.isdecimal() and len(given) <= _POSITION_LENGTH):
        raise ApiError("query_malformed", reason="the header last-event-id")
    return int(given)


async def _allowed(asked: Asked) -> bool:
    """Return whether who listens is still there, in the same post.

    As of when they came, so that listening alone keeps no session alive.
    """
    try:
        found = await acting_in(asked.request, asked.site.identities, asked.at)
    except LedgerError:
        return True  # it is asked again
    except ApiError:
        return False
    before = asked.who
    return found is not None and (found.credential, found.organisation, found.role) == (
        before.credential,
        before.organisation,
        before.role,
    )
