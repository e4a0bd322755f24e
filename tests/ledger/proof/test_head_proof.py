"""Proofs from the head map: of a stream's last event, and of there being no such stream."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.errors import LedgerError
from ledger.proof.head_proof import (
    HeadProof,
    head_proof,
    head_proof_bytes,
    parse_head_proof,
    verify_head,
    verify_no_head,
)
from ledger.proof.headmap import Head, HeadMap, head_leaf, join, key_of, value_of


def _stream(number: int) -> bytes:
    return sha256(b"stream %d" % number).digest()[:16]


def _head(number: int) -> Head:
    return Head(number + 1, sha256(b"leaf %d" % number).digest())


def _map(count: int) -> HeadMap:
    return HeadMap().updated({_stream(number): _head(number) for number in range(count)})


MAPS = {count: _map(count) for count in (0, 1, 2, 3, 10, 500)}
COUNTS = st.sampled_from(sorted(MAPS))


def _mutations(proof: HeadProof) -> Iterator[HeadProof]:
    for at, one in enumerate(proof.siblings):
        flipped = bytes([one[0] ^ 1]) + one[1:]
        for middle in ((flipped,), (), (one, one), (one[:-1],), (one, bytes(32))):
            siblings = (*proof.siblings[:at], *middle, *proof.siblings[at + 1 :])
            yield msgspec.structs.replace(proof, siblings=siblings)
    yield msgspec.structs.replace(proof, siblings=(bytes(32), *proof.siblings))
    yield msgspec.structs.replace(proof, siblings=(*proof.siblings, *[bytes(32)] * 257))
    if proof.other:
        key, value = proof.other
        for other in (None, (key, bytes(32)), (bytes(32), value), (key[:-1], value), (key, b"")):
            yield msgspec.structs.replace(proof, other=other)


@given(COUNTS.filter(bool), st.data())
def test_a_head_is_proved(count: int, data: st.DataObject) -> None:
    number = data.draw(st.integers(0, count - 1))
    proof = head_proof(MAPS[count], _stream(number))
    verify_head(MAPS[count].root, _stream(number), _head(number), proof)


@given(COUNTS, st.integers(500, 10_000))
def test_that_there_is_no_such_stream_is_proved(count: int, number: int) -> None:
    proof = head_proof(MAPS[count], _stream(number))
    verify_no_head(MAPS[count].root, _stream(number), proof)


@given(COUNTS.filter(bool), st.data())
def test_a_stream_that_is_there_is_never_proved_away(count: int, data: st.DataObject) -> None:
    number = data.draw(st.integers(0, count - 1))
    proof, other = head_proof(MAPS[count], _stream(number)), data.draw(st.integers(0, 600))
    lies = [
        proof,
        head_proof(MAPS[count], _stream(other)),
        msgspec.structs.replace(proof, other=(key_of(_stream(number)), value_of(_head(number)))),
        msgspec.structs.replace(proof, other=(key_of(_stream(other)), value_of(_head(other)))),
    ]
    for lie in lies:
        with pytest.raises(LedgerError):
            verify_no_head(MAPS[count].root, _stream(number), lie)


@given(COUNTS.filter(bool), st.data())
def test_an_older_head_or_another_stream_is_refuted(count: int, data: st.DataObject) -> None:
    number = data.draw(st.integers(0, count - 1))
    proof = head_proof(MAPS[count], _stream(number))
    older = msgspec.structs.replace(_head(number), version=number + 2)
    for stream_id, head in ((_stream(number), older), (_stream(number + 1), _head(number))):
        with pytest.raises(LedgerError) as refused:
            verify_head(MAPS[count].root, stream_id, head, proof)
        assert refused.value.code in {"head_refuted", "head_proof_malformed"}


@given(COUNTS, st.integers(0, 1_000))
def test_no_mutation_of_a_proof_is_taken(count: int, number: int) -> None:
    root, stream_id = MAPS[count].root, _stream(number)
    for wrong in _mutations(head_proof(MAPS[count], stream_id)):
        with pytest.raises(LedgerError):
            verify_head(root, stream_id, _head(number), wrong)
        with pytest.raises(LedgerError) as refused:
            verify_no_head(root, stream_id, wrong)
        assert refused.value.code in {"head_refuted", "head_proof_malformed"}


def test_a_proof_of_a_head_names_no_other_stream() -> None:
    proof = head_proof(MAPS[10], _stream(3))
    with_other = msgspec.structs.replace(proof, other=(bytes(32), bytes(32)))
    with pytest.raises(LedgerError) as refused:
        verify_head(MAPS[10].root, _stream(3), _head(3), with_other)
    assert refused.value.code == "head_proof_malformed"


def test_another_stream_counts_only_where_the_one_asked_for_would_be() -> None:
    sides = {key_of(_stream(number))[0] >> 7: number for number in range(20)}
    asked, elsewhere = _stream(sides[0]), head_leaf(_stream(sides[1]), _head(sides[1]))
    crooked = join(elsewhere.hash, bytes(32))  # the leaf stands on the side of the one asked for
    proof = HeadProof((bytes(32),), (elsewhere.key, elsewhere.value))
    with pytest.raises(LedgerError) as refused:
        verify_no_head(crooked, asked, proof)
    assert refused.value.code == "head_proof_malformed"


def test_a_refuted_head_is_told_with_both_roots() -> None:
    proof = head_proof(MAPS[1], _stream(0))
    with pytest.raises(LedgerError) as refused:
        verify_head(bytes(32), _stream(0), _head(0), proof)
    assert refused.value.facts == {"expected": "00" * 32, "actual": MAPS[1].root.hex()}


@given(COUNTS, st.integers(0, 1_000))
def test_the_bytes_of_a_proof_are_read_back(count: int, number: int) -> None:
    proof = head_proof(MAPS[count], _stream(number))
    assert parse_head_proof(head_proof_bytes(proof)) == proof


@pytest.mark.parametrize(
    "octets",
    [
        *(b"", b"\0\0", b"\2\0\0", b"\0\1\1" + bytes(257 * 32), b"\0\0\1" + bytes(31)),
        *(b"\0\0\1" + bytes(33), b"\1\0\0", b"\1\0\0" + bytes(63), b"\0\0\0\0"),
    ],
)
def test_bytes_that_are_no_proof_are_refused(octets: bytes) -> None:
    with pytest.raises(LedgerError) as refused:
        parse_head_proof(octets)
    assert refused.value.code == "head_proof_malformed"


def test_a_proof_may_be_as_deep_as_a_key_is_long() -> None:
    deepest = HeadProof((bytes(32),) * 256)
    assert parse_head_proof(head_proof_bytes(deepest)) == deepest
    with pytest.raises(LedgerError) as refused:
        verify_no_head(bytes(32), _stream(0), deepest)
    assert refused.value.code == "head_refuted"


def test_a_proof_tells_nothing_of_the_stream_beside() -> None:
    stream_id = next(
        stream for stream in map(_stream, range(10, 99)) if head_proof(MAPS[10], stream).other
    )
    written = head_proof_bytes(head_proof(MAPS[10], stream_id))
    assert not [n for n in range(10) if _stream(n) in written or _head(n).leaf_hash in written]
