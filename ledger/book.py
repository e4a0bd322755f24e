"""The book of one log: the one door for commands and questions."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar, cast, overload

from aggregates.aggregate import Aggregate, EventsByStream
from aggregates.vocabulary import Event, Sha256
from ledger.application import LedgerApplication, LogSettings
from ledger.blobs import Blobs
from ledger.codec import Codec
from ledger.contents import EventContents
from ledger.context import Context
from ledger.deciding import Deciding
from ledger.drafting import Blob, Drafting
from ledger.envelope import Envelope
from ledger.erasing import Erasing
from ledger.errors import LedgerError
from ledger.following import Following
from ledger.keys.store import KeyStore
from ledger.one_by_one import OneByOne
from ledger.published import Published
from ledger.reader import Reader, Tail
from ledger.recorded import Answer, Loaded, Recorded, Whole
from ledger.replay import SPAN_EVENTS, Replayed, Span, replay, spans
from ledger.rows import Rows
from ledger.sources import One, Source

S = TypeVar("S")
A = TypeVar("A")
B = TypeVar("B")
C = TypeVar("C")
D = TypeVar("D")
E = TypeVar("E")
V = TypeVar("V", bound=Event)
Q = TypeVar("Q")
"""The command."""


class Book:
    """One log, for one process. Safe for threads.

    Every method raises `LedgerError` ``unavailable`` when the database can not be reached or says
    nothing for too long, and ``key_destroyed`` when what it needs was erased.
    """

    def __init__(
        self,
        settings: LogSettings,
        codec: Codec,
        keys: KeyStore,
        *,
        software: str,
        new_id: Callable[[], str],
    ) -> None:
        """Open the log. ``software`` is stored with every event; ``new_id`` gives each its id."""
        contents = EventContents(settings.log_id, codec, keys)
        envelope = Envelope(settings.log_id, keys, software, new_id)
        self.application = LedgerApplication(settings, contents, envelope)
        self._contents = contents
        self._reader = Reader(self.application.rows, contents)
        self._deciding = Deciding(
            self.application.appender,
            self._reader,
            Drafting(contents, envelope),
            envelope,
            OneByOne(settings.queue.wait_seconds),
        )
        self._blobs = Blobs(settings.log_id, keys)
        self.erasing = Erasing(settings.log_id, self.application.rows, keys)

    @property
    def rows(self) -> Rows:
        """The log as it is stored, for whoever checks hashes or projects many events at once."""
        return self.application.rows

    @property
    def published(self) -> Published:
        """What was signed and published of the log."""
        return Published(self._contents.log_id, self.application.rows)

    @property
    def following(self) -> Following:
        """The log for whoever folds all of it: what happened, and what it says."""
        return Following(self.application.rows, self._contents)

    @overload
    def handle(
        self,
        sources: One[A],
        decision: Callable[[A, Q], Sequence[Event]],
        command: Q,
        context: Context,
        blobs: Sequence[Blob] = (),
    ) -> Answer: ...
    @overload
    def handle(
        self,
        sources: tuple[Source[A]],
        decision: Callable[[A, Q], EventsByStream],
        command: Q,
        context: Context,
        blobs: Sequence[Blob] = (),
    ) -> Answer: ...
    @overload
    def handle(
        self,
        sources: tuple[Source[A], Source[B]],
        decision: Callable[[A, B, Q], EventsByStream],
        command: Q,
        context: Context,
        blobs: Sequence[Blob] = (),
    ) -> Answer: ...
    @overload
    def handle(
        self,
        sources: tuple[Source[A], Source[B], Source[C]],
        decision: Callable[[A, B, C, Q], EventsByStream],
        command: Q,
        context: Context,
        blobs: Sequence[Blob] = (),
    ) -> Answer: ...
    @overload
    def handle(
        self,
        sources: tuple[Source[A], Source[B], Source[C], Source[D]],
        decision: Callable[[A, B, C, D, Q], EventsByStream],
        command: Q,
        context: Context,
        blobs: Sequence[Blob] = (),
    ) -> Answer: ...
    @overload
    def handle(
        self,
        sources: tuple[Source[A], Source[B], Source[C], Source[D], Source[E]],
        decision: Callable[[A, B, C, D, E, Q], EventsByStream],
        command: Q,
        context: Context,
        blobs: Sequence[Blob] = (),
    ) -> Answer: ...
    def handle(
        self,
        sources: One[object] | tuple[Source[object], ...],
        decision: Callable[..., Sequence[Event] | EventsByStream],
        command: object,
        context: Context,
        blobs: Sequence[Blob] = (),
    ) -> Answer:
        """Decide ``command`` on what ``sources`` hold now, and append the events.

        One source: ``decision(state, command)`` returns the events of that stream. A tuple of
        sources: ``decision(state, ..., command)`` returns the events by stream key, appended all
        or none, and only if none of the streams has moved, the ones that were only read included.
        No event appends nothing and is an answer. ``blobs`` are stored with the event that names
        their SHA-256.

        The same command sent again (same actor, same key) gets its first answer, also after the
        connection was lost and nobody knew whether it had been stored.

        Time goes forward: a `Command` from a clock that is slightly behind, or that was kept
        waiting since ``context.came``, is decided as of the last event of the streams that are
        read, see `aggregates.chronology`.

        Raises:
            RuleError: whatever the decision says; ``clock_went_back``.
            LedgerError: ``stale`` if ``context.if_match`` is not the version of the first stream;
                ``conflict`` with the current version if others were faster four times;
                ``key_reused`` if the key came with another request; ``queue_full`` and ``busy``
                (nothing was stored, come back later); ``unavailable`` (send the same key again);
                ``leaf_mismatch`` (an alarm); and as `Drafting.draft`.
        """
        if isinstance(sources, tuple):
            several = cast("Callable[..., EventsByStream]", decision)
            return self._deciding.handle(sources, several, command, context, blobs)
        alone = cast("Callable[[object, object], Sequence[Event]]", decision)
        key = sources.key

        def keyed(state: object, asked: object) -> EventsByStream:
            return {key: alone(state, asked)}

        return self._deciding.handle((sources,), keyed, command, context, blobs)

    def state(self, source: Source[S], at_position: int | None = None) -> S:
        """Return the state now, or as it was when the log had come to ``at_position``.

        Raises:
            LedgerError: ``position_unknown`` if the log has not come so far.
        """
        return self.load(source, at_position).state

    def load(self, source: Source[S], at_position: int | None = None) -> Loaded[S]:
        """Return the state and the versions of the streams that it was read from.

        Raises:
            LedgerError: ``position_unknown``.
        """
        views = self._reader.views((source,), self._reader.through(at_position))
        state = source.state({key: view.events for key, view in views.items()})
        return Loaded(state, {key: view.version for key, view in views.items()})

    def events(self, source: One[S], through: int | None = None) -> list[Recorded]:
        """Return what happened in a stream, in order, up to position ``through`` if given.

        Raises:
            LedgerError: ``position_unknown``.
        """
        return [*self._reader.opened(source, self._reader.through(through)).recorded]

    def whole(self, source: One[S]) -> Whole[S]:
        """Return what happened in a stream and what it came to, as of one moment."""
        opened = self._reader.opened(source)
        return Whole(opened.recorded, source.state({source.key: opened.history}))

    def read(self, after: int, limit: int) -> Tail:
        """Return what follows position ``after`` in the log, at most ``limit``. Never passes over.

        Raises:
            LedgerError: ``positions_missing``: an alarm.
        """
        return self._reader.tail(after, limit)

    def acted(self, actor: str, limit: int) -> Tail:
        """Return the newest that ``actor`` asked for, at most ``limit``, in the order of the log.

        Reads the envelopes of the whole log: not for what is asked often.
        """
        return self._reader.acted(actor, limit)

    def spans(self, events: int = SPAN_EVENTS) -> Iterator[Span]:
        """Yield the streams of the log as it is now, in spans of about so many ``events``."""
        return spans(self.rows, events)

    def replay(self, aggregate: Aggregate[S, V], span: Span) -> Iterator[Replayed[S]]:
        """Yield the state of each stream of a span that belongs to ``aggregate``.

        Raises:
            LedgerError: ``versions_missing``, ``event_foreign``; ``payload_tampered`` and whatever
                else is wrong with an event. A stream whose key was destroyed has no state.
        """
        return replay(self.rows, self._contents, aggregate, span)

    def head(self) -> int:
        """Return the last position of the log; 0 while it is empty."""
        return self.rows.head()

    def blob(self, source: One[S], sha256: Sha256) -> bytes:
        """Return the file that an event of this stream names.

        Raises:
            LedgerError: ``blob_unknown``, ``blob_tampered``.
        """
        return self._blobs.of_stream(self.rows, self._reader.stream_id(source), sha256)

    def retained_blob(self, sha256: Sha256) -> bytes:
        """Return an executed document that was retained: it outlives the key of its deal.

        Raises:
            LedgerError: ``blob_unknown``, ``blob_tampered``.
        """
        return self._blobs.retained(self.rows, sha256)

    def halt(self, alarm: LedgerError) -> None:
        """Record nothing more by this book: every command is refused with ``alarm``."""
        self.application.appender.halt(alarm)

    def close(self) -> None:
        """Give all connections back. Nobody may be using the book."""
        self.application.close()
