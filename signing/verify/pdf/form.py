"""What a base has for a verifier: its form, which has a field for each seat, and its two files."""

from __future__ import annotations

import zlib

import msgspec

from signing.errors import SignatureError
from signing.verify.pdf.file import File
from signing.verify.pdf.objects import Object
from signing.verify.pdf.values import Dictionary, Reference, Value

LONGEST_ATTACHMENT = 4 * 1024 * 1024
"""In octets, unpacked."""


class Field(msgspec.Struct, frozen=True, kw_only=True):
    """A field of the form, as the base has it: the ``number`` of its object, and its full name.

    ``entries`` are empty for a field that is no dictionary.
    """

    number: int
    name: str
    entries: Dictionary

    @property
    def is_signature(self) -> bool:
        """Whether it is a signature's, with its own widget: no form of several levels."""
        kind = self.entries.get("/FT"), self.entries.get("/Subtype")
        return kind == ("/Sig", "/Widget") and not self.entries.keys() & {"/Kids", "/Parent"}


class Attachments(msgspec.Struct, frozen=True, kw_only=True):
    """The contents of ``agreement.json`` and ``signing.json``."""

    terms: bytes
    sheet: bytes


def form_number(file: File) -> int:
    """Return the number of the object that is the form.

    Raises:
        SignatureError: ``part_missing``.
    """
    catalogue = file.in_base(file.base.table.trailer.catalogue)
    form = catalogue.get("/AcroForm")
    if not isinstance(form, Reference):
        raise SignatureError("part_missing")
    return form.number


def fields_of(file: File) -> tuple[Field, ...]:
    """Return the fields of the base, in the order of the form.

    Raises:
        SignatureError: ``part_missing``.
    """
    listed = file.in_base(Reference(form_number(file))).get("/Fields")
    if not isinstance(listed, list):
        raise SignatureError("part_missing")
    return tuple(_field(file, one) for one in listed)


def attachments_of(file: File) -> Attachments:
    """Return the two files that the base holds, listed once, in one flat list.

    A name tree with branches, a third file, or a list of associated files that differs (ISO
    32000-2 clauses 7.9.6 and 14.13) could show one file to us and another to a reader.

    Raises:
        SignatureError: ``part_missing``, ``attachments_unclear``.
    """
    match file.in_base(file.base.table.trailer.catalogue):
        case {
            "/Names": {
                "/EmbeddedFiles": {"/Names": [b"agreement.json", terms, b"signing.json", sheet]}
            },
            "/AF": [*associated],
        } if associated == [terms, sheet]:
            return Attachments(
                terms=_attachment(file, b"agreement.json", terms),
                sheet=_attachment(file, b"signing.json", sheet),
            )
        case _:
            raise SignatureError("attachments_unclear")


def field_of(number: int, entries: Dictionary) -> Field:
    """Return the field that an object is; its full name, if it has one."""
    name = entries.get("/T")
    spelled = name.decode("ascii", "replace") if isinstance(name, bytes) else ""
    return Field(number=number, name=spelled, entries=entries)


def _field(file: File, listed: Value) -> Field:
    if not isinstance(listed, Reference):
        raise SignatureError("part_missing")
    return field_of(listed.number, file.in_base(listed))


def _attachment(file: File, name: bytes, specification: Value) -> bytes:
    match file.in_base(specification):
        case {"/F": first, "/UF": second, "/EF": {"/F": Reference() as content, "/UF": also}} if (
            first == second == name and content == also
        ):
            return _unpacked(file.base.objects[content.number])
        case _:
            raise SignatureError("attachments_unclear")


def _unpacked(held: Object) -> bytes:
    entries = held.value if isinstance(held.value, dict) else {}
    packed = entries.get("/Filter") == "/FlateDecode" and "/DecodeParms" not in entries
    if held.stream is None or not packed:
        raise SignatureError("attachments_unclear")
    unpacking = zlib.decompressobj()
    try:
        content = unpacking.decompress(held.stream, LONGEST_ATTACHMENT)
    except zlib.error as wrong:
        raise SignatureError("attachments_unclear") from wrong
    if not unpacking.eof or unpacking.unused_data:
        raise SignatureError("attachments_unclear")
    return content
