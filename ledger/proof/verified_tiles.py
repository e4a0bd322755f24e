"""Hashes read from tiles that nobody has to trust: each is held against the signed root.

1. The partial tiles make the root, which must be the signed one: so each of their hashes is right.
2. A full tile must hash to what stands for it in a tile above, which was shown right before.
3. Hashes between two levels are made from a tile that was shown right.
"""

from __future__ import annotations

from functools import lru_cache

from ledger.errors import LedgerError
from ledger.proof.edge import Edge, TileSource, read_tile
from ledger.proof.hashing import HASH_BYTES, parents
from ledger.proof.tiles import TILE_HEIGHT, TILE_WIDTH, Tile, path_of, width_of

TILES_KEPT = 2_048
"""About 16 KB each: 32 MiB, the whole tree of half a million events."""


class VerifiedTiles:
    """The tree of ``size`` leaves with ``root``, read from ``source`` as it is needed.

    For as many threads as the source is for.
    """

    def __init__(
        self, size: int, root: bytes, source: TileSource, tiles_kept: int = TILES_KEPT
    ) -> None:
        """Read the partial tiles and hold them against the root.

        Raises:
            LedgerError: ``tiles_refuted``, ``tile_malformed``; and what ``source`` raises.
        """
        self._size = size
        self._source = source
        self._edge = Edge(size, source)
        self._rows = lru_cache(tiles_kept)(self._read_rows)
        actual = self._edge.root()
        if actual != root:  # 1
            raise LedgerError("tiles_refuted", size=size, expected=root.hex(), actual=actual.hex())

    @property
    def size(self) -> int:
        """Return how many leaves the tree has."""
        return self._size

    def node(self, height: int, index: int) -> bytes:
        """Return the hash over the 2^height leaves from index * 2^height on: a `NodeReader`.

        Raises:
            LedgerError: ``proof_impossible`` if these are not all in the tree; ``tile_refuted``,
                ``tile_malformed``; and what the source raises.
        """
        if index < 0 or (index + 1) << height > self._size:
            raise LedgerError("proof_impossible", index=index << height, size=self._size)
        level, above = divmod(height, TILE_HEIGHT)
        tile, within = divmod(index << above, TILE_WIDTH)
        begin = (within >> above) * HASH_BYTES
        return self._rows(level, tile)[above][begin : begin + HASH_BYTES]

    def _read_rows(self, level: int, index: int) -> list[bytes]:
        """Return the row of a tile and the 7 rows above it, short of its root."""
        if width_of(self._size, level, index) < TILE_WIDTH:
            return _rows_above(self._edge.row(level))
        tile = Tile(level, index)
        rows = _rows_above(read_tile(self._source, tile))
        expected, actual = self.node(TILE_HEIGHT * (level + 1), index), parents(rows[-1])
        if actual != expected:  # 2
            raise LedgerError(
                "tile_refuted", path=path_of(tile), expected=expected.hex(), actual=actual.hex()
            )
        return rows


def _rows_above(hashes: bytes) -> list[bytes]:
    rows = [hashes]
    while len(rows) < TILE_HEIGHT:  # 3
        rows.append(parents(rows[-1]))
    return rows
