"""The trees of a log as they are stored, and every head that was signed of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import msgspec
from psycopg.rows import TupleRow

from ledger.book import Book
from ledger.errors import LedgerError
from ledger.fsck.broken import shown, shown_text
from ledger.fsck.fault import Fault
from ledger.proof.checkpoint import Checkpoint
from ledger.proof.note import parse_note
from ledger.proof.vkey import VerifierKey, parse_vkey, vkey_of
from ledger.sequencer.remembered import checkpoint_of

VKEY_CHARACTERS: Final = 400
_TREES: Final = b"SELECT origin, number, vkey FROM ledger.trees WHERE log_id = %b ORDER BY number"
_HEADS: Final = b"""
    SELECT size, root, note, signed_at FROM ledger.checkpoints WHERE origin = %b ORDER BY size
"""


class Tree(msgspec.Struct):
    """A tree as it is stored. ``heads`` are the checkpoints that its key has signed, by size.

    ``kept`` is how many of its leaves the log has: it may have lost the end of a tree that has
    ``ended``, and says so.
    """

    origin: str
    number: object
    heads: tuple[Checkpoint, ...]
    times: tuple[object, ...]
    kept: int
    ended: bool = False


def trees_of(book: Book, keys: Sequence[VerifierKey], faults: list[Fault]) -> list[Tree]:
    """Return the trees of a log in their order, as far as they can be read.

    A tree is believed by the one of ``keys`` that has its origin for a name. Without any the keys
    to go by are taken from the database that is looked at: what somebody signed who has rewritten
    all of it is found right.

    Raises:
        LedgerError: ``unavailable``.
    """
    by_name = {key.name: key for key in keys}
    found = book.rows.fetch(_TREES, [book.published.log_id], raw=True)
    trees = [_tree(book, row, by_name, faults) for row in found]
    for number, tree in enumerate(trees, start=1):
        if tree.number != number:
            faults.append(of_tree(tree.origin, "number", str(number), str(tree.number)))
    return trees


def _tree(book: Book, row: TupleRow, keys: Mapping[str, VerifierKey], faults: list[Fault]) -> Tree:
    origin, vkey = shown_text(row[0]), shown_text(row[2], VKEY_CHARACTERS)
    stored, known = _parsed(vkey, origin), keys.get(origin)
    if stored is None:
        faults.append(of_tree(origin, "key", "a key of this name", vkey))
    elif keys and stored != known:
        expected = vkey_of(known) if known else "one of the policy's"
        faults.append(of_tree(origin, "key", expected, vkey))
    tree = Tree(origin=origin, number=row[1], heads=(), times=(), kept=0)
    if key := known or (None if keys else stored):
        _read_heads(book, tree, key, faults)
    return tree


def _parsed(vkey: str, origin: str) -> VerifierKey | None:
    try:
        key = parse_vkey(vkey)
    except LedgerError:
        return None
    return key if key.name == origin else None


def _read_heads(book: Book, tree: Tree, key: VerifierKey, faults: list[Fault]) -> None:
    heads, times = list[Checkpoint](), list[object]()
    for size, root, note, signed_at in book.rows.fetch(_HEADS, [tree.origin], raw=True):
        where = f"checkpoint of {tree.origin} at size {size}"
        try:
            head = _of_one_signer(note or b"", key)
        except LedgerError as wrong:
            expected, actual = "signed by the log", wrong.code
            faults.append(Fault(check="checkpoint", expected=expected, actual=actual, where=where))
            continue
        if (head.origin, head.size, head.root) != (tree.origin, size, root):
            expected, actual = _head_text(head.size, head.root), _head_text(size, root)
            faults.append(Fault(check="checkpoint", expected=expected, actual=actual, where=where))
            continue
        heads.append(head)
        times.append(signed_at)
    tree.heads, tree.times, tree.kept = tuple(heads), tuple(times), heads[-1].size if heads else 0


def _of_one_signer(note: bytes, key: VerifierKey) -> Checkpoint:
    if len(parse_note(note).signatures) != 1:
        raise LedgerError("note_malformed", reason="it has not one signature")
    return checkpoint_of(note, key)


def of_tree(origin: str, check: str, expected: str, actual: str) -> Fault:
    """Return the fault of a tree."""
    return Fault(check=check, expected=expected, actual=actual, where=f"tree {origin}")


def _head_text(size: object, root: object) -> str:
    return f"size {size}, root {shown(root)}"


def of_head(head: Checkpoint, check: str, expected: str, actual: str, position: int = 0) -> Fault:
    """Return the fault of a head that was signed."""
    where = f"checkpoint of {head.origin} at size {head.size}"
    return Fault(check=check, expected=expected, actual=actual, where=where, position=position)
