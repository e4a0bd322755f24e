r"""The head map: which version of each stream is the last, as one hash.

A binary tree over the digests of the stream ids: a subtree of one stream is that stream's leaf,
one of none is 32 zero bytes, and any other is a node over the halves with the next bit 0 and 1.
The root depends on what is in the map alone, not on the order in which it came in; and for every
stream, whether in the map or not, exactly one way leads down from it, so that one root never
proves two answers.

``key = SHA-256("counterseal/head-key/v1\0" | stream_id[16])``;
``value = SHA-256("counterseal/head/v1\0" | u64 version | leaf_hash[32])``;
``leaf = SHA-256(0x02 | key | value)``; ``node = SHA-256(0x03 | left | right)``; bits from the
first byte's highest on.

Test vectors: ``docs/reference/vectors/head-map.json``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import sha256
from struct import Struct
from typing import TypeAlias

import msgspec

from ledger.errors import LedgerError
from ledger.proof.encoding import SIZE_MAX
from ledger.proof.hashing import HASH_BYTES

STREAM_ID_BYTES = 16

NO_STREAM = bytes(HASH_BYTES)
"""What stands for a subtree without streams; the root of an empty map."""

_KEY_DOMAIN = b"counterseal/head-key/v1\0"
_VALUE_DOMAIN = b"counterseal/head/v1\0"
_VERSION = Struct("!Q")
_leaf_state = sha256(b"\x02").copy
_node_state = sha256(b"\x03").copy


class Head(msgspec.Struct, frozen=True):
    """The last event of a stream: its version, from 1, and its leaf hash of 32 bytes."""

    version: int
    leaf_hash: bytes


class Leaf(msgspec.Struct, frozen=True, gc=False):
    """A subtree of one stream."""

    hash: bytes
    key: bytes
    value: bytes


class Node(msgspec.Struct, frozen=True, gc=False):
    """A subtree of two streams or more; a half without streams is None."""

    hash: bytes
    left: Subtree
    right: Subtree


Subtree: TypeAlias = Leaf | Node | None


class HeadMap(msgspec.Struct, frozen=True):
    """The heads of streams at one moment: a value. What was proved from it stays provable."""

    top: Leaf | Node | None = None

    @property
    def root(self) -> bytes:
        """Return the hash that commits to every head in the map, and to there being no others."""
        return hash_of(self.top)

    def updated(self, heads: Mapping[bytes, Head]) -> HeadMap:
        """Return the map in which these streams, by their ids of 16 bytes, have these heads.

        Shares with this one whatever has not changed: to keep both costs little.

        Raises:
            LedgerError: ``head_malformed``.
        """
        if not heads:
            return self
        leaves = [head_leaf(stream_id, head) for stream_id, head in heads.items()]
        return HeadMap(_merged(self.top, leaves, 0))


def key_of(stream_id: bytes) -> bytes:
    """Return where a stream is in the map, its bits leading the way down."""
    return sha256(_KEY_DOMAIN + stream_id).digest()


def value_of(head: Head) -> bytes:
    """Return what a leaf says of a head."""
    return sha256(_VALUE_DOMAIN + _VERSION.pack(head.version) + head.leaf_hash).digest()


def leaf_of(key: bytes, value: bytes) -> Leaf:
    """Return the subtree of one stream."""
    state = _leaf_state()
    state.update(key + value)
    return Leaf(state.digest(), key, value)


def head_leaf(stream_id: bytes, head: Head) -> Leaf:
    """Return the subtree of a stream with this head.

    Raises:
        LedgerError: ``head_malformed``.
    """
    lengths = len(stream_id), len(head.leaf_hash)
    if lengths != (STREAM_ID_BYTES, HASH_BYTES) or not 0 < head.version <= SIZE_MAX:
        raise LedgerError("head_malformed", stream_id=stream_id.hex(), version=head.version)
    return leaf_of(key_of(stream_id), value_of(head))


def join(left: bytes, right: bytes) -> bytes:
    """Return the hash of a node over the hashes of its halves."""
    state = _node_state()
    state.update(left + right)
    return state.digest()


def hash_of(subtree: Subtree) -> bytes:
    """Return the hash of a subtree, that of no streams included."""
    return subtree.hash if subtree else NO_STREAM


def bit(key: bytes, depth: int) -> int:
    """Return which half a key is in below a node at ``depth``, the root's being 0."""
    return key[depth >> 3] >> (7 - (depth & 7)) & 1


def _merged(old: Subtree, leaves: Sequence[Leaf], depth: int) -> Leaf | Node:
    """Return ``old`` with these leaves, at least one and of different keys."""
    if isinstance(old, Node):
        return _merged_below(old, leaves, depth)
    if old and all(leaf.key != old.key for leaf in leaves):
        return _built([old, *leaves], depth)
    return _built(leaves, depth)


def _merged_below(old: Node, leaves: Sequence[Leaf], depth: int) -> Node:
    if len(leaves) == 1:  # nearly always, below the first few nodes
        if bit(leaves[0].key, depth):
            return _node(old.left, _merged(old.right, leaves, depth + 1))
        return _node(_merged(old.left, leaves, depth + 1), old.right)
    left, right = _halves(leaves, depth)
    return _node(
        _merged(old.left, left, depth + 1) if left else old.left,
        _merged(old.right, right, depth + 1) if right else old.right,
    )


def _built(leaves: Sequence[Leaf], depth: int) -> Leaf | Node:
    if len(leaves) == 1:
        return leaves[0]
    left, right = _halves(leaves, depth)
    return _node(
        _built(left, depth + 1) if left else None, _built(right, depth + 1) if right else None
    )


def _halves(leaves: Sequence[Leaf], depth: int) -> tuple[list[Leaf], list[Leaf]]:
    octet, mask = depth >> 3, 0x80 >> (depth & 7)
    left = [leaf for leaf in leaves if not leaf.key[octet] & mask]
    right = [leaf for leaf in leaves if leaf.key[octet] & mask]
    return left, right


def _node(left: Subtree, right: Subtree) -> Node:
    return Node(join(hash_of(left), hash_of(right)), left, right)
