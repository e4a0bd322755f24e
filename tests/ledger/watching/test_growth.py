"""A newer head goes on from an older one, or it does not; tiles decide, and nobody trusts them."""

from __future__ import annotations

from typing import NoReturn

import pytest
from keyring import refused
from watched import Tree

from ledger.proof.checkpoint import Checkpoint
from ledger.proof.hashing import EMPTY_ROOT
from ledger.proof.tiles import Tile
from ledger.watching.growth import require_growth

NEWER = Tree(600)


def nothing(_: Tile) -> NoReturn:
    raise AssertionError


@pytest.mark.parametrize("size", [1, 2, 255, 256, 257, 511, 512, 599])
def test_what_only_grew_is_shown_to_have(size: int) -> None:
    assert require_growth(Tree(size).head(), NEWER.head(), NEWER.tile) >= 1


def test_the_same_head_and_an_empty_log_need_no_tiles() -> None:
    head = NEWER.head()
    assert require_growth(head, head, nothing) == 0
    assert require_growth(Checkpoint(head.origin, 0, EMPTY_ROOT), head, nothing) == 0


@pytest.mark.parametrize("forked_at", [0, 255, 256, 298])
def test_what_was_rewritten_is_found_wherever_it_was(forked_at: int) -> None:
    with refused("consistency_refuted"):
        require_growth(Tree(299, forked_at).head(), NEWER.head(), NEWER.tile)


def test_two_heads_of_one_size_a_smaller_one_and_one_of_another_log_contradict() -> None:
    with refused("tree_forked"):
        require_growth(Tree(600, 599).head(), NEWER.head(), nothing)
    with refused("log_went_back"):
        require_growth(NEWER.head(), Tree(599).head(), nothing)
    with refused("log_renamed"):
        require_growth(NEWER.head("other.example.org"), NEWER.head(), nothing)


def test_tiles_of_another_tree_show_nothing() -> None:
    other = Tree(600, 3)
    with refused("tiles_refuted"):
        require_growth(Tree(5).head(), NEWER.head(), other.tile)
