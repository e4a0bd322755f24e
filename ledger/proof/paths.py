"""The way from a leaf up to the root: how many hashes it takes, and how they are joined.

A way has an *inner* part, below the node where it meets the way of the tree's last leaf, and a
*border* part above, where every sibling stands on the left. Both follow from index and size alone,
so that the number of hashes in a proof is known before any is looked at.
Source: RFC 9162 sections 2.1.3.2 and 2.1.4.2, whose loops these are, unrolled.
"""

from __future__ import annotations

from collections.abc import Sequence

from ledger.proof.hashing import HASH_BYTES, node_hash

PROOF_HASHES_MAX = 63
"""No tree of a size below 2^63 needs more (C2SP tlog-witness)."""


def inner_and_border(index: int, size: int) -> tuple[int, int]:
    """Return how many hashes the two parts of the way from leaf ``index`` have."""
    inner = (index ^ (size - 1)).bit_length()
    return inner, (index >> inner).bit_count()


def join_inner(index: int, start: bytes, hashes: Sequence[bytes]) -> bytes:
    """Return the hash at the end of the inner part that begins with ``start``."""
    joined = start
    for height, sibling in enumerate(hashes):
        right_child = index >> height & 1
        joined = node_hash(sibling, joined) if right_child else node_hash(joined, sibling)
    return joined


def join_left_inner(index: int, start: bytes, hashes: Sequence[bytes]) -> bytes:
    """Return the same for the tree that ends at ``index``: only siblings on the left are in it."""
    return join_border(start, [one for height, one in enumerate(hashes) if index >> height & 1])


def join_border(start: bytes, hashes: Sequence[bytes]) -> bytes:
    """Return the hash at the end of a part on which every sibling stands on the left."""
    joined = start
    for sibling in hashes:
        joined = node_hash(sibling, joined)
    return joined


def are_hashes(hashes: Sequence[bytes]) -> bool:
    """Return whether each has the length of a hash."""
    return all(len(one) == HASH_BYTES for one in hashes)
