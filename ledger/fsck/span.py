"""The streams of one span, hashed anew from their bytes."""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from hashlib import sha256
from itertools import groupby
from struct import Struct
from typing import Final
from uuid import UUID

import msgspec

from ledger.book import Book
from ledger.fsck.fault import Fault
from ledger.opening import NO_LEAF, Opening, opening_bytes
from ledger.replay import Span
from ledger.rows import Row

_NUMBERS: Final = Struct("!QqH")
_FRONT_BYTES: Final = len(b"counterseal/event/v1\0") + 2 * 16


class Checked(msgspec.Struct, frozen=True):
    """What one span came to, in no order: a leaf of 32 bytes for each position.

    ``positions`` and ``times`` are arrays of signed 64-bit numbers as bytes, ``ends`` the last
    version and leaf of each stream.
    """

    positions: bytes
    times: bytes
    leaves: bytes
    ends: dict[UUID, tuple[int, bytes]]
    faults: tuple[Fault, ...]


def check_span(book: Book, span: Span) -> Checked:
    """Return what the streams of a span come to.

    Raises:
        LedgerError: ``unavailable``, ``log_unknown``.
    """
    rows = book.rows.between(span.versions[0][0], span.versions[-1][0], span.through)
    positions, times, faults = array("q"), array("q"), list[Fault]()
    leaves, ends = list[bytes](), dict[UUID, tuple[int, bytes]]()
    for stream_id, stream in groupby(rows, key=_stream):
        history = list(stream)
        made = _leaves(book.published.log_id, stream_id, history, faults)
        leaves += made
        positions.extend(row.position for row in history)
        times.extend(row.recorded_at for row in history)
        ends[stream_id] = len(history), made[-1]
    return Checked(positions.tobytes(), times.tobytes(), b"".join(leaves), ends, tuple(faults))


def _leaves(
    log_id: UUID, stream_id: UUID, history: Iterable[Row], faults: list[Fault]
) -> list[bytes]:
    """Return the leaf of each event of a stream, as its bytes and the leaf before make it."""
    chain, made = _Links(log_id, stream_id), list[bytes]()
    for expected, row in enumerate(history, start=1):
        if row.version != expected:
            faults.append(_fault(row, "version", str(expected), str(row.version)))
        leaf = chain.leaf(row)
        if leaf != row.leaf_hash:
            faults.append(_fault(row, "leaf_hash", leaf.hex(), row.leaf_hash.hex()))
        made.append(leaf)
    return made


class _Links:
    """The links of one chain. After an event that was changed, the one link that still holds.

    What was changed may be the event, and then the next one was chained to the leaf that is
    stored; or the leaf that is stored, and then to the one that the event makes.
    """

    def __init__(self, log_id: UUID, stream_id: UUID) -> None:
        self._front = _front(log_id, stream_id)
        self._prev: tuple[bytes, ...] = (NO_LEAF,)

    def leaf(self, row: Row) -> bytes:
        """Return the leaf of the next event: the one that is stored, if any link makes it."""
        name = row.type.encode()
        head = b"".join(
            (
                self._front,
                _NUMBERS.pack(row.version, row.recorded_at, len(name)),
                name,
                sha256(row.payload).digest(),
                sha256(row.meta).digest(),
            )
        )
        made = [_leaf(head + prev + row.salt) for prev in self._prev]
        if row.leaf_hash in made:
            self._prev = (row.leaf_hash,)
            return row.leaf_hash
        self._prev = (made[0], row.leaf_hash)
        return made[0]


def _leaf(opening: bytes) -> bytes:
    return sha256(b"\x00" + sha256(opening).digest()).digest()


def _front(log_id: UUID, stream_id: UUID) -> bytes:
    """Return how the openings of a stream begin."""
    nothing = Opening(
        log_id=log_id.bytes,
        stream_id=stream_id.bytes,
        version=0,
        recorded_at=0,
        type="",
        payload_sha256=b"",
        meta_sha256=b"",
        prev=b"",
        salt=b"",
    )
    return opening_bytes(nothing)[:_FRONT_BYTES]


def _fault(row: Row, check: str, expected: str, actual: str) -> Fault:
    where = f"{row.type}, version {row.version} of stream {row.stream_id}"
    return Fault(check=check, expected=expected, actual=actual, position=row.position, where=where)


def _stream(row: Row) -> UUID:
    return row.stream_id
