"""Values to DER octets. Each function returns one whole encoding: tag, length, contents."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import lru_cache

BOOLEAN, INTEGER, OCTET_STRING, NULL, OID = 0x01, 0x02, 0x04, 0x05, 0x06
UTF8_STRING, PRINTABLE_STRING, GENERALIZED_TIME = 0x0C, 0x13, 0x18
SEQUENCE, SET = 0x30, 0x31


def context(number: int) -> int:
    """Return the tag octet of ``[number]`` around a constructed value."""
    return 0xA0 | number


def encode(tag: int, contents: bytes) -> bytes:
    """Return one encoding, with the shortest definite length (X.690 clause 10.1)."""
    size = len(contents)
    if size < 0x80:
        return bytes((tag, size)) + contents
    length = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes((tag, 0x80 | len(length))) + length + contents


def sequence(*members: bytes) -> bytes:
    """Return a SEQUENCE of encodings, in the order given."""
    return encode(SEQUENCE, b"".join(members))


def set_of(*members: bytes) -> bytes:
    """Return a SET OF encodings, in ascending order (X.690 clause 11.6)."""
    return encode(SET, b"".join(sorted(members)))


def integer(value: int) -> bytes:
    """Return a non-negative INTEGER."""
    return encode(INTEGER, value.to_bytes(value.bit_length() // 8 + 1, "big"))


def octets(value: bytes) -> bytes:
    """Return an OCTET STRING."""
    return encode(OCTET_STRING, value)


def null() -> bytes:
    """Return a NULL."""
    return encode(NULL, b"")


@lru_cache(maxsize=256)
def oid(dotted: str) -> bytes:
    """Return an OBJECT IDENTIFIER from its dotted form; an arc may be of any size."""
    first, second, *rest = map(int, dotted.split("."))
    return encode(OID, b"".join(map(_arc, (40 * first + second, *rest))))


def utf8(text: str) -> bytes:
    """Return a UTF8String."""
    return encode(UTF8_STRING, text.encode())


def printable(text: str) -> bytes:
    """Return a PrintableString. The caller MUST see to its alphabet (X.680 clause 41.4)."""
    return encode(PRINTABLE_STRING, text.encode("ascii"))


def generalized_time(instant: datetime) -> bytes:
    """Return a GeneralizedTime in UTC, in whole seconds (RFC 5280 section 4.1.2.5.2)."""
    return encode(GENERALIZED_TIME, f"{instant.astimezone(UTC):%Y%m%d%H%M%SZ}".encode("ascii"))


def _arc(value: int) -> bytes:
    groups = [value & 0x7F]
    while value := value >> 7:
        groups.append(0x80 | value & 0x7F)
    return bytes(reversed(groups))
