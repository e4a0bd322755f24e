"""Every tree of a log, and all that was signed of it, held against what the events come to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from ledger.book import Book
from ledger.fsck.computed import Computed
from ledger.fsck.fault import Fault
from ledger.fsck.log import CheckedLog
from ledger.fsck.tiles import difference, tile_fault
from ledger.fsck.trees import Tree, of_head
from ledger.proof.tiles import Tile, tiles_of, width_of

_UPPER: Final = b"SELECT level, number, hashes FROM ledger.tiles WHERE origin = %b AND level > 0"


def check_trees(
    log: CheckedLog, book: Book, trees: Sequence[Tree], made: Computed
) -> Iterator[Fault]:
    """Yield what of the trees does not fit the log, but for the tiles of leaves and entries.

    Raises:
        LedgerError: ``unavailable``.
    """
    for tree in (tree for tree in trees if tree.heads):
        yield from _upper(book, tree, made)
        yield from _other_times(log, tree)
        if tree.kept > log.size:
            yield of_head(tree.heads[-1], "size", f">= {tree.kept}", str(log.size))
        yield from _other_roots(tree, made)


def _other_times(log: CheckedLog, tree: Tree) -> Iterator[Fault]:
    for head, at in zip(tree.heads, tree.times, strict=True):
        expected = log.time_at(head.size)
        if head.size <= min(tree.kept, log.size) and at != expected:
            yield of_head(head, "signed_at", str(expected), str(at))


def _other_roots(tree: Tree, made: Computed) -> Iterator[Fault]:
    """Yield the first head of a tree that does not fit: none that comes after it can."""
    for head in tree.heads:
        if head.size <= min(tree.kept, made.size) and (actual := made.root(head.size)) != head.root:
            yield of_head(head, "root", head.root.hex(), actual.hex())
            return


def _upper(book: Book, tree: Tree, made: Computed) -> Iterator[Fault]:
    found = book.rows.fetch(_UPPER, [tree.origin], raw=True)
    stored = {(level, number): hashes for level, number, hashes in found}
    for tile in tiles_of(min(tree.kept, made.size)):
        if tile.level:
            there = tile.width if tree.ended else width_of(made.size, tile.level, tile.index)
            computed = made.tile(Tile(tile.level, tile.index, there))
            if wrong := difference(stored.get((tile.level, tile.index)), computed, tile.width):
                yield tile_fault(tree.origin, tile.level, tile.index, tile.width, wrong)
