"""The signatures of a file, one for each update."""

from __future__ import annotations

import pytest
from forgery.files import updated, written

from signing.errors import SignatureError
from signing.verify.covering import LONGEST_MESSAGE
from signing.verify.pdf.file import read_file
from signing.verify.pdf.form import fields_of
from signing.verify.signed import SignedField, signed_fields

FIELDS = {
    1: b"<< /AcroForm 3 0 R >>",
    2: b"<< >>",
    3: b"<< /Fields [ 4 0 R 5 0 R ] >>",
    4: b"<< /T (wen) >>",
    5: b"<< /T (rojas) >>",
}


def signed(*updates: dict[int, bytes]) -> tuple[SignedField, ...]:
    """Return the signatures of a file with two fields and these updates."""
    pdf = written(FIELDS)
    for objects in updates:
        pdf = updated(pdf, objects)
    file = read_file(pdf)
    return signed_fields(file, fields_of(file), len(updates))


def test_each_update_brings_the_signature_of_one_field() -> None:
    found = signed({4: b"<< /V 6 0 R >>", 6: b"<< /A 1 >>"}, {5: b"<< /V 7 0 R >>", 7: b"<< >>"})
    assert [(one.field, one.update, one.entries) for one in found] == [
        ("wen", 1, {"/A": 1}),
        ("rojas", 2, {}),
    ]


@pytest.mark.parametrize(
    "update",
    [
        {6: b"<< >>"},
        {4: b"<< >>", 6: b"<< >>"},
        {4: b"<< /V 5 0 R >>", 6: b"<< >>"},
        {4: b"<< /V << >> >>", 6: b"<< >>"},
        {3: b"<< /Fields [ 6 0 R ] >>", 6: b"<< /V 7 0 R >>", 7: b"<< >>"},
    ],
)
def test_an_update_without_one_is_refused(update: dict[int, bytes]) -> None:
    with pytest.raises(SignatureError, match="not_covered"):
        signed(update)


def test_one_signature_in_two_fields_is_refused() -> None:
    with pytest.raises(SignatureError) as refused:
        signed({4: b"<< /V 6 0 R >>", 5: b"<< /V 6 0 R >>", 6: b"<< >>"})
    assert (refused.value.code, refused.value.facts) == (
        "signed_twice",
        {"fields": ("wen", "rojas")},
    )


def test_a_message_has_a_length() -> None:
    long = b"<< /Contents <%s> >>" % (b"00" * (LONGEST_MESSAGE + 1))
    (one,) = signed({4: b"<< /V 6 0 R >>", 6: long})
    with pytest.raises(SignatureError) as refused:
        _ = one.contents
    assert (refused.value.code, refused.value.facts["what"]) == ("too_large", "message")
