"""Entry bundles: lengths and entries end to end, and nothing behind the last."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from proving import entry, leaves

from ledger.errors import LedgerError
from ledger.proof.entries import ENTRY_BYTES_MAX, bundle_bytes, leaves_of, parse_bundle

ENTRIES = st.lists(st.binary(max_size=40), max_size=256)


def test_our_entries_make_the_leaves_of_the_tile_beside_them() -> None:
    bundle = bundle_bytes(map(entry, range(256)))
    assert len(bundle) == 256 * 34
    assert leaves_of(parse_bundle(bundle, 256)) == leaves(0, 256)


@given(ENTRIES)
def test_a_bundle_is_read_back(entries: list[bytes]) -> None:
    assert parse_bundle(bundle_bytes(entries), len(entries)) == tuple(entries)


def test_the_length_stands_before_an_entry_in_two_bytes() -> None:
    assert bundle_bytes([b"ab", b""]) == b"\x00\x02ab\x00\x00"
    longest = bytes(ENTRY_BYTES_MAX)
    assert bundle_bytes([longest]) == b"\xff\xff" + longest


def test_an_entry_without_a_length_of_two_bytes_is_refused() -> None:
    with pytest.raises(LedgerError) as refused:
        bundle_bytes([bytes(ENTRY_BYTES_MAX + 1)])
    assert refused.value.code == "entry_too_long"


@pytest.mark.parametrize(
    ("octets", "width"),
    [
        (b"", 1),
        (b"\x00", 0),
        (b"\x00\x01", 1),
        (b"\x00\x02a", 1),
        (b"\x00\x01a", 2),
        (b"\x00\x01a\x00", 1),
        (b"\x00\x01a\x00\x00", 1),
        (b"\x00\x01ab", 1),
    ],
)
def test_a_bundle_that_is_not_whole_is_refused(octets: bytes, width: int) -> None:
    with pytest.raises(LedgerError) as refused:
        parse_bundle(octets, width)
    assert refused.value.code == "entries_malformed"


@given(ENTRIES, st.data())
def test_a_bundle_that_is_cut_is_refused(entries: list[bytes], data: st.DataObject) -> None:
    whole = bundle_bytes(entries)
    cut = whole[: data.draw(st.integers(0, len(whole)))]
    if cut != whole:
        with pytest.raises(LedgerError):
            parse_bundle(cut, len(entries))
