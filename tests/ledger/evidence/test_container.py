"""The container has one spelling; whatever else an unpacker would take is refused."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from keyring import refused

from ledger.errors import LedgerError
from ledger.evidence.container import (
    CONTAINER_BYTES_MAX,
    MEMBERS_MAX,
    container_bytes,
    is_container,
    parse_container,
)

MEMBERS = {"one": b"1", "two": b"", "three/four": bytes(300)}
OCTETS = container_bytes(MEMBERS)
NAMES = st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=20)


@given(st.dictionaries(NAMES, st.binary(max_size=100), max_size=8))
def test_members_come_back_in_their_order(members: dict[str, bytes]) -> None:
    octets = container_bytes(members)
    assert [*parse_container(octets).items()] == [*members.items()]


@given(st.binary(max_size=200))
def test_whatever_is_read_is_refused_or_comes_back(octets: bytes) -> None:
    for candidate in (octets, b"PK\x03\x04" + octets, OCTETS[:-22] + octets):
        assert came_back_or_refused(candidate)


def came_back_or_refused(octets: bytes) -> bool:
    try:
        return container_bytes(parse_container(octets)) == octets
    except LedgerError as wrong:
        return wrong.code == "container_altered"


def by_zipfile(method: int = zipfile.ZIP_STORED, name: str = "one", comment: bytes = b"") -> bytes:
    """Return an archive as the standard library writes it."""
    written = BytesIO()
    with zipfile.ZipFile(written, "w", method) as archive:
        archive.writestr(name, b"1" * 100)
        archive.comment = comment
    return written.getvalue()


@pytest.mark.parametrize(
    "octets",
    [
        by_zipfile(),
        by_zipfile(zipfile.ZIP_DEFLATED),
        by_zipfile(name="\u00e9"),
        by_zipfile(comment=b"hello"),
        b"before" + OCTETS,
        OCTETS + b"behind",
        OCTETS[:-1],
        OCTETS[:20],
        OCTETS[: len(OCTETS) // 2],
        container_bytes({"one": b"1"}) + OCTETS,
    ],
)
def test_any_other_archive_is_refused(octets: bytes) -> None:
    with refused("container_altered"):
        parse_container(octets)


def test_a_name_that_comes_twice_is_refused() -> None:
    member = OCTETS[: 30 + 3 + 1]
    with refused("container_altered"):
        parse_container(member + OCTETS)


def test_it_says_where_the_first_byte_is_that_should_be_another() -> None:
    for offset in (0, 20, 33, len(OCTETS) - 1):
        changed = bytearray(OCTETS)
        changed[offset] ^= 1
        with pytest.raises(LedgerError) as wrong:
            parse_container(bytes(changed))
        # a sum that is not that of the content is found where the sum stands
        assert int(str(wrong.value.facts["offset"])) <= offset


@pytest.mark.parametrize(
    ("offset", "member"), [(33, "one"), (120, "three/four"), (len(OCTETS) - 1, "directory")]
)
def test_it_says_in_which_member_that_byte_is(offset: int, member: str) -> None:
    with pytest.raises(LedgerError) as wrong:
        parse_container(OCTETS[:offset] + bytes([OCTETS[offset] ^ 1]) + OCTETS[offset + 1 :])
    assert wrong.value.facts["member"] == member


def test_it_is_bounded() -> None:
    with refused("container_too_large"):
        parse_container(bytes(CONTAINER_BYTES_MAX + 1))
    header = container_bytes({"00000": b""})[:35]
    many = b"".join(header[:30] + b"%05d" % number for number in range(MEMBERS_MAX + 1))
    with refused("container_altered"):
        parse_container(many)


def test_an_archive_is_known_by_its_beginning_or_by_its_end() -> None:
    assert is_container(OCTETS)
    assert is_container(b"?" + OCTETS[1:])
    assert is_container(OCTETS[:-1] + b"?")
    assert not is_container(b"%PDF-1.7")
    assert not is_container(b"%PDF-1.7 and more than an end has bytes")
