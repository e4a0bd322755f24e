"""The tree's root, all at once, leaf by leaf and in pieces."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from proving import BOUNDARIES, LEAVES, leaf, leaves, root

from ledger.errors import LedgerError
from ledger.proof.hashing import HASH_BYTES
from ledger.proof.tree import Frontier, tree_root

SIZES = st.sampled_from(BOUNDARIES) | st.integers(0, LEAVES)


@pytest.mark.parametrize("size", [0, *BOUNDARIES])
def test_the_root_is_that_of_the_definition(size: int) -> None:
    assert tree_root(leaves(0, size)) == root(size)


@given(st.lists(st.integers(0, 700), max_size=6))
def test_a_tree_that_grows_in_pieces_is_the_tree_of_the_whole(pieces: list[int]) -> None:
    frontier = Frontier()
    for count in pieces:
        frontier.extend(leaves(frontier.size, frontier.size + count))
        assert frontier.root() == root(frontier.size)
    assert frontier.size == sum(pieces)


def test_a_tree_that_grows_leaf_by_leaf_is_the_tree_of_the_whole() -> None:
    frontier = Frontier()
    for size in range(1, 600):
        frontier.append(leaf(size - 1))
        assert frontier.root() == root(size)


@given(SIZES, st.integers(0, 300))
def test_a_frontier_goes_on_from_its_state(size: int, count: int) -> None:
    before = Frontier()
    before.extend(leaves(0, size))
    frontier = Frontier(before.size, before.peaks)
    frontier.extend(leaves(size, size + count))
    assert frontier.root() == root(size + count)


@given(SIZES)
def test_the_state_is_a_hash_for_each_bit_of_the_size(size: int) -> None:
    frontier = Frontier()
    frontier.extend(leaves(0, size))
    assert len(frontier.peaks) == size.bit_count()


@pytest.mark.parametrize(
    ("size", "peaks"),
    [(-1, ()), (1, ()), (2, (bytes(32),) * 2), (3, (bytes(32),)), (1, (bytes(31),))],
)
def test_a_state_of_another_size_is_refused(size: int, peaks: tuple[bytes, ...]) -> None:
    with pytest.raises(LedgerError) as refused:
        Frontier(size, peaks)
    assert (refused.value.code, refused.value.facts["size"]) == ("hashes_malformed", size)


@pytest.mark.parametrize("length", [1, HASH_BYTES - 1, HASH_BYTES + 1])
def test_leaves_that_are_no_whole_hashes_are_refused(length: int) -> None:
    with pytest.raises(LedgerError) as refused:
        tree_root(bytes(length))
    assert refused.value.code == "hashes_malformed"
