"""Names of tiles, and which tiles there are, as C2SP tlog-tiles says."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from proving import BOUNDARIES

from ledger.errors import LedgerError
from ledger.proof.encoding import SIZE_MAX
from ledger.proof.tiles import (
    LEVEL_MAX,
    Bundle,
    Tile,
    edge_of,
    parse_path,
    path_of,
    tiles_of,
    width_of,
)

INDEXES = st.integers(0, SIZE_MAX) | st.sampled_from([0, 999, 1000, 999_999, 1_000_000])
RESOURCES = st.builds(Tile, st.integers(0, LEVEL_MAX), INDEXES, st.integers(1, 256)) | st.builds(
    Bundle, INDEXES, st.integers(1, 256)
)


@pytest.mark.parametrize(
    ("path", "resource"),
    [
        ("tile/0/x001/x234/067", Tile(0, 1_234_067)),
        ("tile/0/000", Tile(0, 0)),
        ("tile/63/x001/000.p/255", Tile(63, 1000, 255)),
        ("tile/entries/x001/x234/067.p/1", Bundle(1_234_067, 1)),
        ("tile/entries/999", Bundle(999)),
    ],
)
def test_a_path_names_a_resource(path: str, resource: Tile | Bundle) -> None:
    assert path_of(resource) == path
    assert parse_path(path) == resource


@given(RESOURCES)
def test_every_name_is_read_back(resource: Tile | Bundle) -> None:
    assert parse_path(path_of(resource)) == resource


@pytest.mark.parametrize(
    "path",
    [
        *("", "tile", "tile/0", "tile/0/", "tile/0/0", "tile/0/00", "tile/0/0000", "/tile/0/000"),
        *("tile/00/000", "tile/01/000", "tile/64/000", "tile/-1/000", "tile/100/000"),
        *("tile/0/x000/000", "tile/0/x000/x001/000", "tile/0/001/000", "tile/0/x001/x000"),
        *("tile/0/000.p/0", "tile/0/000.p/256", "tile/0/000.p/01", "tile/0/000.p/", "tile/0/000.p"),
        *(
            "tile/0/000/",
            "tile/0/000\n",
            " tile/0/000",
            "tile/0/000?",
            "TILE/0/000",
            "tile/0/X001/000",
        ),
        *("tile/Entries/000", "tile/entries", "tile/data/000", "tile/0/000.p/1.p/1", "checkpoint"),
        *(
            "tile/0/\u0660\u0660\u0660",
            "tile/0/x009/x223/x372/x036/x854/x775/808",
            "tile/0/" + "x001/" * 9 + "000",
        ),
    ],
)
def test_any_other_spelling_is_refused(path: str) -> None:
    with pytest.raises(LedgerError) as refused:
        parse_path(path)
    assert refused.value.code == "path_malformed"


def test_a_tree_of_70000_leaves_has_the_tiles_of_the_specification() -> None:
    tiles = list(tiles_of(70_000))
    full = [tile for tile in tiles if tile.width == 256]
    partial = [tile for tile in tiles if tile.width != 256]
    assert (len([t for t in full if t.level == 0]), len([t for t in full if t.level == 1])) == (
        273,
        1,
    )
    assert partial == [Tile(0, 273, 112), Tile(1, 1, 17), Tile(2, 0, 1)]
    assert list(edge_of(70_000)) == partial


def test_a_tree_of_256_leaves_has_a_full_tile_and_one_above_it() -> None:
    assert list(tiles_of(256)) == [Tile(0, 0), Tile(1, 0, 1)]
    assert list(tiles_of(0)) == []


@given(st.sampled_from(BOUNDARIES) | st.integers(0, 200_000))
def test_the_widths_are_those_of_the_tiles(size: int) -> None:
    tiles = list(tiles_of(size))
    assert all(width_of(size, tile.level, tile.index) == tile.width for tile in tiles)
    last = {tile.level: tile.index for tile in tiles}
    assert all(width_of(size, level, index + 1) == 0 for level, index in last.items())
    assert [tile for tile in tiles if tile.width < 256] == list(edge_of(size))
