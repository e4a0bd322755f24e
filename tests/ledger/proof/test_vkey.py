"""Verifier keys as text: one spelling each, and only sound keys of our algorithms."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from proving import CHAMBER, log_key

from ledger.errors import LedgerError
from ledger.proof.encoding import to_base64
from ledger.proof.vkey import Algorithm, is_key_name, parse_vkey, verifier_key, vkey_of

NEUMANN = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
"""A key that implementations of signed notes have been tested with from the first one on."""


def test_a_published_key_is_read_and_written() -> None:
    key = parse_vkey(NEUMANN)
    assert (key.name, key.key_id.hex(), key.algorithm) == (
        "PeterNeumann",
        "c74f20a3",
        Algorithm.ED25519,
    )
    assert vkey_of(key) == NEUMANN


@pytest.mark.parametrize("key", [log_key().verifier, CHAMBER.verifier])
def test_our_keys_are_read_back(key: object) -> None:
    assert isinstance(key, type(log_key().verifier))
    assert parse_vkey(vkey_of(key)) == key


def test_one_public_key_has_another_id_for_each_use_and_name() -> None:
    public = log_key().verifier.public_key
    keys = {
        verifier_key(name, algorithm, public).key_id for name in "ab" for algorithm in Algorithm
    }
    assert len(keys) == 4


def test_no_part_of_a_key_is_a_key() -> None:
    parts = {NEUMANN[i:j] for i in range(len(NEUMANN)) for j in range(i + 1, len(NEUMANN) + 1)}
    for part in sorted(parts - {NEUMANN}):
        with pytest.raises(LedgerError):
            parse_vkey(part)


def test_no_letter_of_a_key_can_be_another() -> None:
    for at, letter in enumerate(NEUMANN):
        for other in (chr(ord(letter) + 1), letter.swapcase(), "+", " ", "\n", ""):
            wrong = NEUMANN[:at] + other + NEUMANN[at + 1 :]
            if wrong != NEUMANN:
                with pytest.raises(LedgerError):
                    parse_vkey(wrong)


@pytest.mark.parametrize(
    ("octets", "code"),
    [
        (b"\x06" + bytes(1312), "key_unsupported"),
        (b"\x02" + bytes(91), "key_unsupported"),
        (b"\x00" + bytes(32), "key_unsupported"),
        (b"\x01" + bytes(31), "key_malformed"),
        (b"\x04" + bytes(33), "key_malformed"),
        (b"\x01" + bytes(32), "key_malformed"),
        (b"\x01\x01" + bytes(31), "key_malformed"),
        (b"\x01", "key_malformed"),
    ],
)
def test_a_key_that_is_not_sound_or_not_ours_is_refused(octets: bytes, code: str) -> None:
    with pytest.raises(LedgerError) as refused:
        parse_vkey(f"name+00000000+{to_base64(octets)}")
    assert refused.value.code == code


@pytest.mark.parametrize(
    "name",
    ["", "a b", "a+b", "a\tb", "a\u2003b", "a\x07b", "a\x85", "\ud800", "x" * 256, "é" * 128],
)
def test_a_name_that_cannot_stand_in_a_note_is_refused(name: str) -> None:
    with pytest.raises(LedgerError) as refused:
        verifier_key(name, Algorithm.ED25519, log_key().verifier.public_key)
    assert refused.value.code == "key_malformed"


@given(st.text(max_size=300))
def test_a_name_is_taken_or_not_and_nothing_breaks(name: str) -> None:
    if is_key_name(name):
        key = verifier_key(name, Algorithm.ED25519, log_key().verifier.public_key)
        assert parse_vkey(vkey_of(key)) == key


def test_a_name_may_be_as_long_as_its_bound() -> None:
    key = verifier_key("x" * 255, Algorithm.COSIGNATURE, log_key().verifier.public_key)
    assert parse_vkey(vkey_of(key)) == key
