"""A whole log as files that anybody can check: its head, its tiles, its entries (C2SP tlog-tiles).

They reveal no stream and no content. Made from the leaves, and held against the signed root: what
is handed out is right, or nothing is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from ledger.errors import LedgerError
from ledger.proof.edge import Edge
from ledger.proof.entries import leaves_of, parse_bundle
from ledger.proof.tiles import TILE_WIDTH, Bundle, Tile, edge_of, path_of
from ledger.published import Published
from ledger.watching.rotated import ROTATIONS, rotations_bytes

CHECKPOINT: Final = "checkpoint"


def log_files(
    published: Published, progress: Callable[[int], None] = lambda _: None
) -> Iterator[tuple[str, bytes]]:
    """Yield the path and the content of each file, the head last; ``progress`` gets each size.

    Raises:
        LedgerError: ``log_not_signed``; ``tile_missing``, ``tiles_refuted``, ``entries_malformed``,
            ``tile_altered`` if what is stored is not what was signed; ``unavailable``.
    """
    origins = published.origins()
    head = published.newest(origins[-1]) if origins else None
    if head is None:
        raise LedgerError("log_not_signed", log_id=str(published.log_id))
    edge, size = Edge(0, lambda _: b""), 0
    while size < head.size:
        bundle = Bundle(size // TILE_WIDTH, min(TILE_WIDTH, head.size - size))
        entries, leaves = _leaves(published, origins[-1], bundle)
        yield path_of(bundle), entries
        for tile, hashes in edge.grow(leaves):
            if tile.width == TILE_WIDTH:
                yield path_of(tile), hashes
        size += bundle.width
        progress(size)
    if edge.root() != head.root:
        expected, actual = head.root.hex(), edge.root().hex()
        raise LedgerError("tiles_refuted", size=head.size, expected=expected, actual=actual)
    yield from ((path_of(tile), edge.row(tile.level)) for tile in edge_of(head.size))
    if shown := published.rotations():
        yield ROTATIONS, rotations_bytes(shown)
    yield CHECKPOINT, head.note


def _leaves(published: Published, origin: str, bundle: Bundle) -> tuple[bytes, bytes]:
    """Return a bundle of entries as it is served, and the leaves that they make."""
    entries = published.bundle(origin, bundle)
    leaves = leaves_of(parse_bundle(entries, bundle.width))
    tile = Tile(0, bundle.index, bundle.width)
    if published.tile(origin, tile) != leaves:
        raise LedgerError("tile_altered", origin=origin, path=path_of(tile))
    return entries, leaves
