"""Where ids and every other unguessable value come from: the operating system's random source."""

from __future__ import annotations

import secrets
from datetime import datetime
from uuid import UUID

from api.clock import now

_MILLISECONDS = 48
_RANDOM = 74
_VERSION_7 = 7
_VARIANT = 0b10
_CLEAR = "abcdefghjkmnpqrstuvwxyz023456789"


def new_id(at: datetime | None = None) -> str:
    """Return a UUID version 7 of this instant, or of ``at``: later ids sort after earlier ones.

    74 bits are random, so that an id tells nobody another. Source: RFC 9562 section 5.7.
    """
    milliseconds = int((at or now()).timestamp() * 1000)
    random = secrets.randbits(_RANDOM)
    value = (milliseconds & ((1 << _MILLISECONDS) - 1)) << 80
    value |= _VERSION_7 << 76 | random >> 62 << 64
    value |= _VARIANT << 62 | random & ((1 << 62) - 1)
    return str(UUID(int=value))


def page_code() -> str:
    """Return the code printed on each page of a document: 128 random bits in hexadecimal."""
    return secrets.token_hex(16)


def salt() -> bytes:
    """Return 32 random bytes, which keep a commitment to a short text from being guessed."""
    return secrets.token_bytes(32)


def nonce() -> bytes:
    """Return the 12 random bytes of one AES-GCM message (NIST SP 800-38D section 8.2.2)."""
    return secrets.token_bytes(12)


def key() -> bytes:
    """Return the 32 bytes of a new AES-256 or HMAC-SHA-256 key."""
    return secrets.token_bytes(32)


def token() -> str:
    """Return 256 random bits as 43 URL-safe characters: a session, a link, a program's key."""
    return secrets.token_urlsafe(32)


def spoken_code() -> str:
    """Return eight random digits, for somebody to say and somebody to type, soon and once."""
    return f"{secrets.randbelow(10**8):08}"


def written_code(groups: int) -> str:
    """Return groups of four letters and digits that nobody confuses, 20 random bits a group."""
    return "-".join("".join(secrets.choice(_CLEAR) for _ in range(4)) for _ in range(groups))
