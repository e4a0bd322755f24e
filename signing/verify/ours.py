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
_STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)
_SHEET = b"signing.json"


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
    yield _SHEET
    yield _SHEET.replace(b".", b"\\056")
    yield _SHEET.decode().encode("utf-16-be")
    yield _SHEET.hex().encode()
    yield _SHEET.decode().encode("utf-16-be").hex().encode()
    for der in {*trust.roots, *trust.issuers, *trust.time_stamp_roots}:
        name = Certificate(der).x509.subject.public_bytes()
        yield name
        yield name.hex().encode()


def _parts(pdf: bytes) -> Iterator[bytes]:
    """Yield the file, and in lower case (for hexadecimal), and each unpacked stream likewise.

    Raises:
        OverflowError: when they unpack to too much.
    """
    yield pdf
    yield pdf.lower()
    left = MOST_UNPACKED
    for found in _STREAM.finditer(pdf):
        unpacked = _unpacked(found[1], left + 1)
        left -= len(unpacked)
        if left < 0:
            raise OverflowError
        yield unpacked
        yield unpacked.lower()


def _unpacked(stream: bytes, most: int) -> bytes:
    try:
        return zlib.decompressobj().decompress(stream, most)
    except zlib.error:
        return b""
