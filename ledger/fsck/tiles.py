"""The tiles of the leaves and of the entries, held against what the events come to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

import msgspec

from ledger.book import Book
from ledger.fsck.fault import Fault
from ledger.fsck.slots import Place, Slots, slots
from ledger.proof.edge import TILE_BYTES, tile_root
from ledger.proof.hashing import HASH_BYTES
from ledger.proof.tiles import TILE_WIDTH, Bundle, Tile, path_of
from ledger.published import ENTRIES

TILES_AT_ONCE: Final = 64
_TILES: Final = b"""
    SELECT level, number, hashes FROM ledger.tiles
    WHERE origin = %b AND level = ANY(ARRAY[-1, 0]::int2[]) AND number >= %b AND number < %b
"""


class Bounds(NamedTuple):
    """Of one tree, how many leaves there must be and may be."""

    origin: str
    least: int
    most: int


class Strip(msgspec.Struct, frozen=True):
    """Neighbouring tiles: from ``first`` on up to before ``last``, of each tree so far as it goes.

    ``trees`` are origins, each with how many leaves of the log its tiles must have, and how many
    they may have: the tree that grows has gone on since, and one that ended may have others.
    """

    first: int
    last: int
    trees: tuple[Bounds, ...]
    place: Place


class Stripped(msgspec.Struct, frozen=True):
    """The hashes over the full tiles of a strip, and what is wrong with those stored."""

    first: int
    roots: bytes
    faults: tuple[Fault, ...]


def strips(trees: tuple[Bounds, ...], place: Place) -> list[Strip]:
    """Return strips that have every tile of the log."""
    count = -(-place.size // TILE_WIDTH)
    return [
        Strip(first, min(first + TILES_AT_ONCE, count), trees, place)
        for first in range(0, count, TILES_AT_ONCE)
    ]


def check_strip(book: Book, strip: Strip) -> Stripped:
    """Return what the leaves of a strip come to.

    Raises:
        LedgerError: ``unavailable``.
    """
    places = slots(strip.place)
    full = range(strip.first, min(strip.last, places.size // TILE_WIDTH))
    roots = [tile_root(bytes(places.leaves[n * TILE_BYTES : (n + 1) * TILE_BYTES])) for n in full]
    faults = [fault for bounds in strip.trees for fault in _wrong(book, strip, places, bounds)]
    return Stripped(strip.first, b"".join(roots), tuple(faults))


def _wrong(book: Book, strip: Strip, places: Slots, bounds: Bounds) -> Iterator[Fault]:
    origin, least, most = bounds
    last = min(strip.last, -(-least // TILE_WIDTH))
    found = book.rows.fetch(_TILES, [origin, strip.first, last], raw=True)
    stored: Mapping[tuple[int, int], object] = {(level, index): h for level, index, h in found}
    for index in range(strip.first, last):
        width = min(TILE_WIDTH, least - index * TILE_WIDTH)
        begin, end = index * TILE_BYTES, min((index + 1) * TILE_BYTES, most * HASH_BYTES)
        for level, hashes in ((0, places.leaves), (ENTRIES, places.entries)):
            wrong = difference(stored.get((level, index)), bytes(hashes[begin:end]), width)
            if wrong:
                yield tile_fault(origin, level, index, width, wrong)


def difference(stored: object, computed: bytes, least: int) -> str:
    """Return what of a stored tile is other than computed; empty if nothing is.

    It MUST have the ``least`` first hashes, and may have more of those that were computed: the log
    has gone on since.
    """
    if not isinstance(stored, bytes):
        return "none"
    if len(stored) % HASH_BYTES or not least * HASH_BYTES <= len(stored) <= TILE_BYTES:
        return f"{len(stored)} bytes"
    common = min(len(stored), len(computed))
    if stored[:common] == computed[:common]:
        return ""
    at = next(n for n in range(common // HASH_BYTES) if not _same(stored, computed, n))
    return f"another hash {at}: {stored[at * HASH_BYTES : (at + 1) * HASH_BYTES].hex()}"


def tile_fault(origin: str, level: int, index: int, width: int, wrong: str) -> Fault:
    """Return the fault of a tile."""
    tile = Bundle(index, width) if level == ENTRIES else Tile(level, index, width)
    return Fault(
        check="tile",
        expected="the hashes of its events",
        actual=wrong,
        where=f"{path_of(tile)} of {origin}",
    )


def _same(one: bytes, other: bytes, number: int) -> bool:
    begin, end = number * HASH_BYTES, (number + 1) * HASH_BYTES
    return one[begin:end] == other[begin:end]
