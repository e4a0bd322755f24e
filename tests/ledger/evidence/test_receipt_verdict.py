"""A receipt that is handed in: what makes it valid, what counts against it, what leaves it open."""

from __future__ import annotations

import msgspec
import pytest
from given_receipt import TYPE, made_receipt
from proven import ONE_OF_TWO, POLICY
from proving import CHAMBER, PARTY, REGULATOR

from ledger.evidence.receipt import ReceiptCheck, ReceiptVerdict, is_receipt, judge_receipt
from ledger.evidence.verdict import Outcome
from ledger.proof.policy import NO_QUORUM
from ledger.proof.receipt import receipt_bytes
from ledger.proof.signer import SignerKey

RECEIPT = made_receipt(CHAMBER, REGULATOR)
OCTETS = receipt_bytes(RECEIPT)


def leaf() -> bytes:
    verdict = judge_receipt(OCTETS, POLICY)
    return bytes.fromhex(str(verdict.findings[3].facts["leaf"]))


def why(verdict: ReceiptVerdict) -> tuple[Outcome, str]:
    reason = verdict.findings[-1].reason
    return verdict.outcome, reason.code if reason else ""


def test_a_receipt_shows_the_event_that_it_says() -> None:
    verdict = judge_receipt(OCTETS, POLICY)
    assert (verdict.outcome, verdict.position) == (Outcome.VALID, 2)
    assert [one.check for one in verdict.findings] == [*ReceiptCheck]
    assert verdict.findings[3].facts["type"] == TYPE
    seen = verdict.findings[2].facts["witnesses"]
    assert isinstance(seen, list)
    assert verdict.at == max(one["at"] for one in seen)
    assert judge_receipt(OCTETS, POLICY, leaf()) == verdict


def test_enough_are_enough_from_the_first_moment_on() -> None:
    verdict = judge_receipt(OCTETS, ONE_OF_TWO)
    seen = verdict.findings[2].facts["witnesses"]
    assert isinstance(seen, list)
    assert verdict.at == min(one["at"] for one in seen)


def test_who_asks_for_no_witness_is_not_told_when() -> None:
    alone = msgspec.structs.replace(POLICY, quorum=NO_QUORUM)
    verdict = judge_receipt(receipt_bytes(made_receipt()), alone)
    assert (verdict.outcome, verdict.at) == (Outcome.VALID, None)


def test_without_a_policy_nothing_is_decided() -> None:
    verdict = judge_receipt(OCTETS, None)
    assert why(verdict) == (Outcome.CANNOT_DECIDE, "policy_missing")


@pytest.mark.parametrize(
    ("witnesses", "code"),
    [((CHAMBER,), "quorum_not_met"), ((CHAMBER, REGULATOR, PARTY), "cosignature_unknown")],
)
def test_other_witnesses_than_the_policy_asks_for_leave_it_open(
    witnesses: tuple[SignerKey, ...], code: str
) -> None:
    verdict = judge_receipt(receipt_bytes(made_receipt(*witnesses)), POLICY)
    assert why(verdict) == (Outcome.CANNOT_DECIDE, code)


def test_a_receipt_of_another_event_than_was_told_is_refused() -> None:
    verdict = judge_receipt(OCTETS, POLICY, bytes(32))
    assert why(verdict) == (Outcome.TAMPERED, "leaf_of_another")


def test_a_receipt_that_does_not_say_of_what_takes_the_reader_s_word() -> None:
    bare = receipt_bytes(msgspec.structs.replace(RECEIPT, extra=b""))
    assert why(judge_receipt(bare, POLICY)) == (Outcome.CANNOT_DECIDE, "leaf_missing")
    assert judge_receipt(bare, POLICY, leaf()).outcome is Outcome.VALID
    assert why(judge_receipt(bare, POLICY, bytes(32))) == (Outcome.TAMPERED, "inclusion_refuted")


def test_no_bit_can_be_flipped() -> None:
    for bit in range(8 * len(OCTETS)):
        spoilt = bytearray(OCTETS)
        spoilt[bit // 8] ^= 1 << bit % 8
        assert judge_receipt(bytes(spoilt), POLICY).outcome is not Outcome.VALID, bit


def test_a_receipt_is_known_by_its_beginning_or_its_name() -> None:
    assert is_receipt(OCTETS)
    assert is_receipt(b"anything", "mine.tlog-proof")
    assert not is_receipt(b"%PDF-1.7", "paper.pdf")
