"""Hashes over runs of leaves, put together from perfect subtrees that a reader knows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeAlias

from ledger.proof.hashing import EMPTY_ROOT
from ledger.proof.tree import fold

NodeReader: TypeAlias = Callable[[int, int], bytes]
"""``read(height, index)``: the hash over the 2^height leaves from index * 2^height on."""


def range_hash(read: NodeReader, begin: int, end: int) -> bytes:
    """Return the hash over the leaves from ``begin`` to before ``end``, at least one.

    ``begin`` and ``end`` MUST be such as RFC 6962 section 2.1 splits a tree into.
    """
    return fold([read(height, index) for height, index in perfect_subtrees(begin, end)])


def root_of(read: NodeReader, size: int) -> bytes:
    """Return the root of the tree that the first ``size`` leaves make."""
    return range_hash(read, 0, size) if size else EMPTY_ROOT


def perfect_subtrees(begin: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield height and index of the largest perfect subtrees from ``begin`` to ``end``."""
    while begin < end:
        height = (end - begin).bit_length() - 1
        if begin:
            height = min(height, (begin & -begin).bit_length() - 1)
        yield height, begin >> height
        begin += 1 << height
