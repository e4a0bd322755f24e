"""Room for a message in a PDF, and the message filled into it."""

from __future__ import annotations

import hashlib
from functools import cached_property
from typing import Final

import msgspec

from signing.errors import SignatureError

CONTENTS_OCTETS: Final = 8192
"""Room for the message: one with a time-stamp takes 3 to 4 KiB, with RSA and an outside one 7."""


class Gap(msgspec.Struct, frozen=True, dict=True):
    """A PDF with room for a message: ``pdf[start:end]`` is the angle-bracketed hexadecimal."""

    pdf: bytes
    start: int
    end: int

    @cached_property
    def digest(self) -> bytes:
        """SHA-256 of all of the PDF but the gap: of its ByteRange."""
        digest = hashlib.sha256(memoryview(self.pdf)[: self.start])
        digest.update(memoryview(self.pdf)[self.end :])
        return digest.digest()


def filled(gap: Gap, message: bytes) -> bytes:
    """Return the PDF with ``message`` in its gap.

    Raises:
        SignatureError: ``contents_too_long``.
    """
    if len(message) > CONTENTS_OCTETS:
        raise SignatureError("contents_too_long", octets=len(message), room=CONTENTS_OCTETS)
    contents = b"<" + message.hex().encode("ascii").ljust(2 * CONTENTS_OCTETS, b"0") + b">"
    return b"".join((gap.pdf[: gap.start], contents, gap.pdf[gap.end :]))
