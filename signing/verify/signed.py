"""The signatures of a file, each with the field that it is in. It reports; the steps decide."""

from __future__ import annotations

import hashlib
from functools import cached_property
from typing import Final

import msgspec

from signing.cms.read import Message, read_message
from signing.der import read, write
from signing.errors import SignatureError
from signing.timestamp.token import TimeStamp, read_token
from signing.verify.pdf.file import File, Revision
from signing.verify.pdf.form import Field
from signing.verify.pdf.objects import Object
from signing.verify.pdf.values import Dictionary, Reference, Value

LONGEST_MESSAGE = 64 * 1024
"""In octets, with the room that was not used; 8 KiB are reserved."""
CERTIFICATION: Final[Value] = [
    {
        "/Type": "/SigRef",
        "/TransformMethod": "/DocMDP",
        "/TransformParams": {"/Type": "/TransformParams", "/V": "/1.2", "/P": 2},
    }
]
"""What makes a signature the certification (ISO 32000-2 clause 12.8.2.2): only signing may come."""


def closing(catalogue: Reference) -> Value:
    """Return what makes a signature lock all fields (ISO 32000-2 clause 12.8.2.4)."""
    return [
        {
            "/Type": "/SigRef",
            "/TransformMethod": "/FieldMDP",
            "/Data": catalogue,
            "/TransformParams": {"/Type": "/TransformParams", "/V": "/1.2", "/Action": "/All"},
        }
    ]


class SignedField(msgspec.Struct, frozen=True, dict=True, kw_only=True):
    """A signature, and the field that it is in.

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
    def certifies(self) -> bool:
        """Whether it certifies the document, and allows signing only."""
        return self.entries.get("/Reference") == CERTIFICATION

    @property
    def closes(self) -> bool:
        """Whether the field locks the document: no signature may follow."""
        return "/Lock" in self.place.entries

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
    def message(self) -> Message:
        """The message in DER at the start of the contents; all behind it must be zero.

        Raises:
            SignatureError: ``padding_not_empty``, and what `signing.cms.read.read_message` raises.
        """
        contents = self.contents
        message = read.Reader(contents).whole(write.SEQUENCE)
        if any(contents[len(message) :]):
            raise SignatureError("padding_not_empty", field=self.field)
        return read_message(message)

    @cached_property
    def stamp(self) -> TimeStamp:
        """The time-stamp of the message.

        Raises:
            SignatureError: ``no_time_stamp``, and what `signing.timestamp.token.read_token` raises.
        """
        if not self.message.token:
            raise SignatureError("no_time_stamp", field=self.field)
        return read_token(self.message.token)


def signed_fields(file: File, fields: tuple[Field, ...]) -> tuple[SignedField, ...]:
    """Return the signatures in ``fields`` of ``file``, one for each update, in their order.

    Raises:
        SignatureError: ``not_covered`` when an update brings none, or ``signed_twice`` when it
            fills in several fields.
    """
    return tuple(
        _signed(file, fields, update) for update, _ in enumerate(file.revisions[1:], start=1)
    )


def _signed(file: File, fields: tuple[Field, ...], update: int) -> SignedField:
    revision = file.revisions[update]
    found = [(field, value) for field in fields if (value := _brought(revision, field))]
    if not found:
        raise SignatureError("not_covered", octets=revision.end - revision.start)
    if len(found) > 1:
        raise SignatureError("signed_twice", fields=tuple(field.name for field, _ in found))
    place, signature = found[0]
    return SignedField(
        pdf=file.pdf, update=update, revision=revision, place=place, signature=signature
    )


def _brought(revision: Revision, field: Field) -> Object | None:
    """Return the object of this very revision that the field, as it is here, has for its value."""
    widget = revision.objects.get(field.number)
    value = None if widget is None else widget.dictionary.get("/V")
    return revision.objects.get(value.number) if isinstance(value, Reference) else None
