"""Whether a file has to do with us at all: whether it names our root, or says to be ours.

Only who is certain that it does not may answer CANNOT TELL. So this looks everywhere, without
reading the file as a PDF: at the octets as they stand, and at every stream that unpacks.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

from signing.errors import SignatureError
from signing.pki.certificate import Certificate
from signing.trust import TrustPolicy

MOST_UNPACKED = 64 * 1024 * 1024
"""Octets of all streams together. What has more is not read, and so not foreign."""
MOST_STREAMS = 100_000
_EDGE = re.compile(rb"(?:end)?stream\r?\n?")
_SHEET = "signing.json"


def is_foreign(pdf: bytes, trust: TrustPolicy) -> bool:
    """Return whether ``pdf`` is a whole PDF in which nothing is of the registry that is trusted.

    A file that is no whole PDF is not foreign, it is broken: that answer is NOT VALID.
    """
    if not pdf.startswith(b"%PDF-") or b"%%EOF" not in pdf[-1024:]:
        return False
    try:
        marks = tuple(_marks(trust))
        return not any(mark in part for part in _parts(pdf) for mark in marks)
    except (OverflowError, SignatureError):
        return False


def _marks(trust: TrustPolicy) -> Iterator[bytes]:
    """Yield the name of our file, and those of our authorities, as they may be spelled."""
    for name in (_SHEET.encode(), _SHEET.encode("utf-16-be")):
        yield name
        yield name.hex().encode()
    yield _SHEET.replace(".", "\\056").encode()
    for der in {*trust.roots, *trust.issuers, *trust.time_stamp_roots}:
        authority = Certificate(der).x509.subject.public_bytes()
        yield authority
        yield authority.hex().encode()


def _parts(pdf: bytes) -> Iterator[bytes]:
    """Yield the file and each stream of it, as they are and in lower case (for hexadecimal).

    Raises:
        OverflowError: when there are too many, or they unpack to too much.
    """
    yield from (pdf, pdf.lower())
    left = MOST_UNPACKED
    for stream in _streams(pdf):
        unpacked = _unpacked(stream, left + 1)
        left -= len(unpacked)
        if left < 0:
            raise OverflowError
        yield from (unpacked, unpacked.lower())


def _streams(pdf: bytes) -> list[bytes]:
    """Return whatever stands between two marks of a stream, in it or not: in linear time."""
    between = _EDGE.split(pdf, MOST_STREAMS)
    if len(between) > MOST_STREAMS:
        raise OverflowError
    return between


def _unpacked(stream: bytes, most: int) -> bytes:
    try:
        return zlib.decompressobj().decompress(stream, most)
    except zlib.error:
        return b""
