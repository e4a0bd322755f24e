"""Showing that one holds a key: who, for whom, under which mandate, and not long ago."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from msgspec.structs import replace

from signing.cms.algorithms import verify
from signing.errors import SignatureError
from signing.own.held import held_in_memory
from signing.own.proof import Possession, possession_statement, prove, proven

HELD = held_in_memory(ec.generate_private_key(ec.SECP256R1()))
SAID = Possession(
    edition="edition-1",
    organisation="linghai",
    person="wen-hao",
    mandate="mandate-1",
    challenge="c2hvcnQgYnV0IGVub3VnaA==",
)


def code_of(asked: Callable[[], object]) -> str:
    with pytest.raises(SignatureError) as refused:
        asked()
    return refused.value.code


def test_who_holds_a_key_can_prove_it() -> None:
    proof = prove(HELD, SAID)
    assert proven(SAID, HELD.public, proof.signature) == proof


def test_the_record_of_it_can_be_checked_again() -> None:
    record = msgspec.json.decode(prove(HELD, SAID).record(), type=dict[str, str])
    statement, signature = record["statement"].encode(), bytes.fromhex(record["signature"])
    verify(HELD.public.key, signature, statement)
    assert statement == possession_statement(SAID, HELD.public)


@pytest.mark.parametrize("part", ["edition", "organisation", "person", "mandate", "challenge"])
def test_it_proves_nothing_of_anything_else(part: str) -> None:
    proof = prove(HELD, SAID)
    other = replace(SAID, **{part: "QW5vdGhlciBvbmUgdGhhbg=="})
    assert code_of(lambda: proven(other, HELD.public, proof.signature)) == "signature_wrong"


def test_a_key_of_somebody_else_is_not_proven_by_it() -> None:
    other = held_in_memory(ec.generate_private_key(ec.SECP256R1()))
    proof = prove(HELD, SAID)
    assert code_of(lambda: proven(SAID, other.public, proof.signature)) == "signature_wrong"


@pytest.mark.parametrize("challenge", ["", "x", 'x"}, {"format": "other', "1" * 201])
def test_a_challenge_that_could_be_words_is_not_signed(challenge: str) -> None:
    said = replace(SAID, challenge=challenge)
    assert code_of(lambda: prove(HELD, said)) == "challenge_strange"
    assert code_of(lambda: proven(said, HELD.public, b"")) == "challenge_strange"
