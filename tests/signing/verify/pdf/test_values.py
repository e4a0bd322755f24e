"""Values are read in one spelling, and every other is refused."""

from __future__ import annotations

from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from signing.errors import SignatureError
from signing.verify.pdf.values import DEEPEST, Reader, Reference, Value


def read(spelled: bytes) -> Value:
    """Return the value that ``spelled`` is, to its last octet."""
    reader = Reader(spelled + b"\n", 0, len(spelled) + 1)
    value = reader.value()
    reader.literal(b"\n")
    return value


@pytest.mark.parametrize(
    ("spelled", "value"),
    [
        (b"/Sig", "/Sig"),
        (b"/application#2fjson", "/application/json"),
        (b"/A#20B", "/A B"),
        (b"true", "true"),
        (b"null", "null"),
        (b"0", 0),
        (b"-17", -17),
        (b"59.53", Decimal("59.53")),
        (b"-0.5", Decimal("-0.5")),
        (b"12 0 R", Reference(12)),
        (b"()", b""),
        (rb"(a \(b\) \\ \056 \376\377 \n\r\t\b\f)", b"a (b) \\ . \xfe\xff \n\r\t\b\f"),
        (b"<>", b""),
        (b"<feff00>", b"\xfe\xff\x00"),
        (b"[]", []),
        (b"[ 1 2 0 R/A(b)<00>[ ] ]", [1, Reference(2), "/A", b"b", b"\0", []]),
        (b"<<>>", {}),
        (b"<<\n/A << /B 1 >>\n/C [ 2 ]\n>>", {"/A": {"/B": 1}, "/C": [2]}),
    ],
)
def test_a_value_is_read(spelled: bytes, value: Value) -> None:
    assert read(spelled) == value


@pytest.mark.parametrize(
    "spelled",
    [
        b"",
        b"/",
        b"/A#4aS",
        b"/A#2F",
        b"/A#",
        b"/A#zz",
        b"/A\xff",
        b"True",
        b"nullx",
        b"+1",
        b"--1",
        b"1.",
        b".5",
        b"1e3",
        b"12345678901",
        b"1.123456789012345678901",
        b"0 0 R",
        b"1 1 R",
        b"123456789 0 R",
        b"1 0 Rx",
        b"(a",
        b"(a(b))",
        b"(\\9)",
        b"(\\18)",
        b"(\\\n)",
        b"(\n)",
        b"(\xff)",
        b"<0>",
        b"<0 0>",
        b"<AB>",
        b"<< /A 1 /A 2 >>",
        b"<< /A >>",
        b"<< (a) 1 >>",
        b"<< /A 1 ]",
        b"[ 1 >>",
        b"[ 1",
        b"]",
        b">>",
        b"% note\n1",
        b"\t1",
        b"\r1",
        b"{ 1 }",
    ],
)
def test_another_spelling_is_refused(spelled: bytes) -> None:
    with pytest.raises(SignatureError, match="file_malformed"):
        read(spelled)


def test_containers_are_read_to_a_depth() -> None:
    assert read(b"[" * DEEPEST + b"]" * DEEPEST)
    with pytest.raises(SignatureError, match="file_malformed"):
        read(b"[" * (DEEPEST + 1) + b"]" * (DEEPEST + 1))


def test_the_refusal_says_where() -> None:
    with pytest.raises(SignatureError) as refused:
        read(b"<< /A 1 /A 2 >>")
    assert (refused.value.code, refused.value.facts) == ("file_malformed", {"at": 10})


def test_what_must_be_a_dictionary_is_one() -> None:
    assert Reader(b"<</A 1>>\n", 0, 9).dictionary() == {"/A": 1}
    with pytest.raises(SignatureError, match="file_malformed"):
        Reader(b"[ 1 ]\n", 0, 6).dictionary()


def test_nothing_is_read_beyond_the_end() -> None:
    reader = Reader(b"[ 1 ]endobj", 0, 5)
    assert reader.value() == [1]
    assert not reader.next_is(b"endobj")
    for beyond in (lambda: reader.literal(b"endobj"), lambda: reader.skip(1), reader.value):
        with pytest.raises(SignatureError, match="file_malformed"):
            beyond()


@given(st.binary(max_size=200))
def test_octets_at_random_raise_nothing_else(octets: bytes) -> None:
    with suppress(SignatureError):
        read(octets)


@given(st.binary(max_size=50))
def test_a_string_means_the_same_in_both_spellings(octets: bytes) -> None:
    escaped = b"".join(b"\\%03o" % octet for octet in octets)
    assert read(b"(" + escaped + b")") == read(b"<" + octets.hex().encode() + b">") == octets
