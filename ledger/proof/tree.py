"""The Merkle tree over the leaves of a log (RFC 6962 section 2.1): its root, and how it grows."""

from __future__ import annotations

from ledger.errors import LedgerError
from ledger.proof.hashing import EMPTY_ROOT, HASH_BYTES, node_hash, parents


def tree_root(leaves: bytes) -> bytes:
    """Return the root over a row of leaves.

    Raises:
        LedgerError: ``hashes_malformed``.
    """
    frontier = Frontier()
    frontier.extend(leaves)
    return frontier.root()


class Frontier:
    """A tree that grows at its end, of which only the hashes that are still needed are kept.

    These *peaks* are the roots of the perfect subtrees that a tree of this size falls into, one
    for each bit of the size: 17 of them at most for 100,000 leaves. Not for several threads.
    """

    def __init__(self, size: int = 0, peaks: tuple[bytes, ...] = ()) -> None:
        """Start from ``size`` leaves, whose peaks are given from the left (largest) to the right.

        Raises:
            LedgerError: ``hashes_malformed`` if these are no peaks of a tree of this size.
        """
        if size < 0 or len(peaks) != size.bit_count() or any(len(p) != HASH_BYTES for p in peaks):
            raise LedgerError("hashes_malformed", what="peaks", size=size)
        self._size = size
        self._peaks = list(peaks)

    @property
    def size(self) -> int:
        """Return how many leaves the tree has."""
        return self._size

    @property
    def peaks(self) -> tuple[bytes, ...]:
        """Return the state: with the size it makes the same frontier anew."""
        return tuple(self._peaks)

    def append(self, leaf: bytes) -> None:
        """Add one leaf of 32 bytes. The caller answers for its length: this is the fast way."""
        joined = self._size
        while joined & 1:
            leaf = node_hash(self._peaks.pop(), leaf)
            joined >>= 1
        self._peaks.append(leaf)
        self._size += 1

    def extend(self, leaves: bytes) -> None:
        """Add a row of leaves, height by height.

        Raises:
            LedgerError: ``hashes_malformed`` if these are no whole hashes.
        """
        count, rest = divmod(len(leaves), HASH_BYTES)
        if rest:
            raise LedgerError("hashes_malformed", what="leaves", size=len(leaves))
        row, index = leaves, self._size
        left_over: list[bytes] = []
        while row:
            if index & 1:
                row = self._peaks.pop() + row
            if len(row) // HASH_BYTES & 1:
                left_over.append(row[-HASH_BYTES:])
            row, index = parents(row), index >> 1
        self._peaks.extend(reversed(left_over))
        self._size += count

    def root(self) -> bytes:
        """Return the root of the tree as it is."""
        if not self._peaks:
            return EMPTY_ROOT
        return fold(self._peaks)


def fold(hashes: list[bytes]) -> bytes:
    """Return the hash over neighbouring subtrees that get smaller to the right, at least one."""
    whole = hashes[-1]
    for left in reversed(hashes[:-1]):
        whole = node_hash(left, whole)
    return whole
