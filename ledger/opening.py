r"""The opening of an event and its leaf: what the log's Merkle tree commits to.

``opening = "counterseal/event/v1\0" | log_id[16] | stream_id[16] | u64 version | i64 recorded_at |
u16 length | type | SHA-256(payload) | SHA-256(meta) | prev[32] | salt[32]``, integers big-endian,
``recorded_at`` in microseconds since 1970 UTC, ``length`` that of ``type`` in UTF-8 bytes,
``payload`` and ``meta`` the bytes as stored, ``prev`` the same stream's leaf before (32 zero
bytes for version 1): the chain of one stream. ``entry = SHA-256(opening)``; ``leaf_hash =
SHA-256(0x00 | entry)`` (RFC 9162 section 2.1.1), which `ledger.proof.hashing` makes. The entry is
what a bundle shows of other streams' events; the salt keeps it from being guessed.

Test vectors: ``docs/reference/vectors/leaf.json``.
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from struct import Struct
from typing import TypeAlias

import msgspec

from ledger.errors import LedgerError

NO_LEAF = bytes(32)
"""``prev`` of the first event of a stream."""

_DOMAIN = b"counterseal/event/v1\0"
_NUMBERS = Struct("!QqH")
_ID_BYTES, _DIGEST_BYTES = 16, 32

Stored: TypeAlias = tuple[int, int, bytes, bytes, bytes, bytes]


class Opening(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that a leaf commits to. Ids are 16 bytes, digests, ``prev`` and ``salt`` 32."""

    log_id: bytes
    stream_id: bytes
    version: int
    recorded_at: int
    type: str
    payload_sha256: bytes
    meta_sha256: bytes
    prev: bytes
    salt: bytes


def opening_bytes(opening: Opening) -> bytes:
    """Return the bytes whose digest is the entry."""
    name = opening.type.encode()
    return b"".join(
        (
            _DOMAIN,
            opening.log_id,
            opening.stream_id,
            _NUMBERS.pack(opening.version, opening.recorded_at, len(name)),
            name,
            opening.payload_sha256,
            opening.meta_sha256,
            opening.prev,
            opening.salt,
        )
    )


def entries_of(
    log_id: bytes, stream_id: bytes, events: Iterable[Stored], prevs: Iterable[bytes]
) -> list[bytes]:
    """Return the entries of events of one stream, each behind its ``prev``: `entry_hash`, quicker.

    An event is its version, time, type in UTF-8, payload, meta and salt, as they are stored.

    Raises:
        TypeError, struct.error: one of these is none.
    """
    front = _DOMAIN + log_id + stream_id
    return [
        sha256(
            front
            + _NUMBERS.pack(version, recorded_at, len(name))
            + name
            + sha256(payload).digest()
            + sha256(meta).digest()
            + prev
            + salt
        ).digest()
        for (version, recorded_at, name, payload, meta, salt), prev in zip(
            events, prevs, strict=True
        )
    ]


def parse_opening(octets: bytes) -> Opening:
    """Return what an opening says; `opening_bytes` of it are these very bytes.

    Raises:
        LedgerError: ``opening_malformed``.
    """
    fixed = len(_DOMAIN) + 2 * _ID_BYTES + _NUMBERS.size + 4 * _DIGEST_BYTES
    if not octets.startswith(_DOMAIN) or len(octets) < fixed:
        raise LedgerError("opening_malformed")
    ids, numbers = len(_DOMAIN), len(_DOMAIN) + 2 * _ID_BYTES
    version, recorded_at, length = _NUMBERS.unpack_from(octets, numbers)
    begin = numbers + _NUMBERS.size
    name, digests = octets[begin : begin + length], octets[begin + length :]
    if len(digests) != 4 * _DIGEST_BYTES:
        raise LedgerError("opening_malformed")
    try:
        stored_name = name.decode()
    except UnicodeDecodeError:
        raise LedgerError("opening_malformed") from None
    cut = [digests[at : at + _DIGEST_BYTES] for at in range(0, len(digests), _DIGEST_BYTES)]
    return Opening(
        log_id=octets[ids : ids + _ID_BYTES],
        stream_id=octets[ids + _ID_BYTES : numbers],
        version=version,
        recorded_at=recorded_at,
        type=stored_name,
        payload_sha256=cut[0],
        meta_sha256=cut[1],
        prev=cut[2],
        salt=cut[3],
    )


def entry_hash(opening: Opening) -> bytes:
    """Return the entry: the 32 bytes that stand for an event in an entry bundle."""
    return sha256(opening_bytes(opening)).digest()
