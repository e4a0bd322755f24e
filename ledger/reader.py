"""Streams and the log, opened: what decisions are made on, and what is shown of the past."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import AbstractContextManager
from typing import TypeAlias
from uuid import UUID

import msgspec

from aggregates.vocabulary import Event
from ledger.acted import rows_of_actor
from ledger.contents import EventContents
from ledger.context import Context
from ledger.errors import LedgerError
from ledger.meta import read_meta
from ledger.opened import Opened, OpenedStreams, Reading, Streams
from ledger.opening import NO_LEAF
from ledger.recorded import Erased, Recorded
from ledger.rows import LAST_POSITION, Row, Rows
from ledger.sources import Source
from ledger.stream import stream_id

Tail: TypeAlias = list[Recorded | Erased]

Places: TypeAlias = dict[str, tuple[str, UUID]]
"""Stream key -> the name of its aggregate, and its id."""


class StreamView(msgspec.Struct, frozen=True):
    """A stream as it was read: its version, the leaf of that version, and its events so far."""

    key: str
    stream_id: UUID
    version: int
    last_leaf: bytes
    events: tuple[Event, ...]


class Reader:
    """Opens the rows of one log."""

    def __init__(self, rows: Rows, contents: EventContents) -> None:
        self._rows = rows
        self._contents = contents
        self._streams = OpenedStreams(rows, contents)

    def views(
        self, sources: Iterable[Source[object]], through: int = LAST_POSITION
    ) -> dict[str, StreamView]:
        """Return every stream of ``sources`` by its key, all as they were at one moment.

        Raises:
            LedgerError: ``stream_ambiguous`` if two sources name one stream; ``event_foreign`` if
                a stream holds another aggregate's events; ``key_destroyed`` after an erasure.
        """
        places = self._places(sources)
        return _views(places, self._streams.read(_by_id(places)), through)

    def for_decision(
        self, sources: Iterable[Source[object]], context: Context
    ) -> Reading[str, StreamView]:
        """Return what the command came to if it is known, and else what opens its streams.

        Raises:
            LedgerError: as `views`.
        """
        places = self._places(sources)
        reading = self._streams.for_decision(context.actor, context.idempotency_key, _by_id(places))
        return Reading(
            known=reading.known,
            is_free=reading.is_free,
            opened=lambda: _views(places, reading.opened()),
        )

    def alone(self, source: Source[object]) -> AbstractContextManager[None]:
        """Return what lets one be alone at the first stream of a source; see `Alone.at`."""
        return self._rows.alone.at(next(iter(_by_id(self._places([source])))))

    def through(self, position: int | None) -> int:
        """Return up to where to read; a position is refused that could still mean two things.

        Raises:
            LedgerError: ``position_unknown`` if the log has not come so far.
        """
        if position is None:
            return LAST_POSITION
        head = self._rows.head()
        if not 0 <= position <= head:
            raise LedgerError("position_unknown", position=position, head=head)
        return position

    def stream_id(self, source: Source[object]) -> UUID:
        """Return the id of a source's one stream."""
        (key,) = source.keys
        return stream_id(self._contents.log_id, source.aggregate, key)

    def opened(self, source: Source[object], through: int = LAST_POSITION) -> Opened:
        """Return a source's one stream, as it was when the log had come to ``through``.

        Raises:
            LedgerError: as `views`.
        """
        place = self.stream_id(source)
        return self._streams.read({place: source.aggregate})[place].until(through)

    def tail(self, after: int, limit: int) -> Tail:
        """Return what follows position ``after``, at most ``limit``, without a gap.

        Raises:
            LedgerError: ``positions_missing``, and what a tampered row raises.
        """
        return [self._recorded_or_erased(row) for row in self._rows.after(after, limit)]

    def acted(self, actor: str, limit: int) -> Tail:
        """Return the newest that somebody asked for, at most ``limit``, in the order of the log.

        Raises:
            LedgerError: what a tampered row raises.
        """
        rows = rows_of_actor(self._contents.log_id, self._rows, actor, limit)
        return [self._recorded_or_erased(row) for row in rows]

    def between(self, first: int, last: int) -> list[Recorded]:
        """Return what stands at the positions ``first`` to ``last``.

        Raises:
            LedgerError: ``positions_missing``; ``key_destroyed`` after an erasure.
        """
        rows = self._rows.after(first - 1, last - first + 1, last)
        if len(rows) != last - first + 1:
            raise LedgerError("positions_missing", first=first + len(rows), found=last)
        return [self.recorded(row) for row in rows]

    def recorded(self, row: Row) -> Recorded:
        """Return a row, opened.

        Raises:
            LedgerError: as `EventContents.open`; ``meta_unreadable``.
        """
        return Recorded(
            position=row.position,
            stream_id=row.stream_id,
            version=row.version,
            recorded_at=row.recorded_at,
            leaf_hash=row.leaf_hash,
            event=self._contents.open(row.stream_id, row.version, row.type, row.payload),
            meta=read_meta(row.meta),
        )

    def _recorded_or_erased(self, row: Row) -> Recorded | Erased:
        try:
            return self.recorded(row)
        except LedgerError as failed:
            if failed.code != "key_destroyed":
                raise
        return Erased(
            position=row.position,
            stream_id=row.stream_id,
            version=row.version,
            recorded_at=row.recorded_at,
            leaf_hash=row.leaf_hash,
            type=row.type,
            meta=read_meta(row.meta),
        )

    def _places(self, sources: Iterable[Source[object]]) -> Places:
        places: Places = {}
        for source in sources:
            for key in source.keys:
                if key in places:
                    raise LedgerError("stream_ambiguous", key=key)
                place = stream_id(self._contents.log_id, source.aggregate, key)
                places[key] = (source.aggregate, place)
        return places


def _by_id(places: Places) -> dict[UUID, str]:
    return {place: aggregate for aggregate, place in places.values()}


def _views(places: Places, opened: Streams, through: int = LAST_POSITION) -> dict[str, StreamView]:
    return {
        key: _view(key, place, opened[place].until(through)) for key, (_, place) in places.items()
    }


def _view(key: str, place: UUID, opened: Opened) -> StreamView:
    last_leaf = opened.recorded[-1].leaf_hash if opened.recorded else NO_LEAF
    return StreamView(key, place, len(opened.recorded), last_leaf, opened.history)
