"""A signature or a time-stamp of a file, over all that was there before it."""

from __future__ import annotations

import hashlib
from functools import cached_property

import msgspec

from signing.der import read, write
from signing.errors import SignatureError
from signing.verify.pdf.file import Revision
from signing.verify.pdf.form import Field
from signing.verify.pdf.objects import Object
from signing.verify.pdf.values import Dictionary

LONGEST_MESSAGE = 64 * 1024
"""In octets, with the room that was not used; 8 KiB are reserved."""


class Covering(msgspec.Struct, frozen=True, dict=True, kw_only=True):
    """What covers the file as it was when it came, and the field that it is in.

    ``update`` counts the revisions upon the base, from 1; ``revision`` is that update, and
    ``signature`` the dictionary (ISO 32000-2 clause 12.8.1) that it brings.
    """

    pdf: bytes
    update: int
    revision: Revision
    place: Field
    signature: Object

    @property
    def field(self) -> str:
        """The name of the field."""
        return self.place.name

    @property
    def entries(self) -> Dictionary:
        """What the signature dictionary says."""
        return self.signature.dictionary

    @property
    def byte_range(self) -> tuple[int, int, int, int]:
        """Offset and length of the two parts that it is over.

        Raises:
            SignatureError: ``range_malformed``.
        """
        match self.entries.get("/ByteRange"):
            case [int(first), int(length), int(second), int(rest)]:
                return first, length, second, rest
            case _:
                raise SignatureError("range_malformed", field=self.field)

    @property
    def contents(self) -> bytes:
        """The message, with the room behind it.

        Raises:
            SignatureError: ``message_unreadable``, or ``too_large`` in ``what``.
        """
        contents = self.entries.get("/Contents")
        if not isinstance(contents, bytes):
            raise SignatureError("message_unreadable")
        if len(contents) > LONGEST_MESSAGE:
            raise SignatureError(
                "too_large", what="message", found=len(contents), most=LONGEST_MESSAGE
            )
        return contents

    @cached_property
    def digest(self) -> bytes:
        """SHA-256 of what it is over, whatever that is."""
        first, length, second, rest = self.byte_range
        whole = memoryview(self.pdf)
        digest = hashlib.sha256(whole[first : first + length])
        digest.update(whole[second : second + rest])
        return digest.digest()

    @cached_property
    def held(self) -> bytes:
        """The message in DER at the start of the contents; all behind it must be zero.

        Raises:
            SignatureError: ``padding_not_empty``, ``not_der``.
        """
        contents = self.contents
        message = read.Reader(contents).whole(write.SEQUENCE)
        if any(contents[len(message) :]):
            raise SignatureError("padding_not_empty", field=self.field)
        return message
