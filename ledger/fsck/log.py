"""A whole log, put together from its parts."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from itertools import pairwise
from typing import Final
from uuid import UUID

import msgspec
from psycopg import sql

from ledger.book import Book
from ledger.errors import LedgerError
from ledger.fsck.broken import shown
from ledger.fsck.fault import Fault
from ledger.fsck.slots import Place, slots
from ledger.fsck.span import Checked, Part
from ledger.proof.hashing import HASH_BYTES
from ledger.rows import query_of

PART_EVENTS: Final = 2_000
_LAST: Final = (1 << 128) - 1
_NEAR: Final = 1_000_000
"""So many events at the end may be gone and each be named; a number beyond is itself wrong."""
_OUTLINE: Final = sql.SQL("""
    SELECT h.position, h.recorded_at,
        (SELECT coalesce(max(e.position), 0) FROM {events} AS e WHERE e.log_id = h.log_id),
        s.stream_id, s.version, s.last_leaf
    FROM ledger.log_head AS h LEFT JOIN ledger.streams AS s ON s.log_id = h.log_id
    WHERE h.log_id = %b
""")
_COUNT: Final = sql.SQL("SELECT count(*) FROM {events} AS e WHERE e.log_id = %b")

Told = tuple[object, object]
"""The last version and leaf of a stream, as the table of streams has them."""


class Outline(msgspec.Struct, frozen=True):
    """What the tables say of a log at one moment: its last position, and where streams end."""

    position: object
    recorded_at: object
    tips: dict[bytes, Told]
    size: int
    """Up to which position there must be events, as far as that can be believed."""


class CheckedLog:
    """What was made of the events of a log, and every fault that was found on the way."""

    def __init__(self, place: Place) -> None:
        self._places = slots(place)
        self.place = place
        self.size = place.size
        self.events = 0
        self.faults: list[Fault] = []
        self._ends: dict[bytes, tuple[int, bytes]] = {}

    def take(self, checked: Checked) -> None:
        """Add what one part came to."""
        self.events += checked.events
        self._ends.update(checked.ends)
        self.faults += checked.faults

    def close(self, outline: Outline) -> None:
        """Look at what only the whole shows."""
        self.faults += self._missing()
        self.faults += self._going_back()
        self.faults += self._other_head(outline)
        self.faults += self._other_ends(outline)
        self.faults.sort(key=lambda fault: fault.position)

    def time_at(self, position: int) -> int:
        """Return when the event at a position was recorded; 0 if there is none."""
        return self._places.times[position - 1] if 0 < position <= self.size else 0

    def recorded_by(self, at: int) -> int:
        """Return how many events were recorded by then: the first so many."""
        return bisect_right(self._places.times, at)

    def leaves(self, begin: int, end: int) -> bytes:
        """Return the row of the leaves from one index to before another."""
        return bytes(self._places.leaves[HASH_BYTES * begin : HASH_BYTES * end])

    def _missing(self) -> Iterator[Fault]:
        seen = bytes(self._places.seen)
        position = seen.find(0) + 1
        while position:
            yield Fault(check="position", expected="an event", actual="none", position=position)
            position = seen.find(0, position) + 1

    def _going_back(self) -> Iterator[Fault]:
        for position, (before, at) in enumerate(pairwise(self._places.times), start=2):
            if at < before and at:
                yield Fault(
                    check="recorded_at", expected=f">= {before}", actual=str(at), position=position
                )

    def _other_head(self, outline: Outline) -> Iterator[Fault]:
        expected = self.size, self.time_at(self.size)
        actual = outline.position, outline.recorded_at
        if actual != expected and not (self.size == 0 and outline.position == 0):
            yield Fault(
                check="log_head",
                expected="position {}, recorded at {}".format(*expected),
                actual="position {}, recorded at {}".format(*actual),
                where="ledger.log_head",
            )

    def _other_ends(self, outline: Outline) -> Iterator[Fault]:
        for stream in sorted({*outline.tips, *self._ends}):
            told, found = outline.tips.get(stream), self._ends.get(stream)
            if told != found:
                yield Fault(
                    check="stream", expected=_end(found), actual=_end(told), where=stream.hex()
                )


def outline_of(book: Book) -> Outline:
    """Return what the tables say of a log, all of one moment.

    Raises:
        LedgerError: ``unavailable``, ``log_unknown``.
    """
    log_id = book.published.log_id
    rows = book.rows.fetch(query_of(_OUTLINE, log_id), [log_id], raw=True)
    if not rows:
        raise LedgerError("log_unknown", log_id=str(log_id))
    position, recorded_at, last = rows[0][:3]
    if position != last:
        count = int(book.rows.fetch(query_of(_COUNT, log_id), [log_id])[0][0])
        is_near = isinstance(position, int) and count <= position <= count + _NEAR
        last = position if is_near else count
    return Outline(position, recorded_at, {bytes(r[3]): (r[4], r[5]) for r in rows if r[3]}, last)


def parts_of(outline: Outline, place: Place) -> list[Part]:
    """Return parts with about as many events each, which leave no id out between them."""
    first, held, parts = 0, 0, list[Part]()
    for stream in sorted(outline.tips):
        version = outline.tips[stream][0]
        held += version if isinstance(version, int) else 0
        if held >= PART_EVENTS:
            last = int.from_bytes(stream)
            parts.append(Part(UUID(int=first), UUID(int=last), place.size, place))
            first, held = last + 1, 0
    return [*parts, Part(UUID(int=min(first, _LAST)), UUID(int=_LAST), place.size, place)]


def _end(end: Told | None) -> str:
    return f"version {end[0]}, leaf {shown(end[1])}" if end else "no events"
