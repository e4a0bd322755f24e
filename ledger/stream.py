r"""Which sixteen bytes a stream has.

A key that is a UUID in its canonical spelling is the id itself. Any other key gets the first 16
bytes of ``SHA-256("counterseal/stream/v1\0" | log_id[16] | aggregate name | 0x00 | key)`` with the
version set to 8 and the variant to that of RFC 9562, so that both kinds stay apart.

Test vectors: ``docs/reference/vectors/stream.json``.
"""

from __future__ import annotations

import hashlib
import re
from uuid import UUID

_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.ASCII)
_DOMAIN = b"counterseal/stream/v1\0"


def stream_id(log_id: UUID, aggregate: str, key: str) -> UUID:
    """Return the id of the stream that is ``key`` among the aggregates of that name."""
    if _UUID.fullmatch(key):
        return UUID(key)
    named = _DOMAIN + log_id.bytes + aggregate.encode() + b"\0" + key.encode()
    digest = bytearray(hashlib.sha256(named).digest()[:16])
    digest[6] = digest[6] & 0x0F | 0x80
    digest[8] = digest[8] & 0x3F | 0x80
    return UUID(bytes=bytes(digest))
