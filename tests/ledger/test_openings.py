"""Openings as receipts carry them: one spelling, and nothing else is taken for one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from keyring import refused

from ledger.opening import Opening, opening_bytes, parse_opening

ids, digests = st.binary(min_size=16, max_size=16), st.binary(min_size=32, max_size=32)
openings = st.builds(
    Opening,
    log_id=ids,
    stream_id=ids,
    version=st.integers(1, 2**64 - 1),
    recorded_at=st.integers(-(2**63), 2**63 - 1),
    type=st.text(max_size=40),
    payload_sha256=digests,
    meta_sha256=digests,
    prev=digests,
    salt=digests,
)
ONE = opening_bytes(
    Opening(
        log_id=b"l" * 16,
        stream_id=b"s" * 16,
        version=1,
        recorded_at=2,
        type="deal.opened.v1",
        payload_sha256=b"p" * 32,
        meta_sha256=b"m" * 32,
        prev=bytes(32),
        salt=b"n" * 32,
    )
)


@given(openings)
def test_an_opening_is_read_back(opening: Opening) -> None:
    octets = opening_bytes(opening)
    assert parse_opening(octets) == opening
    assert opening_bytes(parse_opening(octets)) == octets


@pytest.mark.parametrize("length", range(len(ONE)))
def test_half_an_opening_is_none(length: int) -> None:
    with refused("opening_malformed"):
        parse_opening(ONE[:length])


@pytest.mark.parametrize(
    "octets",
    [ONE + b"\0", b"other" + ONE[5:], ONE.replace(b"deal.opened", b"deal.opene\xff")],
    ids=["longer", "of something else", "no text"],
)
def test_what_is_no_opening_is_refused(octets: bytes) -> None:
    with refused("opening_malformed"):
        parse_opening(octets)
