"""Consistency: the newer tree has every leaf of the older one, in the same place."""

from __future__ import annotations

from collections.abc import Sequence

from ledger.errors import LedgerError
from ledger.proof.paths import (
    are_hashes,
    inner_and_border,
    join_border,
    join_inner,
    join_left_inner,
)
from ledger.proof.ranges import NodeReader, range_hash


def consistency_proof(read: NodeReader, old_size: int, size: int) -> tuple[bytes, ...]:
    """Return what links the root of ``old_size`` leaves to that of ``size``; none if equal.

    Source: RFC 6962 section 2.1.2; in the order of verification.

    Raises:
        LedgerError: ``proof_impossible`` unless 0 < old_size <= size; and what ``read`` raises.
            An empty tree is consistent with every tree, so a proof of it would say nothing.
    """
    if not 0 < old_size <= size:
        raise LedgerError("proof_impossible", index=old_size, size=size)
    ranges: list[tuple[int, int]] = []
    begin, end = 0, size
    while old_size != end:
        middle = begin + (1 << (end - begin - 1).bit_length() - 1)
        if old_size <= middle:
            ranges.append((middle, end))
            end = middle
        else:
            ranges.append((begin, middle))
            begin = middle
    if begin:  # the old root is not itself one of the subtrees
        ranges.append((begin, end))
    return tuple(range_hash(read, *one) for one in reversed(ranges))


def verify_consistency(
    old_size: int, size: int, old_root: bytes, root: bytes, proof: Sequence[bytes]
) -> None:
    """Return if the tree with ``root`` only adds leaves to the one with ``old_root``.

    Source: RFC 9162 section 2.1.4.2.

    Raises:
        LedgerError: ``proof_malformed`` if such a proof shows nothing, an old size of 0 among
            that; ``consistency_refuted``, also when both trees have one size and two roots.
    """
    if not 0 < old_size <= size:
        raise LedgerError("proof_malformed", reason=f"nothing leads from {old_size} to {size}")
    if not are_hashes([old_root, root, *proof]):
        raise LedgerError("proof_malformed", reason="a hash has not 32 bytes")
    reached_old, reached = _roots(old_size, size, old_root, proof)
    for expected, actual in ((old_root, reached_old), (root, reached)):
        if expected != actual:
            raise LedgerError(
                "consistency_refuted",
                old_size=old_size,
                size=size,
                expected=expected.hex(),
                actual=actual.hex(),
            )


def _roots(
    old_size: int, size: int, old_root: bytes, proof: Sequence[bytes]
) -> tuple[bytes, bytes]:
    """Return the two roots that the proof leads to."""
    if old_size == size:
        _require_length(proof, 0)
        return old_root, old_root
    index = old_size - 1
    inner, border = inner_and_border(index, size)
    # the way starts at the largest perfect subtree at the end of the old tree
    height = (old_size & -old_size).bit_length() - 1
    inner, index = inner - height, index >> height
    whole = old_size == 1 << height  # then that subtree is the old tree, and is not repeated
    _require_length(proof, inner + border + (not whole))
    start, rest = (old_root, proof) if whole else (proof[0], proof[1:])
    reached_old = join_border(join_left_inner(index, start, rest[:inner]), rest[inner:])
    reached = join_border(join_inner(index, start, rest[:inner]), rest[inner:])
    return reached_old, reached


def _require_length(proof: Sequence[bytes], length: int) -> None:
    if len(proof) != length:
        raise LedgerError("proof_malformed", reason=f"{len(proof)} hashes where {length} belong")
