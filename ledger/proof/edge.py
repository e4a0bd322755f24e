"""The growing end of a tree that is kept as tiles: what to store for leaves that join."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeAlias

from ledger.errors import LedgerError
from ledger.proof.hashing import EMPTY_ROOT, HASH_BYTES, parents
from ledger.proof.tiles import TILE_HEIGHT, TILE_WIDTH, Tile, edge_of, path_of
from ledger.proof.tree import Frontier, fold

TileSource: TypeAlias = Callable[[Tile], bytes]
"""Returns the bytes of a tile as stored; not trusted, but for the width of what is asked."""

TILE_BYTES = TILE_WIDTH * HASH_BYTES


class Edge:
    """The partial tiles of a tree, from which it can grow and its root be told.

    Not for several threads.
    """

    def __init__(self, size: int, source: TileSource) -> None:
        """Read the partial tiles of a tree of ``size`` leaves.

        MUST be followed by a look at `root` where the source is not beyond doubt.

        Raises:
            LedgerError: ``tile_malformed``; and what ``source`` raises.
        """
        self._size = size
        self._rows = {tile.level: read_tile(source, tile) for tile in edge_of(size)}

    @property
    def size(self) -> int:
        """Return how many leaves the tree has."""
        return self._size

    def row(self, level: int) -> bytes:
        """Return the partial tile of a level, nothing where there is none."""
        return self._rows.get(level, b"")

    def grow(self, leaves: bytes) -> list[tuple[Tile, bytes]]:
        """Add a row of leaves, and return every tile that is new or wider than it was.

        Raises:
            LedgerError: ``hashes_malformed`` if these are no whole hashes.
        """
        count, rest = divmod(len(leaves), HASH_BYTES)
        if rest:
            raise LedgerError("hashes_malformed", what="leaves", size=len(leaves))
        made: list[tuple[Tile, bytes]] = []
        level, row = 0, leaves
        while row:
            index = self._size >> TILE_HEIGHT * (level + 1)
            tiles = list(_cut(level, index, self.row(level) + row))
            made.extend(tiles)
            full = [hashes for tile, hashes in tiles if tile.width == TILE_WIDTH]
            self._rows[level] = b"" if len(full) == len(tiles) else tiles[-1][1]
            level, row = level + 1, b"".join(map(tile_root, full))
        self._size += count
        return made

    def root(self) -> bytes:
        """Return the root of the tree."""
        peaks: list[bytes] = []
        for level in sorted(self._rows, reverse=True):
            part = Frontier()
            part.extend(self._rows[level])
            peaks.extend(part.peaks)
        return fold(peaks) if peaks else EMPTY_ROOT


def read_tile(source: TileSource, tile: Tile) -> bytes:
    """Return the hashes of a tile, exactly as many as it has.

    Raises:
        LedgerError: ``tile_malformed``; and what ``source`` raises.
    """
    hashes = source(tile)
    if len(hashes) != tile.width * HASH_BYTES:
        raise LedgerError("tile_malformed", path=path_of(tile), length=len(hashes))
    return hashes


def tile_root(hashes: bytes) -> bytes:
    """Return the hash over a full tile."""
    row = hashes
    for _ in range(TILE_HEIGHT):
        row = parents(row)
    return row


def _cut(level: int, index: int, row: bytes) -> Iterator[tuple[Tile, bytes]]:
    for begin in range(0, len(row), TILE_BYTES):
        hashes = row[begin : begin + TILE_BYTES]
        yield Tile(level, index, len(hashes) // HASH_BYTES), hashes
        index += 1
