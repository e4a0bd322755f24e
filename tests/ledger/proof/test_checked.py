"""A checkpoint is believed when a log of the policy signed it and witnesses enough cosigned."""

from __future__ import annotations

import msgspec
import pytest
from proving import (
    AT,
    CHAMBER,
    ORIGIN,
    PARTY,
    POLICY,
    REGULATOR,
    head,
    log_key,
    signed,
    with_policy,
    witness_key,
)

from ledger.errors import LedgerError
from ledger.proof.checked import Cosigned, check_checkpoint, verify_checkpoint
from ledger.proof.note import Note, note_bytes, parse_note
from ledger.proof.policy import Log

STRANGER = witness_key("witness.stranger.example.org")
GOOD = signed(head(7), CHAMBER, REGULATOR)


def _refusal(note: Note) -> str:
    with pytest.raises(LedgerError) as refused:
        verify_checkpoint(note_bytes(note), POLICY)
    return refused.value.code


def test_a_witnessed_checkpoint_is_believed() -> None:
    checked = verify_checkpoint(note_bytes(GOOD), POLICY)
    assert (checked.checkpoint, checked.log_keys, checked.is_witnessed) == (head(7), 1, True)
    assert checked.cosigned == (Cosigned("notary-chamber", AT), Cosigned("regulator", AT + 1))
    assert checked.witnesses == {"notary-chamber", "regulator"}
    assert checked.ignored == ()


def test_one_witness_that_signs_twice_is_one() -> None:
    note = signed(head(7), CHAMBER, CHAMBER, CHAMBER)
    assert _refusal(note) == "quorum_not_met"
    assert check_checkpoint(note, POLICY).witnesses == {"notary-chamber"}


def test_without_a_quorum_it_is_still_told_what_is_signed() -> None:
    checked = check_checkpoint(signed(head(7), PARTY), POLICY)
    assert (checked.checkpoint, checked.is_witnessed) == (head(7), False)


def test_strangers_count_for_nothing_and_are_named() -> None:
    note = signed(head(7), CHAMBER, STRANGER)
    assert _refusal(note) == "quorum_not_met"
    assert [line.name for line in check_checkpoint(note, POLICY).ignored] == [STRANGER.name]


def test_two_keys_of_a_log_are_two() -> None:
    second = log_key(number=1)
    policy = with_policy(logs=(*POLICY.logs, Log(second.verifier)))
    both = Note(GOOD.text, (*GOOD.signatures, signed(head(7), key=second).signatures[0]))
    assert check_checkpoint(both, policy).log_keys == 2


def test_a_log_that_nobody_named_is_not_believed() -> None:
    other = head(7, "ledger.example.org/other")
    assert _refusal(signed(other, CHAMBER, REGULATOR)) == "log_not_trusted"
    assert _refusal(signed(other, CHAMBER, key=log_key(other.origin))) == "log_not_trusted"


def test_a_log_does_not_sign_for_another() -> None:
    neighbour = log_key("ledger.example.org/registry", 1)
    policy = with_policy(logs=(*POLICY.logs, Log(neighbour.verifier)))
    with pytest.raises(LedgerError) as refused:
        check_checkpoint(signed(head(7), CHAMBER, REGULATOR, key=neighbour), policy)
    assert refused.value.code == "log_signature_missing"
    assert refused.value.facts == {"origin": ORIGIN}


def test_witnesses_alone_do_not_make_a_checkpoint() -> None:
    assert _refusal(Note(GOOD.text, GOOD.signatures[1:])) == "log_signature_missing"


def test_another_log_key_of_the_same_name_is_a_stranger() -> None:
    note = signed(head(7), CHAMBER, REGULATOR, key=log_key(number=9))
    assert _refusal(note) == "log_signature_missing"


@pytest.mark.parametrize("line", range(3))
def test_a_known_signature_under_another_text_spoils_it(line: int) -> None:
    later = signed(head(8), CHAMBER, REGULATOR)
    mixed = (*later.signatures[:line], GOOD.signatures[line], *later.signatures[line + 1 :])
    assert _refusal(Note(later.text, mixed)) == "signature_invalid"


def test_what_is_signed_must_be_a_checkpoint() -> None:
    assert _refusal(msgspec.structs.replace(GOOD, text="a letter\n")) == "checkpoint_malformed"


def test_no_flip_of_a_bit_is_believed() -> None:
    octets = note_bytes(GOOD)
    for at in range(len(octets)):
        wrong = bytearray(octets)
        wrong[at] ^= 1
        with pytest.raises(LedgerError):
            verify_checkpoint(bytes(wrong), POLICY)
    assert parse_note(octets) == GOOD
