"""Base64 and decimals as the formats write them: one spelling for each value, any other refused.

Each function returns None for what is no such spelling; the format's parser says whose it was.
"""

from __future__ import annotations

import re
from base64 import b64decode, b64encode
from binascii import Error

from ledger.proof.hashing import HASH_BYTES

SIZE_MAX = 2**63 - 1
"""The largest size of a tree and the last second of a cosignature (C2SP tlog-cosignature)."""

_DECIMAL = re.compile(r"0|[1-9][0-9]{0,18}")


def to_base64(octets: bytes) -> str:
    """Return standard base64 with padding (RFC 4648 section 4)."""
    return b64encode(octets).decode()


def from_base64(text: str) -> bytes | None:
    """Return the octets of canonical base64.

    Two texts may decode to the same octets, by the bits behind the last one: only the text that
    `to_base64` writes is taken, so that nothing signed has a second spelling.
    """
    try:
        octets = b64decode(text, validate=True)
    except (Error, ValueError):
        return None
    return octets if to_base64(octets) == text else None


def hash_from_base64(text: str) -> bytes | None:
    """Return the hash that a line of a proof or checkpoint writes."""
    octets = from_base64(text)
    return octets if octets is not None and len(octets) == HASH_BYTES else None


def decimal(text: str) -> int | None:
    """Return a size, an index or a time: ASCII digits, no sign, no leading zero, below 2^63."""
    if not _DECIMAL.fullmatch(text):
        return None
    number = int(text)
    return number if number <= SIZE_MAX else None
