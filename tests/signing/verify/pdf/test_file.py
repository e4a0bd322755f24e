"""A file is a base and updates upon it, and nothing else."""

from __future__ import annotations

import re

import pytest
from forgery.files import OBJECTS, updated, written

from signing.errors import SignatureError
from signing.verify.pdf.file import (
    HEADER,
    MOST_OCTETS,
    MOST_REVISIONS,
    MOST_SYNTAX,
    read_file,
)
from signing.verify.pdf.objects import LONGEST_VALUE
from signing.verify.pdf.table import MOST_OBJECTS
from signing.verify.pdf.values import Reference


def test_a_base_is_read_with_its_objects() -> None:
    pdf = written({**OBJECTS, 7: b"[ 1 ]"})
    file = read_file(pdf)
    assert [(one.start, one.end) for one in file.revisions] == [(0, len(pdf))]
    assert {number: one.value for number, one in file.base.objects.items()} == {
        1: {"/Type": "/Catalog"},
        2: {"/Title": b"none"},
        7: [1],
    }
    assert file.base.table.trailer.catalogue == Reference(1)


def test_an_update_is_read_upon_what_was_before() -> None:
    base = written()
    pdf = updated(updated(base, {2: b"(new)"}), {3: b"(newer)"})
    file = read_file(pdf)
    assert [one.start for one in file.revisions] == [0, len(base), file.revisions[1].end]
    seen = [file.seen(update, 2) for update in range(3)]
    assert [one.value for one in seen if one] == [{"/Title": b"none"}, b"new", b"new"]
    assert file.seen(1, 3) is None


@pytest.mark.parametrize("end", [b"", b"\n"])
def test_a_stream_is_as_long_as_it_says(end: bytes) -> None:
    data = b"endstream\nendobj\n" + end
    stream = b"<< /Length %d >>\nstream\n%s%sendstream" % (len(data), data, b"" if end else b"\n")
    (held,) = [
        one
        for one in read_file(written({**OBJECTS, 3: stream})).base.objects.values()
        if one.stream
    ]
    assert held.stream == data
    assert held.syntax == held.end - held.start - len(data)
    assert held.dictionary == {}


@pytest.mark.parametrize(
    "value",
    [
        b"(a)\n(b)",
        b"<< /Length 5 >>\nstream\nabc\nendstream",
        b"<< /Length 2 >>\nstream\nabc\nendstream",
        b"<< /Length -1 >>\nstream\nabc\nendstream",
        b"<< /Length 9 0 R >>\nstream\nabc\nendstream",
        b"<< /Length 3 >>\nstream\r\nabc\nendstream",
        b"<< >>\nstream\nabc\nendstream",
        b"<< /Length 3 /F (other.pdf) >>\nstream\nabc\nendstream",
        b"(a)\nstream\nabc\nendstream",
        b"(a)\nendobj\n3 0 obj\n(b)",
        b"(a) % b",
    ],
)
def test_an_object_is_one_value_and_no_more(value: bytes) -> None:
    with pytest.raises(SignatureError, match="file_malformed"):
        read_file(written({**OBJECTS, 3: value}))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"xref\n0", b"xref \n0"),
        (b"0000000000 65535 f ", b"0000000000 65535 n "),
        (b"0000000000 65535 f ", b"0000000000 00000 f "),
        (b"2 1\n", b"1 1\n"),
        (b"2 1\n", b"3 1\n"),
        (b"00000 n ", b"00001 n "),
        (b"00000 n \n", b"00000 n\r\n"),
        (b"trailer", b"trialer"),
        (b"trailer", b"1 1\n0000000015 00000 n \ntrailer"),
        (b"/Size 3", b"/Size 3 /Size 3"),
        (b"/Size 3", b"/Size (3)"),
        (b"/Size 3", b"/Size 3 /Prev 15"),
        (b"/Size 3", b"/Size 3 /XRefStm 15"),
        (b"/Size 3", b"/Size 3 /Encrypt 2 0 R"),
        (b"/Root 1 0 R", b"/Root null"),
        (b"/ID [ <aa> <bb> ]", b"/ID [ <aa> ]"),
        (b"/ID [ <aa> <bb> ]", b""),
        (b"startxref\n", b"startxref\n0"),
        (b"startxref\n", b"startxref\n9"),
        (b"startxref\n", b"startxref "),
        (b"%%EOF\n", b"%%EOF"),
        (b"%%EOF\n", b"%%EOF\n\n"),
        (b"%%EOF\n", b"%%EOF\n%%EOF\n"),
        (b"xref\n", b"% note\nxref\n"),
    ],
)
def test_the_end_of_a_revision_has_one_form(old: bytes, new: bytes) -> None:
    pdf = written()
    at = pdf.index(old, pdf.index(b"xref"))
    with pytest.raises(SignatureError, match="file_malformed"):
        read_file(pdf[:at] + new + pdf[at + len(old) :])


@pytest.mark.parametrize(
    "trailer",
    [
        {"Prev": b"0"},
        {"Prev": b""},
        {"Prev": b"(15)"},
        {"Root": b"2 0 R"},
        {"Info": b"1 0 R"},
        {"ID": b"[ <cc> <bb> ]"},
        {"Size": b"5"},
        {"Size": b"6"},
    ],
)
def test_an_update_keeps_what_the_trailer_said(trailer: dict[str, bytes]) -> None:
    base = written({**OBJECTS, 5: b"null"})
    assert read_file(updated(base, {2: b"()", 6: b"()"}))
    with pytest.raises(SignatureError, match="file_malformed"):
        read_file(updated(base, {2: b"()", 6: b"()"}, **trailer))


def test_an_update_does_not_make_the_file_smaller() -> None:
    base = written({**OBJECTS, 5: b"null"})
    assert read_file(updated(base, {2: b"()"}, Size=b"6"))
    with pytest.raises(SignatureError, match="file_malformed"):
        read_file(updated(base, {2: b"()"}, Size=b"5"))


def test_an_update_takes_up_no_number_that_was_passed_over() -> None:
    base = written({**OBJECTS, 5: b"null"})
    with pytest.raises(SignatureError, match="file_malformed"):
        read_file(updated(base, {4: b"()"}))


def test_objects_stand_from_the_first_octet_on() -> None:
    pdf = written()
    shifted = pdf.replace(HEADER, HEADER + b"\n", 1)
    moved = re.sub(
        rb"(\d{10}) 00000 n", lambda entry: b"%010d 00000 n" % (int(entry[1]) + 1), shifted
    )
    table = moved.index(b"xref\n")
    moved = re.sub(rb"startxref\n\d+", b"startxref\n%d" % table, moved)
    with pytest.raises(SignatureError) as refused:
        read_file(moved)
    assert refused.value.facts == {"at": len(HEADER)}


@pytest.mark.parametrize(
    ("objects", "trailer"),
    [
        ({3: b"[ << /A 4 0 R >> ]"}, {}),
        ({3: b"null"}, {"Root": b"4 0 R"}),
        ({3: b"null"}, {"Info": b"4 0 R"}),
    ],
)
def test_no_reference_leads_to_what_may_come_later(
    objects: dict[int, bytes], trailer: dict[str, bytes]
) -> None:
    with pytest.raises(SignatureError, match="file_malformed"):
        read_file(written({**OBJECTS, **objects}, **trailer))
    assert read_file(written({**OBJECTS, **objects, 4: b"null"}, **trailer))


@pytest.mark.parametrize("header", [b"%PDF-1.4\n", b"\n" + HEADER, b"%PDF-1.7\n"])
def test_another_beginning_is_refused(header: bytes) -> None:
    with pytest.raises(SignatureError, match="not_one_pdf"):
        read_file(written().replace(HEADER, header, 1))


def too_large(pdf: bytes) -> dict[str, object]:
    """Return what is said of ``pdf``, which has too much of something."""
    with pytest.raises(SignatureError, match="too_large") as refused:
        read_file(pdf)
    return refused.value.facts


def test_a_file_is_read_up_to_a_size() -> None:
    facts = too_large(bytes(MOST_OCTETS + 1))
    assert facts == {"what": "octets", "found": MOST_OCTETS + 1, "most": MOST_OCTETS}


def test_a_file_has_a_number_of_revisions() -> None:
    pdf = written()
    for _ in range(MOST_REVISIONS):
        pdf = updated(pdf, {2: b"()"})
    assert too_large(pdf)["what"] == "revisions"


def test_a_table_has_a_number_of_entries() -> None:
    pdf = written()
    many = pdf.replace(b"xref\n0 1\n", b"xref\n0 %d\n" % (MOST_OBJECTS + 1), 1)
    assert too_large(many)["what"] == "objects"


def test_a_file_has_so_much_outside_its_streams() -> None:
    value = b"(" + b"a" * (LONGEST_VALUE - 100) + b")"
    objects = dict.fromkeys(range(3, 4 + MOST_SYNTAX // LONGEST_VALUE), value)
    assert too_large(written({**OBJECTS, **objects}))["what"] == "syntax"


def test_a_value_has_a_length() -> None:
    with pytest.raises(SignatureError, match="file_malformed"):
        read_file(written({**OBJECTS, 3: b"(" + b"a" * LONGEST_VALUE + b")"}))
