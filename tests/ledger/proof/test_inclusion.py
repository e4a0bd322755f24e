"""Inclusion proofs: each leaf of each tree has one, and nothing near it is taken for one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from proving import BOUNDARIES, LEAVES, leaf, node, root

from ledger.errors import LedgerError
from ledger.proof.inclusion import inclusion_proof, root_by_inclusion, verify_inclusion
from ledger.proof.paths import join_border, join_inner

SIZES = st.sampled_from(BOUNDARIES) | st.integers(1, LEAVES)


@st.composite
def places(draw: st.DrawFn) -> tuple[int, int]:
    """Draw an index and a size, often at a boundary."""
    size = draw(SIZES)
    edges = [index for edge in BOUNDARIES for index in (edge - 1, edge) if index < size]
    return draw(st.sampled_from(edges) | st.integers(0, size - 1)), size


def mutations(proof: Sequence[bytes]) -> Iterator[Sequence[bytes]]:
    """Yield proofs that differ from this one: in a bit, in their length, in their order."""
    for at, one in enumerate(proof):
        before, after = proof[:at], proof[at + 1 :]
        for place in (0, 15, 31):
            yield (*before, one[:place] + bytes([one[place] ^ 1]) + one[place + 1 :], *after)
        yield (*before, *after)
        yield (*before, one, one, *after)
        yield (*before, one[:-1], *after)
        yield (*before, one + b"\0", *after)
        yield (*before, *after[:1], one, *after[1:]) if after else (*before, bytes(32))
    yield (*proof, bytes(32))
    yield (bytes(32), *proof)


def test_every_leaf_of_every_small_tree_is_proved() -> None:
    for size in range(1, 70):
        for index in range(size):
            proof = inclusion_proof(node, index, size)
            verify_inclusion(leaf(index), index, size, proof, root(size))


@given(places())
def test_a_leaf_is_proved(place: tuple[int, int]) -> None:
    index, size = place
    proof = inclusion_proof(node, index, size)
    assert len(proof) <= (size - 1).bit_length()
    verify_inclusion(leaf(index), index, size, proof, root(size))


@given(places())
def test_no_mutation_of_a_proof_is_taken(place: tuple[int, int]) -> None:
    index, size = place
    for wrong in mutations(inclusion_proof(node, index, size)):
        with pytest.raises(LedgerError) as refused:
            verify_inclusion(leaf(index), index, size, wrong, root(size))
        assert refused.value.code in {"proof_malformed", "inclusion_refuted"}


@given(places(), st.integers(-3, LEAVES))
def test_a_proof_holds_at_its_own_index_only(place: tuple[int, int], other: int) -> None:
    index, size = place
    if other != index:
        proof = inclusion_proof(node, index, size)
        with pytest.raises(LedgerError):
            verify_inclusion(leaf(index), other, size, proof, root(size))


@given(places())
def test_another_leaf_is_refuted_with_what_was_expected(place: tuple[int, int]) -> None:
    index, size = place
    proof = inclusion_proof(node, index, size)
    with pytest.raises(LedgerError) as refused:
        verify_inclusion(leaf(LEAVES), index, size, proof, root(size))
    assert refused.value.code == "inclusion_refuted"
    assert refused.value.facts == {
        "index": index,
        "size": size,
        "expected": root(size).hex(),
        "actual": root_by_inclusion(leaf(LEAVES), index, size, proof).hex(),
    }


@pytest.mark.parametrize(("index", "size"), [(0, 0), (1, 1), (2, 1), (-1, 1), (-1, 0), (5, -1)])
def test_there_is_no_proof_of_a_leaf_that_is_not_there(index: int, size: int) -> None:
    with pytest.raises(LedgerError) as impossible:
        inclusion_proof(node, index, size)
    assert impossible.value.code == "proof_impossible"
    with pytest.raises(LedgerError) as malformed:
        verify_inclusion(leaf(0), index, size, (), leaf(0))
    assert malformed.value.code == "proof_malformed"


@pytest.mark.parametrize(("index", "size"), [(2, 2), (3, 3), (8, 8), (9, 7), (-1, 4)])
def test_a_way_from_beyond_the_tree_shows_nothing_even_where_it_leads_to_the_root(
    index: int, size: int
) -> None:
    hashes = [leaf(number) for number in range(70)]
    for count in range(8):
        proof = hashes[:count]
        reached = join_border(join_inner(index, leaf(70), proof), ())
        with pytest.raises(LedgerError) as refused:
            verify_inclusion(leaf(70), index, size, proof, reached)
        assert refused.value.code == "proof_malformed"


def test_a_node_is_not_taken_for_a_leaf() -> None:
    with pytest.raises(LedgerError) as shorter:
        verify_inclusion(node(1, 0), 0, 4, (node(1, 1),), root(4))
    assert shorter.value.code == "proof_malformed"
    with pytest.raises(LedgerError) as none:
        verify_inclusion(root(4), 0, 4, (), root(4))
    assert none.value.code == "proof_malformed"


@pytest.mark.parametrize("length", [0, 31, 33])
def test_a_leaf_that_is_no_hash_is_refused(length: int) -> None:
    with pytest.raises(LedgerError) as refused:
        verify_inclusion(bytes(length), 0, 1, (), bytes(length))
    assert refused.value.code == "proof_malformed"
