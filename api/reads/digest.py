r"""What the ledger is told of a batch of reads: one digest, which says nothing without the batch.

``leaf = SHA-256("counterseal/read/v1\0" | HMAC-SHA-256(salt, u64 number) | record)``;
``digest = SHA-256("counterseal/reads/v1\0" | u64 batch | u64 count | leaves)``. The record is a
JSON array without spaces, in UTF-8: number, instant (RFC 3339, UTC), person, organisation, role,
operation, resource, purpose. The salt, 32 random bytes, is the batch's own; integers are
big-endian.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Sequence
from datetime import UTC
from struct import Struct
from typing import Final

import msgspec

from aggregates.log import LOG
from aggregates.log.streams import READS
from api.storage.reads import Noted
from ledger.sources import One

SAID: Final = One(LOG, READS)
"""The stream of the registry's log in which the digests are."""

LEAF_BYTES: Final = 32
_LEAF: Final = b"counterseal/read/v1\0"
_BATCH: Final = b"counterseal/reads/v1\0"
_U64: Final = Struct("!Q")
_NUMBERS: Final = Struct("!QQ")


def leaf_of(salt: bytes, noted: Noted) -> bytes:
    """Return the digest of one read."""
    own = hmac.digest(salt, _U64.pack(noted.number), "sha256")
    at = noted.at.astimezone(UTC)
    who, what = (noted.person, noted.organisation, noted.role), (noted.operation, noted.resource)
    record = msgspec.json.encode((noted.number, at, *who, *what, noted.purpose))
    return hashlib.sha256(_LEAF + own + record).digest()


def leaves_of(salt: bytes, batch: Sequence[Noted]) -> bytes:
    """Return the digests of all reads of a batch, one after the other."""
    return b"".join(leaf_of(salt, noted) for noted in batch)


def digest_of(batch: int, leaves: bytes) -> str:
    """Return the digest of a batch, in hexadecimal digits."""
    head = _NUMBERS.pack(batch, len(leaves) // LEAF_BYTES)
    return hashlib.sha256(_BATCH + head + leaves).hexdigest()
