"""Whether a newer head of a log goes on from an older one, shown by tiles that are not trusted."""

from __future__ import annotations

from ledger.errors import LedgerError
from ledger.proof.checkpoint import Checkpoint
from ledger.proof.consistency import consistency_proof, verify_consistency
from ledger.proof.edge import TileSource
from ledger.proof.verified_tiles import VerifiedTiles


def require_growth(older: Checkpoint, newer: Checkpoint, source: TileSource) -> int:
    """Return of how many hashes the proof is that ``newer`` has all of ``older``, in its place.

    ``source`` is asked for tiles of the newer tree, but where none are needed: the two are the
    same, or the older one is empty.

    Raises:
        LedgerError: ``log_renamed`` if they are of two trees; ``log_went_back`` if the newer is
            the smaller; ``tree_forked`` for two roots of one size; ``consistency_refuted``;
            ``tiles_refuted``, ``tile_refuted``, ``tile_malformed`` if the tiles are not those of
            the newer head; and what ``source`` raises.
    """
    if older.origin != newer.origin:
        raise LedgerError("log_renamed", expected=older.origin, actual=newer.origin)
    if older.size > newer.size:
        raise LedgerError(
            "log_went_back", origin=newer.origin, expected=older.size, actual=newer.size
        )
    if older.size == newer.size and older.root != newer.root:
        raise LedgerError(
            "tree_forked",
            origin=newer.origin,
            size=newer.size,
            expected=older.root.hex(),
            actual=newer.root.hex(),
        )
    if older.size in {0, newer.size}:
        return 0
    tiles = VerifiedTiles(newer.size, newer.root, source)
    proof = consistency_proof(tiles.node, older.size, newer.size)
    verify_consistency(older.size, newer.size, older.root, newer.root, proof)
    return len(proof)
