"""The tree that the events of a log make, to hold against it whatever was signed."""

from __future__ import annotations

from ledger.fsck.log import CheckedLog
from ledger.proof.edge import TILE_BYTES, Edge, tile_root
from ledger.proof.hashing import HASH_BYTES
from ledger.proof.ranges import root_of
from ledger.proof.tiles import TILE_WIDTH, Tile
from ledger.proof.verified_tiles import VerifiedTiles


class Computed:
    """That tree; ``roots`` are the hashes over its full tiles of leaves."""

    def __init__(self, log: CheckedLog, roots: bytes) -> None:
        self._log = log
        self._levels = [roots]
        while len(self._levels[-1]) >= TILE_BYTES:
            below = self._levels[-1]
            whole = range(0, len(below) - TILE_BYTES + 1, TILE_BYTES)
            above = b"".join(tile_root(below[at : at + TILE_BYTES]) for at in whole)
            self._levels.append(above)
        root = Edge(log.size, self.tile).root()
        self.size = log.size
        self._tiles = VerifiedTiles(log.size, root, self.tile)

    def tile(self, tile: Tile) -> bytes:
        """Return the hashes of a tile."""
        begin, end = tile.index * TILE_WIDTH, tile.index * TILE_WIDTH + tile.width
        if tile.level == 0:
            return self._log.leaves(begin, end)
        return self._levels[tile.level - 1][begin * HASH_BYTES : end * HASH_BYTES]

    def root(self, size: int) -> bytes:
        """Return the root over the first ``size`` events."""
        return root_of(self._tiles.node, size)
