"""What a witness says to a checkpoint: yes to a log that grows, and why not to any other."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from proving import BOUNDARIES, CHAMBER, ORIGIN, head, log_key, node, root, signed

from ledger.errors import LedgerError
from ledger.proof.checkpoint import Checkpoint
from ledger.proof.consistency import consistency_proof
from ledger.proof.encoding import to_base64
from ledger.proof.note import Note, note_bytes
from ledger.proof.paths import PROOF_HASHES_MAX
from ledger.proof.witnessing import (
    REQUEST_BYTES_MAX,
    STATUS,
    AddCheckpoint,
    judge,
    parse_request,
    request_bytes,
)

LOGS = {ORIGIN: (log_key().verifier,)}
SIZES = st.sampled_from(BOUNDARIES)


def _request(old_size: int, size: int) -> AddCheckpoint:
    proof = consistency_proof(node, old_size, size) if old_size else ()
    return AddCheckpoint(old_size, proof, signed(head(size)))


def _refusal(request: AddCheckpoint, remembered: Checkpoint | None) -> LedgerError:
    with pytest.raises(LedgerError) as refused:
        judge(request, LOGS, remembered)
    return refused.value


@given(SIZES, SIZES)
def test_a_log_that_grew_is_cosigned(one: int, other: int) -> None:
    old_size, size = sorted((one, other))
    assert judge(_request(old_size, size), LOGS, head(old_size)) == head(size)


@pytest.mark.parametrize("remembered", [None, head(0)], ids=["never", "empty"])
@pytest.mark.parametrize("size", [0, 1, 257])
def test_the_first_checkpoint_of_a_log_is_cosigned(
    size: int, remembered: Checkpoint | None
) -> None:
    assert judge(_request(0, size), LOGS, remembered) == head(size)


def test_the_same_checkpoint_is_cosigned_again() -> None:
    assert judge(_request(7, 7), LOGS, head(7)) == head(7)


def test_a_log_that_nobody_asked_the_witness_to_serve_is_not_found() -> None:
    other = head(7, "ledger.example.org/other")
    note = signed(other, key=log_key(other.origin))
    refused = _refusal(AddCheckpoint(0, (), note), None)
    assert (refused.code, STATUS[refused.code]) == ("log_not_trusted", 404)
    assert refused.facts == {"origin": other.origin}


def test_a_checkpoint_without_the_log_s_signature_is_forbidden() -> None:
    strangers = (
        signed(head(7), key=log_key(number=1)),
        Note(head_text := signed(head(7)).text, signed(head(7), CHAMBER).signatures[1:]),
    )
    for note in strangers:
        refused = _refusal(AddCheckpoint(0, (), note), None)
        assert (refused.code, STATUS[refused.code]) == ("log_signature_missing", 403)
    wrong = Note(head_text, signed(head(8)).signatures)
    refused = _refusal(AddCheckpoint(0, (), wrong), None)
    assert (refused.code, STATUS[refused.code]) == ("signature_invalid", 403)


def test_an_old_size_beyond_the_tree_is_a_bad_request() -> None:
    refused = _refusal(AddCheckpoint(8, (), signed(head(7))), head(8))
    assert (refused.code, STATUS[refused.code]) == ("old_size_beyond", 400)


@pytest.mark.parametrize("remembered", [None, head(3), head(5), head(9)], ids=["0", "3", "5", "9"])
def test_a_request_from_another_size_is_told_the_one_remembered(
    remembered: Checkpoint | None,
) -> None:
    refused = _refusal(_request(4, 7), remembered)
    assert (refused.code, STATUS[refused.code]) == ("checkpoint_conflict", 409)
    assert refused.facts == {"origin": ORIGIN, "size": remembered.size if remembered else 0}


def test_a_log_that_was_rewritten_is_not_cosigned() -> None:
    rewritten = Checkpoint(ORIGIN, 4, root(5))
    refused = _refusal(_request(4, 7), rewritten)
    assert (refused.code, STATUS[refused.code]) == ("consistency_refuted", 422)


def test_two_trees_of_one_size_are_a_conflict() -> None:
    refused = _refusal(_request(7, 7), Checkpoint(ORIGIN, 7, root(8)))
    assert (refused.code, refused.facts["size"]) == ("checkpoint_conflict", 7)


@pytest.mark.parametrize(
    ("old_size", "size", "proof"),
    [(4, 7, ()), (4, 4, (bytes(32),)), (0, 7, (bytes(32),)), (0, 0, (bytes(32),))],
)
def test_a_proof_of_another_length_is_unprocessable(
    old_size: int, size: int, proof: tuple[bytes, ...]
) -> None:
    refused = _refusal(AddCheckpoint(old_size, proof, signed(head(size))), head(old_size))
    assert (refused.code, STATUS[refused.code]) == ("proof_malformed", 422)


@given(SIZES, SIZES)
def test_a_request_is_read_back(one: int, other: int) -> None:
    request = _request(min(one, other), max(one, other))
    assert parse_request(request_bytes(request)) == request


def test_a_request_is_written_as_the_specification_says() -> None:
    request = _request(4, 7)
    lines = ["old 4", *map(to_base64, request.proof), "", ""]
    assert request_bytes(request) == "\n".join(lines).encode() + note_bytes(request.note)
    assert request_bytes(_request(0, 7)).startswith(b"old 0\n\nledger.example.org/")


WRONG = (
    *("", "\n\n", "old\n\n", "old 4\n", "new 4\n\n", "Old 4\n\n", "old  4\n\n", "old 04\n\n"),
    *("old -4\n\n", "old 4 \n\n", "old 4\r\n\n", "old 9223372036854775808\n\n", "old \u0664\n\n"),
    *("old 4\nAAAA\n\n", "old 4\nnot base64\n\n", f"old 4\n{to_base64(bytes(32))[:-1]}\n\n"),
    "old 4\n" + f"{to_base64(bytes(32))}\n" * 64 + "\n",
)


@pytest.mark.parametrize("case", range(len(WRONG)))
def test_what_is_no_request_is_refused(case: int) -> None:
    with pytest.raises(LedgerError) as refused:
        parse_request(WRONG[case].encode() + note_bytes(signed(head(7))))
    assert (refused.value.code, STATUS[refused.value.code]) == ("witness_request_malformed", 400)


@pytest.mark.parametrize("front", [b"4\n\n", b"old \xff\n\n", b"old 4\n\xff\n\n"])
def test_a_request_begins_with_its_old_size_in_ascii(front: bytes) -> None:
    with pytest.raises(LedgerError) as refused:
        parse_request(front + note_bytes(signed(head(7))))
    assert refused.value.code == "witness_request_malformed"


def test_a_request_may_have_as_many_hashes_as_any_proof_needs() -> None:
    longest = AddCheckpoint(4, (bytes(32),) * PROOF_HASHES_MAX, signed(head(7)))
    assert parse_request(request_bytes(longest)) == longest


def test_a_request_has_a_bound() -> None:
    octets = request_bytes(_request(4, 7))
    with pytest.raises(LedgerError) as refused:
        parse_request(octets + bytes(REQUEST_BYTES_MAX + 1 - len(octets)))
    assert refused.value.code == "witness_request_malformed"
    with pytest.raises(LedgerError) as within:
        parse_request(octets + bytes(REQUEST_BYTES_MAX - len(octets)))
    assert within.value.code == "note_malformed"


def test_a_request_needs_its_checkpoint_and_ends_with_it() -> None:
    octets = request_bytes(_request(4, 7))
    for wrong in (octets[:-1], octets + b"\n", b"old 4\n\n"):
        with pytest.raises(LedgerError) as refused:
            parse_request(wrong)
        assert (refused.value.code, STATUS[refused.value.code]) == ("note_malformed", 400)
    letter = msgspec.structs.replace(_request(4, 7), note=Note("a letter\n", ()))
    assert STATUS[_refusal(letter, head(4)).code] == 400
