"""What `fsck` says of a stored tile that is not what its events come to."""

from __future__ import annotations

import hashlib

import pytest

from ledger.fsck.tiles import difference
from ledger.proof.edge import TILE_BYTES

HASHES = [hashlib.sha256(bytes([n])).digest() for n in range(4)]
THREE, FOUR = b"".join(HASHES[:3]), b"".join(HASHES)


@pytest.mark.parametrize("stored", [THREE, FOUR])
def test_a_tile_that_has_the_hashes_of_its_events_has_no_fault(stored: bytes) -> None:
    assert difference(stored, FOUR, 3) == ""


def test_a_tile_may_have_more_than_was_computed_when_the_log_has_gone_on() -> None:
    assert difference(FOUR, THREE, 3) == ""


@pytest.mark.parametrize(
    ("stored", "said"),
    [
        (None, "none"),
        (THREE[:-1], "95 bytes"),
        (THREE[:64], "64 bytes"),
        (bytes(TILE_BYTES + 32), f"{TILE_BYTES + 32} bytes"),
    ],
)
def test_a_tile_that_is_not_there_or_not_so_long_is_told(stored: object, said: str) -> None:
    assert difference(stored, FOUR, 3) == said


def test_the_first_hash_that_is_another_is_named() -> None:
    changed = HASHES[0] + HASHES[3] + HASHES[2] + HASHES[1]
    assert difference(changed, FOUR, 4) == f"another hash 1: {HASHES[3].hex()}"
