"""Entry bundles: what the leaves of a tile of level 0 are hashes of (C2SP tlog-tiles).

Each entry stands after its length as a big-endian u16. An entry of ours is the SHA-256 of an
event's opening, so that a bundle reveals neither stream nor content of any event.
"""

from __future__ import annotations

from collections.abc import Iterable
from struct import Struct

from ledger.errors import LedgerError
from ledger.proof.hashing import leaf_hash

ENTRY_BYTES_MAX = 2**16 - 1

_LENGTH = Struct("!H")


def bundle_bytes(entries: Iterable[bytes]) -> bytes:
    """Return the bundle of these entries.

    Raises:
        LedgerError: ``entry_too_long``.
    """
    parts: list[bytes] = []
    for entry in entries:
        if len(entry) > ENTRY_BYTES_MAX:
            raise LedgerError("entry_too_long", length=len(entry), most=ENTRY_BYTES_MAX)
        parts += (_LENGTH.pack(len(entry)), entry)
    return b"".join(parts)


def parse_bundle(octets: bytes, width: int) -> tuple[bytes, ...]:
    """Return the entries of a bundle that has ``width`` of them, to its last byte.

    Raises:
        LedgerError: ``entries_malformed``.
    """
    entries: list[bytes] = []
    end = 0
    while end < len(octets):
        begin = end + _LENGTH.size
        if begin > len(octets):
            raise LedgerError("entries_malformed", reason="it ends within a length")
        end = begin + _LENGTH.unpack_from(octets, begin - _LENGTH.size)[0]
        entries.append(octets[begin:end])
    if end > len(octets):
        raise LedgerError("entries_malformed", reason="it ends within an entry")
    if len(entries) != width:
        raise LedgerError("entries_malformed", reason=f"{len(entries)} entries, not {width}")
    return tuple(entries)


def leaves_of(entries: Iterable[bytes]) -> bytes:
    """Return the row of leaves over these entries: the tile of level 0 beside their bundle."""
    return b"".join(map(leaf_hash, entries))
