"""DER is read strictly: one value has one spelling."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from signing.der import read, write
from signing.der.read import LONGEST_OID, Reader
from signing.errors import SignatureError


@given(st.integers(min_value=0, max_value=2**170))
def test_an_integer_comes_back(value: int) -> None:
    reader = Reader(write.integer(value))
    assert reader.integer() == value
    reader.end()


@given(
    st.sampled_from(("0.0", "0.39", "1.0", "1.39", "2.0", "2.40", "2.999")),
    st.lists(st.integers(min_value=0, max_value=2**128), max_size=2),
)
def test_an_object_identifier_comes_back(root: str, arcs: list[int]) -> None:
    dotted = ".".join((root, *map(str, arcs)))
    assert Reader(write.oid(dotted)).oid() == dotted


@given(st.text())
def test_a_text_comes_back(text: str) -> None:
    assert Reader(write.utf8(text)).text(write.UTF8_STRING) == text


@given(st.datetimes(min_value=datetime(1000, 1, 1)))  # noqa: DTZ001  # the zone is given below
def test_an_instant_comes_back_in_utc_and_whole_seconds(local: datetime) -> None:
    instant = local.replace(tzinfo=UTC)
    assert Reader(write.generalized_time(instant)).time() == instant.replace(microsecond=0)


def test_an_instant_is_written_in_utc() -> None:
    eight = datetime(2026, 9, 8, 20, tzinfo=timezone(timedelta(hours=8)))
    assert write.generalized_time(eight)[2:] == b"20260908120000Z"


def test_a_long_value_comes_back() -> None:
    for size in (0, 127, 128, 255, 256, 65536):
        assert Reader(write.octets(bytes(size))).contents(write.OCTET_STRING) == bytes(size)


def test_a_set_is_in_ascending_order() -> None:
    members = [write.octets(b"bb"), write.octets(b"a"), write.integer(3)]
    assert write.set_of(*members) == write.set_of(*reversed(members))
    inner = read.whole(write.set_of(*members), write.SET)
    assert (inner.integer(), inner.contents(4), inner.contents(4)) == (3, b"a", b"bb")


def test_a_value_can_be_taken_whole() -> None:
    reader = Reader(write.integer(5) + write.null())
    assert reader.whole(write.INTEGER) == write.integer(5)
    assert reader.next_is(write.NULL)
    assert reader.contents(write.NULL) == b""
    assert not reader.next_is(write.NULL)


@pytest.mark.parametrize(
    "wrong",
    [
        "",
        "02",
        "0500",
        "0200",
        "020005",
        "02020005",
        "0201ff",
        "02810105",
        "028005",
        "0282000105",
        "0203010000"[:-2],
        "0284ffffffff05",
    ],
)
def test_another_spelling_of_an_integer_is_refused(wrong: str) -> None:
    with pytest.raises(SignatureError, match="not_der"):
        Reader(bytes.fromhex(wrong)).integer()


@pytest.mark.parametrize("contents", ["", "80", "2a80", "8001", "2a8001"])
def test_another_spelling_of_an_object_identifier_is_refused(contents: str) -> None:
    with pytest.raises(SignatureError, match="not_der"):
        Reader(write.encode(write.OID, bytes.fromhex(contents))).oid()


def test_an_endless_object_identifier_is_refused() -> None:
    endless = write.encode(write.OID, b"\x69" + b"\xff" * LONGEST_OID + b"\x7f")
    with pytest.raises(SignatureError, match="not_der"):
        Reader(endless).oid()


@pytest.mark.parametrize(
    "text", ["20260908120000", "20260908120000.5Z", "20261308120000Z", "2026908120000Z", "x"]
)
def test_another_spelling_of_an_instant_is_refused(text: str) -> None:
    with pytest.raises(SignatureError, match="not_der"):
        Reader(write.encode(write.GENERALIZED_TIME, text.encode())).time()


def test_a_text_in_another_encoding_is_refused() -> None:
    for tag, contents in ((write.UTF8_STRING, b"\xff"), (write.PRINTABLE_STRING, "é".encode())):
        with pytest.raises(SignatureError, match="not_der"):
            Reader(write.encode(tag, contents)).text(tag)


def test_something_after_the_value_is_refused() -> None:
    with pytest.raises(SignatureError) as refused:
        read.whole(write.sequence() + b"\x00", write.SEQUENCE)
    assert (refused.value.code, refused.value.facts) == ("not_der", {"at": 2})


@given(st.binary(max_size=40))
def test_nothing_else_is_raised_by_whatever_is_read(data: bytes) -> None:
    for of_kind in (Reader.integer, Reader.oid, Reader.time):
        with suppress(SignatureError):
            of_kind(Reader(data))
