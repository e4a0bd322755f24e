"""Consistency proofs: a tree that only grew is shown to, and no other is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from proving import BOUNDARIES, LEAVES, node, root

from ledger.errors import LedgerError
from ledger.proof.consistency import consistency_proof, verify_consistency
from ledger.proof.inclusion import verify_inclusion
from ledger.proof.paths import PROOF_HASHES_MAX

SIZES = st.sampled_from(BOUNDARIES) | st.integers(1, LEAVES)
PAIRS = st.tuples(SIZES, SIZES).map(lambda pair: (min(pair), max(pair)))


def _verify(old_size: int, size: int, proof: tuple[bytes, ...]) -> None:
    verify_consistency(old_size, size, root(old_size), root(size), proof)


def test_every_small_tree_leads_to_every_larger_one() -> None:
    for size in range(1, 70):
        for old_size in range(1, size + 1):
            _verify(old_size, size, consistency_proof(node, old_size, size))


@given(PAIRS)
def test_a_tree_that_grew_is_proved(pair: tuple[int, int]) -> None:
    proof = consistency_proof(node, *pair)
    assert len(proof) <= PROOF_HASHES_MAX
    _verify(*pair, proof)


@given(PAIRS, st.data())
def test_no_mutation_of_a_proof_is_taken(pair: tuple[int, int], data: st.DataObject) -> None:
    proof = consistency_proof(node, *pair)
    at = data.draw(st.integers(0, len(proof)))
    flipped = [bytes([one[0] ^ 0x80]) + one[1:] for one in proof[at : at + 1]]
    wrongs = [
        (*proof[:at], *flipped, *proof[at + 1 :]) if flipped else (*proof, bytes(32)),
        (*proof[:at], *proof[at + 1 :]) if flipped else (root(pair[1]), *proof),
        (*proof[:at], root(pair[0]), *proof[at:]),
        (*proof[:at], bytes(31), *proof[at + 1 :]),
    ]
    for wrong in wrongs:
        with pytest.raises(LedgerError) as refused:
            _verify(*pair, wrong)
        assert refused.value.code in {"proof_malformed", "consistency_refuted"}


@given(pair=PAIRS, of_old=st.booleans())
def test_another_root_is_refuted_with_what_was_expected(
    pair: tuple[int, int], *, of_old: bool
) -> None:
    proof, other = consistency_proof(node, *pair), bytes(32)
    roots = (other, root(pair[1])) if of_old else (root(pair[0]), other)
    with pytest.raises(LedgerError) as refused:
        verify_consistency(*pair, *roots, proof)
    assert refused.value.code == "consistency_refuted"
    assert (refused.value.facts["old_size"], refused.value.facts["size"]) == pair
    assert refused.value.facts["expected"] != refused.value.facts["actual"]


@given(st.integers(0, LEAVES), st.lists(st.binary(min_size=32, max_size=32), max_size=3))
def test_nothing_shows_that_a_tree_follows_the_empty_one(size: int, proof: list[bytes]) -> None:
    with pytest.raises(LedgerError) as refused:
        verify_consistency(0, size, root(0), root(size), proof)
    assert refused.value.code == "proof_malformed"
    with pytest.raises(LedgerError) as impossible:
        consistency_proof(node, 0, size)
    assert impossible.value.code == "proof_impossible"


@pytest.mark.parametrize(("old_size", "size"), [(2, 1), (1, 0), (-1, 1)])
def test_a_tree_does_not_shrink(old_size: int, size: int) -> None:
    with pytest.raises(LedgerError) as refused:
        verify_consistency(old_size, size, bytes(32), bytes(32), ())
    assert refused.value.code == "proof_malformed"


def test_two_roots_of_one_size_are_a_log_that_was_rewritten() -> None:
    with pytest.raises(LedgerError) as refused:
        verify_consistency(7, 7, root(7), root(8), ())
    assert refused.value.code == "consistency_refuted"
    with pytest.raises(LedgerError) as longer:
        verify_consistency(7, 7, root(7), root(7), (bytes(32),))
    assert longer.value.code == "proof_malformed"


@pytest.mark.parametrize(("old_root", "new_root"), [(b"", bytes(32)), (bytes(32), bytes(33))])
def test_a_root_that_is_no_hash_is_refused(old_root: bytes, new_root: bytes) -> None:
    with pytest.raises(LedgerError) as refused:
        verify_consistency(1, 1, old_root, new_root, ())
    assert refused.value.code == "proof_malformed"


def test_the_proof_of_the_first_tree_is_an_inclusion_proof_of_its_leaf() -> None:
    proof = consistency_proof(node, 1, 257)
    verify_inclusion(root(1), 0, 257, proof, root(257))
