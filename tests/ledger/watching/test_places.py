"""A log's files are found below an address, in a folder, or by the log's name in the policy."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from socket import create_server

import pytest
from keyring import refused
from proving import ORIGIN, POLICY, log_key, with_policy
from watched import Tree, served

from ledger.proof.policy import Log
from ledger.proof.tiles import Tile
from ledger.watching.places import LogPlace, place_of_log

TREE = Tree(600)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Write the log's files into a folder."""
    return TREE.put(tmp_path)


@pytest.fixture(params=["folder", "address", "name"])
def place(request: pytest.FixtureRequest, folder: Path) -> Iterator[LogPlace]:
    """Find the log in each way."""
    with served(folder) as url:
        known = with_policy(logs=(Log(log_key().verifier, url),))
        where = {"folder": str(folder), "address": url, "name": ORIGIN}[request.param]
        yield place_of_log(where, known)


def test_the_head_and_each_tile_are_there(place: LogPlace) -> None:
    assert place.checkpoint() == TREE.note()
    for tile, hashes in TREE.tiles.items():
        assert place.tile(tile) == hashes


def test_of_a_tile_that_is_whole_now_the_beginning_is_given(place: LogPlace) -> None:
    assert place.tile(Tile(0, 1, 7)) == TREE.tile(Tile(0, 1))[: 7 * 32]


def test_the_trees_before_are_below_their_numbers(place: LogPlace, folder: Path) -> None:
    for number, tree in (("1", Tree(300)), ("2", Tree(400))):
        tree.put(folder / number)
    assert place.tree(ORIGIN).checkpoint() == Tree(300).note()
    assert place.tree(f"{ORIGIN}/2").tile(Tile(0, 0)) == TREE.tile(Tile(0, 0))
    with refused("log_out_of_reach"):
        place.tree(f"{ORIGIN}/3").checkpoint()


def test_what_is_shown_of_rotations_is_a_file(place: LogPlace, folder: Path) -> None:
    assert place.rotations() == b"[]"
    (folder / "rotations").write_bytes(b"shown")
    assert place.rotations() == b"shown"


def test_what_is_not_there_is_said(place: LogPlace, folder: Path) -> None:
    with refused("tile_missing"):
        place.tile(Tile(0, 9))
    (folder / "checkpoint").unlink()
    with refused("log_out_of_reach"):
        place.checkpoint()


def test_a_tile_of_another_length_is_given_as_it_is(place: LogPlace, folder: Path) -> None:
    (folder / "tile/0/001").write_bytes(b"short")
    assert place.tile(Tile(0, 1)) == b"short"


def test_a_copy_of_a_later_head_has_what_an_earlier_one_asks_for(folder: Path) -> None:
    place = place_of_log(str(folder), POLICY)
    assert place.tile(Tile(0, 2, 80)) == TREE.tile(Tile(0, 2, 88))[: 80 * 32]
    with refused("tile_missing"):
        place.tile(Tile(0, 2, 89))


def test_a_file_that_can_not_be_read_and_a_server_that_fails_are_said(tmp_path: Path) -> None:
    (tmp_path / "checkpoint").mkdir()
    with refused("log_out_of_reach"):
        place_of_log(str(tmp_path), POLICY).checkpoint()
    with served(tmp_path) as url, refused("log_out_of_reach"):
        place_of_log(f"{url}/fault", POLICY).checkpoint()
    with create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    for url in (f"http://127.0.0.1:{port}", "http://", "https://127.0.0.1:99999", "http://[::1"):
        with refused("log_out_of_reach"):
            place_of_log(url, POLICY).checkpoint()


def test_a_place_that_nobody_knows_is_said() -> None:
    for where in ("nowhere", ORIGIN):
        with refused("log_place_unknown"):
            place_of_log(where, POLICY)
