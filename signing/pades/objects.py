"""The few calls of pyHanko that come without types, with the types that they have."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from io import BytesIO
from typing import Protocol, TypeAlias, cast

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.form_tools import get_single_field_annot
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import enumerate_sig_fields
from pyhanko.sign.signers.cms_embedder import PdfCMSEmbedder
from pyhanko.sign.signers.pdf_byterange import PreparedByteRangeDigest

Dictionary: TypeAlias = "dict[str, object]"
"""A dictionary of a PDF: names with their slash to objects, references already followed."""
Laid: TypeAlias = "tuple[PreparedByteRangeDigest, BytesIO]"


class Reference(Protocol):
    """A reference to an object of the file."""

    def get_object(self) -> object:
        """Return the object."""
        ...


class _Writer(Protocol):
    def update_root(self) -> None: ...

    def add_object(self, obj: object) -> Reference: ...

    def update_container(self, obj: object) -> None: ...


def are_signed(update: IncrementalPdfFileWriter, name: str | None = None) -> Iterator[bool]:
    """Yield of each signature field, or of the one asked for, whether it is signed."""
    fields = cast(
        "Iterator[tuple[str, object, object]]", enumerate_sig_fields(update, with_name=name)
    )
    return (value is not None for _, value, _ in fields)


def embedding(update: IncrementalPdfFileWriter, field: str) -> Generator[object, object, None]:
    """Return the steps in which a signature is laid into an existing field.

    It yields a reference to the field, takes the set-up of the value, yields a reference to it,
    takes the set-up of the output, and yields `Laid`.
    """
    return cast(
        "Generator[object, object, None]",
        PdfCMSEmbedder().write_cms(field, update, existing_fields_only=True),
    )


def dictionary_at(reference: object) -> Dictionary:
    """Return the dictionary that a reference points to."""
    return cast("Dictionary", cast("Reference", reference).get_object())


def dictionary_in(entries: Dictionary, key: str) -> Dictionary:
    """Return the dictionary under ``key``, an empty one if there is none."""
    if key not in entries:
        return {}
    return cast("Dictionary", entries[key])  # unlike this, `get` would not follow a reference


def lock_of(field: Dictionary) -> Dictionary | None:
    """Return the field lock dictionary of a signature field, if it has one."""
    if "/Lock" not in field:
        return None
    return cast("Dictionary", field["/Lock"])  # unlike this, `get` would not follow a reference


def references_in(entries: Dictionary, key: str) -> list[Reference]:
    """Return the references in the array under ``key``, which may be referred to itself: the array.

    What is appended to it is in the update once `rewrite` was asked for.
    """
    return cast("list[Reference]", entries[key])


def reference_in(entries: Dictionary, key: str) -> Reference:
    """Return the reference that stands under ``key``."""
    return cast("Reference", cast("generic.DictionaryObject", entries).raw_get(key))


def catalogue_of(update: IncrementalPdfFileWriter) -> Dictionary:
    """Return the document catalogue."""
    return cast("Dictionary", update.root)


def add(update: IncrementalPdfFileWriter, added: object) -> Reference:
    """Add an object to the update and return a reference to it."""
    return cast("_Writer", update).add_object(added)


def rewrite(update: IncrementalPdfFileWriter, changed: object) -> None:
    """Have the object written anew in which ``changed`` stands, or which it is."""
    cast("_Writer", update).update_container(changed)


def rewrite_catalogue(update: IncrementalPdfFileWriter) -> None:
    """Have the document catalogue written anew, with what was changed in it."""
    cast("_Writer", update).update_root()


def show(update: IncrementalPdfFileWriter, field: Dictionary, appearance: object) -> None:
    """Make ``appearance``, a reference to a form, what the widget of ``field`` looks like."""
    widget = get_single_field_annot(cast("generic.DictionaryObject", field))
    cast("Dictionary", widget)["/AP"] = generic.DictionaryObject(  # type: ignore[no-untyped-call]  # it has none
        {generic.pdf_name("/N"): appearance}
    )
    update.update_container(widget)
