"""The form of a base, and the two files that it holds."""

from __future__ import annotations

import pytest
from forgery.files import OBJECTS, written

from signing.errors import SignatureError
from signing.verify.pdf.file import File, read_file
from signing.verify.pdf.form import attachments_of, fields_of

FORM = b"<< /Type /Catalog /AcroForm 3 0 R >>"
FIELD = b"<< /FT /Sig /Subtype /Widget /T (wen) >>"


def file(**objects: bytes) -> File:
    """Return a file whose objects with these numbers, such as ``_3``, are as given."""
    given = {int(number.strip("_")): value for number, value in objects.items()}
    return read_file(written({**OBJECTS, 1: FORM, 3: b"null", **given}))


def test_a_field_has_the_number_of_its_object_and_its_name() -> None:
    (field,) = fields_of(file(_3=b"<< /Fields [ 4 0 R ] >>", _4=FIELD))
    assert (field.number, field.name, field.is_signature) == (4, "wen", True)


@pytest.mark.parametrize(
    "field",
    [
        FIELD.replace(b"/Sig", b"/Tx"),
        FIELD.replace(b"/Widget", b"/Link"),
        FIELD.replace(b"/T", b"/Kids [ ] /T"),
        FIELD.replace(b"/T", b"/Parent 2 0 R /T"),
    ],
)
def test_any_other_field_is_no_signature(field: bytes) -> None:
    (found,) = fields_of(file(_3=b"<< /Fields [ 4 0 R ] >>", _4=field))
    assert not found.is_signature


def test_a_field_without_a_name_has_an_empty_one() -> None:
    (field,) = fields_of(file(_3=b"<< /Fields [ 4 0 R ] >>", _4=FIELD.replace(b"/T ", b"/N ")))
    assert field.name == ""


@pytest.mark.parametrize(
    "objects",
    [
        {"_1": b"<< >>", "_3": b"null"},
        {"_1": b"<< /AcroForm << /Fields [ ] >> >>", "_3": b"null"},
        {"_1": b"[ ]", "_3": b"null"},
        {"_3": b"null"},
        {"_3": b"<< >>"},
        {"_3": b"<< /Fields 4 0 R >>", "_4": b"[ ]"},
        {"_3": b"<< /Fields [ null ] >>"},
        {"_3": b"<< /Fields [ 4 0 R ] >>", "_4": b"null"},
    ],
)
def test_a_base_without_a_form_is_none_of_ours(objects: dict[str, bytes]) -> None:
    with pytest.raises(SignatureError, match="part_missing"):
        fields_of(file(**objects))


def test_a_base_without_files_is_none_of_ours() -> None:
    with pytest.raises(SignatureError, match="attachments_unclear"):
        attachments_of(file(_3=b"null"))
