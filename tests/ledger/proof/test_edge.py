"""The growing end of a tree in tiles: every tile is as the definition has it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from proving import BOUNDARIES, LEAVES, leaves, root, tile_hashes

from ledger.errors import LedgerError
from ledger.proof.edge import Edge
from ledger.proof.tiles import Tile, edge_of, tiles_of

SIZES = st.sampled_from((0, *BOUNDARIES)) | st.integers(0, LEAVES)


@given(SIZES, st.sampled_from((1, 2, 254, 255, 256, 257, 258, 513)))
def test_what_joins_makes_the_tiles_of_the_definition(size: int, count: int) -> None:
    edge = Edge(size, tile_hashes)
    end = min(size + count, LEAVES)
    made = dict(edge.grow(leaves(size, end)))
    assert made == {tile: tile_hashes(tile) for tile in set(tiles_of(end)) - set(tiles_of(size))}
    assert (edge.size, edge.root()) == (end, root(end))


@given(st.lists(st.integers(0, 600), max_size=8))
def test_a_tree_that_grows_in_pieces_stores_the_tiles_of_the_whole(pieces: list[int]) -> None:
    edge, stored = Edge(0, tile_hashes), dict[tuple[int, int], bytes]()
    for count in pieces:
        for tile, hashes in edge.grow(leaves(edge.size, edge.size + count)):
            stored[tile.level, tile.index] = hashes
    assert stored == {(t.level, t.index): tile_hashes(t) for t in tiles_of(sum(pieces))}
    assert edge.root() == root(sum(pieces))


def test_a_large_tree_is_made_at_once() -> None:
    edge = Edge(0, tile_hashes)
    made = edge.grow(leaves(0, 65_537))
    assert [tile for tile, _ in made] == list(tiles_of(65_537))
    assert edge.root() == root(65_537)


@given(SIZES)
def test_an_edge_goes_on_from_the_partial_tiles(size: int) -> None:
    asked = list[Tile]()

    def source(tile: Tile) -> bytes:
        asked.append(tile)
        return tile_hashes(tile)

    edge = Edge(size, source)
    assert edge.root() == root(size)
    assert asked == list(edge_of(size))
    assert all(edge.row(tile.level) == tile_hashes(tile) for tile in asked)


@pytest.mark.parametrize("length", [0, 31, 33, 64])
def test_a_tile_of_another_size_is_refused(length: int) -> None:
    with pytest.raises(LedgerError) as refused:
        Edge(1, lambda _: bytes(length))
    assert refused.value.code == "tile_malformed"
    assert refused.value.facts == {"path": "tile/0/000.p/1", "length": length}


def test_leaves_that_are_no_whole_hashes_are_refused() -> None:
    edge = Edge(3, tile_hashes)
    with pytest.raises(LedgerError) as refused:
        edge.grow(bytes(33))
    assert refused.value.code == "hashes_malformed"
    assert (edge.size, edge.root()) == (3, root(3))
