"""Proofs from a head map: this is a stream's last event; or, there is no such stream."""

from __future__ import annotations

from struct import Struct

import msgspec

from ledger.errors import LedgerError
from ledger.proof.hashing import HASH_BYTES
from ledger.proof.headmap import (
    Head,
    HeadMap,
    Leaf,
    Node,
    bit,
    hash_of,
    head_leaf,
    join,
    key_of,
    leaf_of,
)

DEPTH_MAX = 8 * HASH_BYTES

_FRONT = Struct("!BH")
_WITHOUT_OTHER, _WITH_OTHER = 0, 1


class HeadProof(msgspec.Struct, frozen=True):
    """What stands beside the way down to a stream, from the lowest sibling to the highest.

    ``other`` is the key and the value of the only stream at the end of the way, where that is
    another one: then the stream asked for is in no map with this root. It tells neither which
    stream that is nor how long it is.
    """

    siblings: tuple[bytes, ...]
    other: tuple[bytes, bytes] | None = None


def head_proof(heads: HeadMap, stream_id: bytes) -> HeadProof:
    """Return the proof of the stream's head, or of there being none; the map knows which."""
    key, at = key_of(stream_id), heads.top
    siblings: list[bytes] = []
    while isinstance(at, Node):
        beside, at = (at.left, at.right) if bit(key, len(siblings)) else (at.right, at.left)
        siblings.append(hash_of(beside))
    other = (at.key, at.value) if at and at.key != key else None
    return HeadProof(tuple(reversed(siblings)), other)


def verify_head(root: bytes, stream_id: bytes, head: Head, proof: HeadProof) -> None:
    """Return if ``head`` is the last of the stream in the map with ``root``.

    Raises:
        LedgerError: ``head_proof_malformed``, ``head_refuted``.
    """
    if proof.other is not None:
        raise _malformed("it is one of there being no such stream")
    _compare(root, head_leaf(stream_id, head).hash, key_of(stream_id), proof)


def verify_no_head(root: bytes, stream_id: bytes, proof: HeadProof) -> None:
    """Return if the map with ``root`` has no such stream.

    Raises:
        LedgerError: ``head_proof_malformed``, ``head_refuted``.
    """
    key = key_of(stream_id)
    _compare(root, hash_of(_other(key, proof)), key, proof)


def head_proof_bytes(proof: HeadProof) -> bytes:
    """Return ``u8 kind | u16 depth | siblings | key and value of the other stream, if any``.

    Kind is 1 where there is another stream, else 0; the lowest sibling comes first.
    """
    kind = _WITHOUT_OTHER if proof.other is None else _WITH_OTHER
    return b"".join((_FRONT.pack(kind, len(proof.siblings)), *proof.siblings, *(proof.other or ())))


def parse_head_proof(octets: bytes) -> HeadProof:
    """Return the proof that these bytes write, to the last of them.

    Raises:
        LedgerError: ``head_proof_malformed``.
    """
    if len(octets) < _FRONT.size:
        raise _malformed("it ends before its siblings")
    front: tuple[int, int] = _FRONT.unpack_from(octets)
    kind, depth = front
    if kind not in {_WITHOUT_OTHER, _WITH_OTHER} or depth > DEPTH_MAX:
        raise _malformed("its kind or its depth is impossible")
    hashes = octets[_FRONT.size :]
    if len(hashes) != (depth + 2 * kind) * HASH_BYTES:
        raise _malformed("it is not as long as it says")
    cut = [hashes[begin : begin + HASH_BYTES] for begin in range(0, len(hashes), HASH_BYTES)]
    return HeadProof(tuple(cut[:depth]), (cut[-2], cut[-1]) if kind else None)


def _other(key: bytes, proof: HeadProof) -> Leaf | None:
    """Return the other stream's leaf, which must be where the one asked for would be."""
    if proof.other is None:
        return None
    found, value = proof.other
    if len(found) != HASH_BYTES or len(value) != HASH_BYTES or found == key:
        raise _malformed("the other stream has not a key and a value of its own")
    depth = min(len(proof.siblings), DEPTH_MAX)
    if any(bit(found, at) != bit(key, at) for at in range(depth)):
        raise _malformed("the other stream is not on the way")
    return leaf_of(found, value)


def _compare(root: bytes, lowest: bytes, key: bytes, proof: HeadProof) -> None:
    depth = len(proof.siblings)
    if depth > DEPTH_MAX or any(len(one) != HASH_BYTES for one in proof.siblings):
        raise _malformed("its siblings are not up to 256 hashes of 32 bytes")
    joined = lowest
    for below, sibling in enumerate(proof.siblings, start=1):
        right = bit(key, depth - below)
        joined = join(sibling, joined) if right else join(joined, sibling)
    if joined != root:
        raise LedgerError("head_refuted", expected=root.hex(), actual=joined.hex())


def _malformed(reason: str) -> LedgerError:
    return LedgerError("head_proof_malformed", reason=reason)
