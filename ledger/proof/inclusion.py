"""Inclusion: this leaf stands at this index of the tree with this root."""

from __future__ import annotations

from collections.abc import Sequence

from ledger.errors import LedgerError
from ledger.proof.paths import are_hashes, inner_and_border, join_border, join_inner
from ledger.proof.ranges import NodeReader, range_hash


def inclusion_proof(read: NodeReader, index: int, size: int) -> tuple[bytes, ...]:
    """Return the siblings on the way from leaf ``index`` to the root of ``size`` leaves.

    Source: RFC 6962 section 2.1.1; lowest sibling first.

    Raises:
        LedgerError: ``proof_impossible`` if there is no such leaf; and what ``read`` raises.
    """
    if not 0 <= index < size:
        raise LedgerError("proof_impossible", index=index, size=size)
    siblings: list[tuple[int, int]] = []
    begin, end = 0, size
    while end - begin > 1:
        middle = begin + (1 << (end - begin - 1).bit_length() - 1)
        if index < middle:
            siblings.append((middle, end))
            end = middle
        else:
            siblings.append((begin, middle))
            begin = middle
    return tuple(range_hash(read, *sibling) for sibling in reversed(siblings))


def verify_inclusion(
    leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes
) -> None:
    """Return if ``leaf`` is at ``index`` of the tree of ``size`` leaves that has ``root``.

    Source: RFC 9162 section 2.1.3.2.

    Raises:
        LedgerError: ``proof_malformed`` if such a proof shows nothing, whatever its hashes are;
            ``inclusion_refuted`` with the root that it leads to.
    """
    reached = root_by_inclusion(leaf, index, size, proof)
    if reached != root:
        raise LedgerError(
            "inclusion_refuted", index=index, size=size, expected=root.hex(), actual=reached.hex()
        )


def root_by_inclusion(leaf: bytes, index: int, size: int, proof: Sequence[bytes]) -> bytes:
    """Return the root that a tree of ``size`` leaves has if ``leaf`` is at ``index`` of it.

    Raises:
        LedgerError: ``proof_malformed``.
    """
    if not 0 <= index < size:
        raise LedgerError("proof_malformed", reason=f"there is no leaf {index} among {size}")
    inner, border = inner_and_border(index, size)
    if len(proof) != inner + border:
        raise LedgerError(
            "proof_malformed", reason=f"{len(proof)} hashes where {inner + border} belong"
        )
    if not are_hashes([leaf, *proof]):
        raise LedgerError("proof_malformed", reason="a hash has not 32 bytes")
    return join_border(join_inner(index, leaf, proof[:inner]), proof[inner:])
