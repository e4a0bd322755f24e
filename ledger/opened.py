"""Streams as they were opened, kept in memory for whoever reads them next.

What was recorded stays: of a stream that is known, only its last event is read again, and what
follows. The leaf of that event commits to the whole stream before it; where the log has another
leaf there, or none, as after a backup was restored, everything is read and opened anew. Whoever
changes a row that is known does not change what is answered here: verification reads all rows.

Before anything is given out that was sealed, the key store is asked for its key: what was erased
is not told any more, and is forgotten here.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping, Sequence
from threading import Lock
from typing import Final, Generic, TypeAlias, TypeVar
from uuid import UUID

import msgspec
from psycopg import sql

from aggregates.vocabulary import Event
from ledger.alone import lock_of
from ledger.codec import stored_name
from ledger.contents import EventContents
from ledger.errors import LedgerError
from ledger.history import History
from ledger.meta import read_meta
from ledger.recorded import Recorded
from ledger.rows import Known, Row, Rows, query_of
from ledger.sealing import SEALED, kid_and_nonce

KEPT_BYTES: Final = 16 * 1024 * 1024
"""How much is kept of one log, as it is stored; what was read longest ago goes first."""

_AROUND_BYTES = 512
"""Of an event beside its payload."""
_STREAMS: Final = sql.SQL("""
    SELECT {row} FROM unnest(%b::uuid[], %b::int8[]) AS w (stream_id, version)
    CROSS JOIN LATERAL (
        SELECT * FROM {events} AS o
        WHERE o.log_id = %b AND o.stream_id = w.stream_id AND o.version >= w.version
        ORDER BY o.version
    ) AS e
""")
_DECISION: Final = sql.SQL("""
    SELECT {known}, always.is_free, {row}
    FROM (SELECT pg_try_advisory_xact_lock_shared(%b::int8) AS is_free) AS always
    LEFT JOIN ledger.commands AS k ON k.log_id = %b AND k.actor = %b AND k.key = %b
    LEFT JOIN (
        unnest(%b::uuid[], %b::int8[]) AS w (stream_id, version) CROSS JOIN LATERAL (
            SELECT * FROM {events} AS o
            WHERE o.log_id = %b AND o.stream_id = w.stream_id AND o.version >= w.version
            ORDER BY o.version
        ) AS e
    ) ON true
""")


class Opened(msgspec.Struct, frozen=True):
    """A stream as it was read. ``kids`` name the keys of what is sealed, ``size`` is in bytes."""

    recorded: tuple[Recorded, ...] = ()
    history: History = History()
    kids: frozenset[bytes] = frozenset()
    size: int = 0

    def until(self, position: int) -> Opened:
        """Return the stream as it was when the log had come to ``position``."""
        if not self.recorded or self.recorded[-1].position <= position:
            return self
        recorded = tuple(one for one in self.recorded if one.position <= position)
        return Opened(recorded, History(one.event for one in recorded))


Streams: TypeAlias = Mapping[UUID, Opened]
Places: TypeAlias = Mapping[UUID, str]
"""The streams that are asked for, each with the name of its aggregate."""

NOTHING: Final = Opened()

K = TypeVar("K")
V = TypeVar("V")


class Reading(msgspec.Struct, Generic[K, V], frozen=True, kw_only=True):
    """What a command came to, if it is known, and what opens the streams that it is about.

    ``is_free``: nobody is alone at the first of them, see `ledger.alone`.
    """

    known: Known | None
    is_free: bool
    opened: Callable[[], Mapping[K, V]]


class OpenedStreams:
    """The streams of one log. Safe for threads.

    What opens streams raises `LedgerError` ``versions_missing``, ``event_foreign``,
    ``key_destroyed``, ``meta_unreadable``, and as `EventContents.open`.
    """

    def __init__(self, rows: Rows, contents: EventContents, most: int = KEPT_BYTES) -> None:
        """Open what ``rows`` have, and keep ``most`` bytes of it."""
        self._rows = rows
        self._contents = contents
        self._most = most
        self._streams = query_of(_STREAMS, contents.log_id)
        self._decision = query_of(_DECISION, contents.log_id)
        self._kept: OrderedDict[UUID, Opened] = OrderedDict()
        self._size = 0
        self._lock = Lock()

    def read(self, places: Places) -> Streams:
        """Return streams, all as they were at one moment."""
        before = self._known(places)
        return self._grown(places, before, self._fetched(before))

    def for_decision(self, actor: str, key: str, places: Places) -> Reading[UUID, Opened]:
        """Return what a command came to before, and what opens the streams that it is about.

        Both are of one moment: whoever sees the events of a twin sees its answer too.
        """
        before, width = self._known(places), len(Known._fields)
        lock = lock_of(next(iter(places)))
        arguments = [lock, self._contents.log_id, actor, key, *self._wanted(before)]
        rows = self._rows.fetch(self._decision, arguments)
        known = rows[0][:width]
        found = [row[width + 1 :] for row in rows if row[width + 1] is not None]
        return Reading(
            known=None if known[0] is None else Known._make(known),
            is_free=rows[0][width],
            opened=lambda: self._grown(places, before, found),
        )

    def _fetched(self, before: Streams) -> list[tuple[object, ...]]:
        return self._rows.fetch(self._streams, self._wanted(before))

    def _wanted(self, before: Streams) -> list[object]:
        versions = [max(len(known.recorded), 1) for known in before.values()]
        return [list(before), versions, self._contents.log_id]

    def _grown(self, places: Places, before: Streams, rows: Iterable[Sequence[object]]) -> Streams:
        """Return streams with what has followed; anew where the log goes on from another leaf."""
        found = _by_stream(places, rows)
        others = [key for key, known in before.items() if not _goes_on(known, found[key])]
        if others:
            for stream_id in others:
                self._forget(stream_id)
            before = dict.fromkeys(places, NOTHING)
            found = _by_stream(places, self._fetched(before))
        return {
            stream_id: self._longer(stream_id, aggregate, before[stream_id], found[stream_id])
            for stream_id, aggregate in places.items()
        }

    def _longer(self, stream_id: UUID, aggregate: str, before: Opened, rows: list[Row]) -> Opened:
        _require_own(aggregate, (stored_name(type(one.event)) for one in before.recorded[-1:]))
        self._require_keys(stream_id, before)
        rows = rows[1:] if before.recorded else rows
        if not rows:
            return before
        _require_versions(rows, len(before.recorded) + 1)
        _require_own(aggregate, (row.type for row in rows))
        events = self._contents.open_stream(
            stream_id, [row.type for row in rows], [row.payload for row in rows], rows[0].version
        )
        opened = Opened(
            (*before.recorded, *map(_recorded, rows, events)),
            before.history.followed_by(tuple(events)),
            before.kids | {kid for row in rows for kid in _kids(row.payload)},
            before.size + sum(len(row.payload) + _AROUND_BYTES for row in rows),
        )
        self._keep(stream_id, opened)
        return opened

    def _require_keys(self, stream_id: UUID, known: Opened) -> None:
        try:
            for kid in known.kids:
                self._contents.keys.secret(kid)
        except LedgerError:
            self._forget(stream_id)
            raise

    def _known(self, places: Places) -> Streams:
        with self._lock:
            for stream_id in places:
                if stream_id in self._kept:
                    self._kept.move_to_end(stream_id)
            return {stream_id: self._kept.get(stream_id, NOTHING) for stream_id in places}

    def _keep(self, stream_id: UUID, opened: Opened) -> None:
        with self._lock:
            self._size += opened.size - self._kept.pop(stream_id, NOTHING).size
            self._kept[stream_id] = opened
            while self._size > self._most:
                self._size -= self._kept.popitem(last=False)[1].size

    def _forget(self, stream_id: UUID) -> None:
        with self._lock:
            self._size -= self._kept.pop(stream_id, NOTHING).size


def _by_stream(places: Places, rows: Iterable[Sequence[object]]) -> dict[UUID, list[Row]]:
    found: dict[UUID, list[Row]] = {stream_id: [] for stream_id in places}
    for row in map(Row._make, rows):
        found[row.stream_id].append(row)
    return found


def _goes_on(known: Opened, rows: Sequence[Row]) -> bool:
    """Return whether the first of ``rows`` is the last event that is known, if any is."""
    if not known.recorded:
        return True
    last = known.recorded[-1]
    return bool(rows) and (rows[0].version, rows[0].leaf_hash) == (last.version, last.leaf_hash)


def _recorded(row: Row, event: Event) -> Recorded:
    return Recorded(
        position=row.position,
        stream_id=row.stream_id,
        version=row.version,
        recorded_at=row.recorded_at,
        leaf_hash=row.leaf_hash,
        event=event,
        meta=read_meta(row.meta),
    )


def _kids(payload: bytes) -> Iterable[bytes]:
    return (kid_and_nonce(payload)[0],) if payload[0] == SEALED else ()


def _require_versions(rows: Sequence[Row], first: int) -> None:
    for expected, row in enumerate(rows, start=first):
        if row.version != expected:
            raise LedgerError("versions_missing", stream_id=str(row.stream_id), first=expected)


def _require_own(aggregate: str, names: Iterable[str]) -> None:
    """Refuse another aggregate's stream: a key that is an id names the same stream of each."""
    for name in names:
        if name.partition(".")[0] != aggregate:
            raise LedgerError("event_foreign", type=name, aggregate=aggregate)
