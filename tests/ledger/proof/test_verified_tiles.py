"""Hashes that are read from tiles are those of the signed tree, or there is an alarm."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from proving import BOUNDARIES, LEAVES, leaf, node, root, tile_hashes

from ledger.errors import LedgerError
from ledger.proof.consistency import consistency_proof, verify_consistency
from ledger.proof.inclusion import inclusion_proof, verify_inclusion
from ledger.proof.ranges import root_of
from ledger.proof.tiles import Tile, path_of, tiles_of
from ledger.proof.verified_tiles import VerifiedTiles

SIZES = st.sampled_from(BOUNDARIES) | st.integers(1, LEAVES)
LARGE = VerifiedTiles(LEAVES, root(LEAVES), tile_hashes)


def _flipped(wrong: Tile, octet: int) -> Callable[[Tile], bytes]:
    def source(tile: Tile) -> bytes:
        hashes = bytearray(tile_hashes(tile))
        if tile == wrong:
            hashes[octet % len(hashes)] ^= 0x10
        return bytes(hashes)

    return source


@given(SIZES, st.integers(0, 20), st.integers(0, LEAVES))
def test_every_node_is_that_of_the_definition(size: int, height: int, index: int) -> None:
    tiles = VerifiedTiles(size, root(size), tile_hashes)
    height = min(height, size.bit_length() - 1)
    index %= size >> height
    assert tiles.node(height, index) == node(height, index)
    assert tiles.size == size


@given(SIZES, st.integers(0, LEAVES))
def test_proofs_from_tiles_are_taken(size: int, index: int) -> None:
    tiles = VerifiedTiles(size, root(size), tile_hashes)
    index %= size
    proof = inclusion_proof(tiles.node, index, size)
    verify_inclusion(leaf(index), index, size, proof, root(size))
    older = consistency_proof(tiles.node, index + 1, size)
    verify_consistency(index + 1, size, root(index + 1), root(size), older)


@given(st.sampled_from(list(tiles_of(LEAVES))), st.integers(0, 8191), st.integers(0, 7))
def test_a_bit_that_flips_in_a_tile_is_found(tile: Tile, octet: int, above: int) -> None:
    height = 8 * tile.level + min(above, tile.width.bit_length() - 1)
    begin = tile.index * 256 ** (tile.level + 1) >> height
    with pytest.raises(LedgerError) as refused:
        VerifiedTiles(LEAVES, root(LEAVES), _flipped(tile, octet)).node(height, begin)
    if tile.width == 256:
        assert refused.value.code == "tile_refuted"
        assert refused.value.facts["path"] == path_of(tile)
    else:
        assert refused.value.code == "tiles_refuted"


def test_another_root_than_the_signed_one_is_refused() -> None:
    with pytest.raises(LedgerError) as refused:
        VerifiedTiles(7, root(8), tile_hashes)
    assert refused.value.code == "tiles_refuted"
    assert refused.value.facts == {"size": 7, "expected": root(8).hex(), "actual": root(7).hex()}


def test_a_full_tile_of_another_size_is_refused() -> None:
    tiles = VerifiedTiles(300, root(300), lambda tile: tile_hashes(tile)[: 255 * 32])
    with pytest.raises(LedgerError) as refused:
        tiles.node(0, 0)
    assert refused.value.code == "tile_malformed"


@pytest.mark.parametrize(("height", "index"), [(0, LEAVES), (0, -1), (16, 1), (17, 0), (80, 0)])
def test_there_is_no_hash_over_leaves_that_are_not_there(height: int, index: int) -> None:
    with pytest.raises(LedgerError) as refused:
        LARGE.node(height, index)
    assert refused.value.code == "proof_impossible"
    assert refused.value.facts == {"index": index << height, "size": LEAVES}


def test_a_tile_is_read_once_while_it_is_kept() -> None:
    asked = list[Tile]()

    def source(tile: Tile) -> bytes:
        asked.append(tile)
        return tile_hashes(tile)

    tiles = VerifiedTiles(600, root(600), source, tiles_kept=2)
    for index in range(256):
        assert tiles.node(0, index) == leaf(index)
    assert asked.count(Tile(0, 0)) == 1


@given(st.sampled_from((0, *BOUNDARIES)) | st.integers(0, LEAVES))
def test_the_root_of_every_older_tree_can_be_told(size: int) -> None:
    assert root_of(LARGE.node, size) == root(size)


def test_an_empty_tree_has_tiles_that_need_no_reading() -> None:
    assert VerifiedTiles(0, root(0), tile_hashes).size == 0
