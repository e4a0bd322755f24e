"""The streams of one span, hashed anew from their bytes.

A stream that is whole is hashed at once: each event behind the leaf that is stored of the one
before. Where that does not come to the leaves that are stored, `broken` says what is wrong.
"""

from __future__ import annotations

from itertools import groupby
from operator import itemgetter
from struct import error
from typing import Final
from uuid import UUID

import msgspec
from psycopg.rows import TupleRow

from ledger.book import Book
from ledger.errors import LedgerError
from ledger.fsck.broken import Made, mended
from ledger.fsck.fault import Fault, unreadable
from ledger.fsck.slots import Place, Slots, slots
from ledger.opening import NO_LEAF, entries_of
from ledger.proof.hashing import HASH_BYTES, leaf_hash

MALFORMED: Final = (TypeError, ValueError, error)
"""What hashing a row raises whose columns are not what they should be."""

_stream = itemgetter(1)
_parts = itemgetter(2, 7, 3, 4, 5, 6)
_position, _version, _time, _leaf = itemgetter(0), itemgetter(2), itemgetter(7), itemgetter(8)


class Part(msgspec.Struct, frozen=True):
    """The streams from one id to another, up to a position, and where their leaves go."""

    first: UUID
    last: UUID
    through: int
    place: Place


class Checked(msgspec.Struct, frozen=True):
    """What one part came to: how many events, and the last version and leaf of each stream."""

    events: int
    ends: dict[bytes, tuple[int, bytes]]
    faults: tuple[Fault, ...]


def check_part(book: Book, part: Part) -> Checked:
    """Return what the streams of a part come to; their leaves are in their slots.

    Raises:
        LedgerError: ``unavailable``, ``log_unknown``.
    """
    try:
        rows = book.rows.between(part.first, part.last, part.through)
    except LedgerError as failed:
        if failed.code != "unreadable":
            raise
        return Checked(0, {}, (unreadable(failed, f"streams {part.first} to {part.last}"),))
    log_id, places = book.published.log_id.bytes, slots(part.place)
    ends, faults = dict[bytes, tuple[int, bytes]](), list[Fault]()
    for stream, found in groupby(rows, key=_stream):
        history = [*found]
        made = _whole(log_id, stream, history) or mended(log_id, stream, history, faults)
        ends[stream] = len(history), made[-1].leaf
        put(places, made, faults)
    return Checked(len(rows), ends, tuple(faults))


def _whole(log_id: bytes, stream: bytes, history: list[TupleRow]) -> list[Made]:
    """Return what the events of a stream come to, if that is what is stored; else nothing."""
    stored = [*map(_leaf, history)]
    try:
        entries = entries_of(log_id, stream, map(_parts, history), [NO_LEAF, *stored[:-1]])
    except MALFORMED:
        return []
    leaves = [*map(leaf_hash, entries)]
    if leaves != stored or [*map(_version, history)] != [*range(1, len(history) + 1)]:
        return []
    return [*map(Made, map(_position, history), map(_time, history), entries, leaves)]


def put(places: Slots, made: list[Made], faults: list[Fault]) -> None:
    """Put what events came to in their places, and say where two have one or it is none."""
    leaves, entries, times, seen = places.leaves, places.entries, places.times, places.seen
    for position, at, entry, leaf in made:
        if not 0 < position <= places.size or seen[position - 1]:
            faults.append(_twice(position))
            continue
        begin, end = (position - 1) * HASH_BYTES, position * HASH_BYTES
        leaves[begin:end] = leaf
        entries[begin:end] = entry
        times[position - 1] = at
        seen[position - 1] = 1


def _twice(position: int) -> Fault:
    return Fault(
        check="position", expected="one event", actual="another", position=max(position, 0)
    )
