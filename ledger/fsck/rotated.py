"""Where a log went on in another tree: whether it says so, and was what was signed before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from ledger.book import Book
from ledger.errors import LedgerError
from ledger.fsck.computed import Computed
from ledger.fsck.fault import Fault
from ledger.fsck.trees import Tree, of_head, of_tree
from ledger.proof.checkpoint import Checkpoint, parse_checkpoint
from ledger.proof.note import parse_note
from ledger.rotations import Rotation, rotations


def rotations_of(book: Book, faults: list[Fault]) -> list[Rotation]:
    """Return what the log says of its trees, as far as it can be read.

    Raises:
        LedgerError: ``unavailable``.
    """
    try:
        return rotations(book.published.log_id, book.rows)
    except LedgerError as wrong:
        if wrong.code == "unavailable":
            raise
        expected, actual = "what the log says of itself", wrong.code
        faults.append(Fault(check="rotation", expected=expected, actual=actual))
    return []


def bounded(trees: Sequence[Tree], said: Sequence[Rotation]) -> None:
    """Ask of each tree for no more than the log had left when it went on in the next one."""
    left = {rotation.said.new_origin: rotation.said.restored_size for rotation in said}
    for tree, following in pairwise(trees):
        tree.kept = min(tree.kept, left.get(following.origin, tree.kept))
        tree.ended = True


def lost_by(said: Sequence[Rotation]) -> int:
    """Return how many events were signed and are gone, as the log says itself."""
    pairs = ((_head(rotation), rotation.said.restored_size) for rotation in said)
    return sum(max(0, head.size - left) for head, left in pairs if head is not None)


def check_rotations(
    trees: Sequence[Tree], said: Sequence[Rotation], made: Computed
) -> Iterator[Fault]:
    """Yield where a tree goes on for another one and its first head does not cover why."""
    by_origin = {rotation.said.new_origin: rotation for rotation in said}
    for tree in trees[1:]:
        rotation = by_origin.get(tree.origin)
        first = tree.heads[0].size if tree.heads else 0
        if rotation is None or 0 < first < rotation.position:
            yield of_tree(tree.origin, "rotation", "said by its first head", "not said")
    for rotation in said:
        yield from _other_history(rotation, made)


def _other_history(rotation: Rotation, made: Computed) -> Iterator[Fault]:
    """Yield if the log is not what was signed before it was rotated, as far as it came back."""
    head = _head(rotation)
    if head is not None and head.size <= min(rotation.said.restored_size, made.size):
        actual = made.root(head.size)
        if actual != head.root:
            yield of_head(head, "rotation", head.root.hex(), actual.hex(), rotation.position)


def _head(rotation: Rotation) -> Checkpoint | None:
    try:
        return parse_checkpoint(parse_note(rotation.said.old_checkpoint.encode()).text)
    except LedgerError:  # nothing was signed before, and the log says so
        return None
