"""Every parser, fed with what it takes, what it does not, and what is neither: it never breaks.

``corpus/<parser>.json`` holds inputs by name, as text or hex, and whether they are taken.
Hypothesis cuts, joins and repeats them. An input that a parser was once wrong about is added to
its corpus, and stays there.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from enum import Enum, auto
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger.errors import LedgerError
from ledger.proof.checkpoint import checkpoint_text, parse_checkpoint
from ledger.proof.entries import bundle_bytes, parse_bundle
from ledger.proof.head_proof import head_proof_bytes, parse_head_proof
from ledger.proof.note import note_bytes, parse_note
from ledger.proof.policy_file import parse_policy, policy_text
from ledger.proof.receipt import parse_receipt, receipt_bytes
from ledger.proof.signer import parse_signer_key, signer_key_text
from ledger.proof.tiles import parse_path, path_of
from ledger.proof.vkey import parse_vkey, vkey_of
from ledger.proof.witnessing import parse_request, request_bytes

CORPUS = Path(__file__).with_name("corpus")


def _policy_again(octets: bytes) -> bytes:
    """Return the file itself if what it says survives being written; comments need not."""
    policy = parse_policy(octets)
    assert parse_policy(policy_text(policy).encode()) == policy
    return octets


def _bundle_again(octets: bytes) -> bytes:
    """Return the bundle made anew; its first byte here says how many entries it has."""
    return octets[:1] + bundle_bytes(parse_bundle(octets[1:], int.from_bytes(octets[:1], "big")))


def _text(again: Callable[[str], str]) -> Callable[[bytes], bytes]:
    """Return what reads text: bytes that are none do not reach such a parser."""
    return lambda octets: again(octets.decode()).encode()


AGAIN: dict[str, Callable[[bytes], bytes]] = {
    "checkpoint": _text(lambda text: checkpoint_text(parse_checkpoint(text))),
    "entries": _bundle_again,
    "head-proof": lambda octets: head_proof_bytes(parse_head_proof(octets)),
    "note": lambda octets: note_bytes(parse_note(octets)),
    "path": _text(lambda text: path_of(parse_path(text))),
    "policy": _policy_again,
    "receipt": lambda octets: receipt_bytes(parse_receipt(octets)),
    "signer-key": _text(lambda text: signer_key_text(parse_signer_key(text))),
    "vkey": _text(lambda text: vkey_of(parse_vkey(text))),
    "witness-request": lambda octets: request_bytes(parse_request(octets)),
}
"""Reads an input and writes it again."""


def _octets(case: dict[str, str]) -> bytes:
    return bytes.fromhex(case["hex"]) if "hex" in case else case["text"].encode()


CASES = {name: json.loads((CORPUS / f"{name}.json").read_text("utf-8")) for name in AGAIN}
SEEDS = {name: [_octets(case) for case in cases] for name, cases in CASES.items()}
EACH = [(name, case) for name, cases in CASES.items() for case in cases]


class Put(Enum):
    """What comes instead of a part: nothing, the part twice, or a part of another seed."""

    NOTHING = auto()
    TWICE = auto()
    OTHER = auto()


PUT: st.SearchStrategy[Put | bytes] = (
    st.sampled_from(Put)
    | st.binary(max_size=8)
    | st.text("0123456789 \n\t+=/\u2014\u00e9", max_size=4).map(str.encode)
)
"""Made once: to make strategies in each example takes longer than to draw from them."""


@st.composite
def near(draw: st.DrawFn, seeds: st.SearchStrategy[bytes]) -> bytes:
    """Draw something that is nearly one of ``seeds``."""

    def part(octets: bytes) -> tuple[int, int]:
        place = st.integers(0, len(octets))
        begin, end = sorted((draw(place), draw(place)))
        return begin, end

    octets = draw(seeds)
    for _ in range(draw(st.integers(0, 4))):
        begin, end = part(octets)
        match draw(PUT):
            case Put.NOTHING:
                middle = b""
            case Put.TWICE:
                middle = octets[begin:end] * 2
            case Put.OTHER:
                other = draw(seeds)
                middle = other[slice(*part(other))]
            case bytes() as middle:
                pass
        octets = octets[:begin] + middle + octets[end:]
    return octets


@pytest.mark.parametrize(("name", "case"), EACH, ids=[f"{n}-{c['name']}" for n, c in EACH])
def test_the_corpus_is_taken_or_refused_as_it_says(name: str, case: dict[str, str]) -> None:
    if case["taken"]:
        assert AGAIN[name](_octets(case)) == _octets(case)
    else:
        with pytest.raises(LedgerError):
            AGAIN[name](_octets(case))


@pytest.mark.parametrize("name", AGAIN)
def test_whatever_a_parser_takes_it_writes_the_same_again(name: str) -> None:
    @settings(max_examples=250)
    @given(near(st.sampled_from(SEEDS[name])) | st.binary(max_size=80))
    def search(octets: bytes) -> None:
        with suppress(LedgerError, UnicodeDecodeError):
            assert AGAIN[name](octets) == octets

    search()


@pytest.mark.parametrize("name", AGAIN)
def test_each_parser_has_inputs_that_it_takes_and_others(name: str) -> None:
    assert {case["taken"] for case in CASES[name]} == {True, False}
