"""Receipts: a small file that shows a leaf in a witnessed tree, and nothing else."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from proving import CHAMBER, PARTY, POLICY, REGULATOR, head, leaf, node, signed

from ledger.errors import LedgerError
from ledger.proof.inclusion import inclusion_proof
from ledger.proof.note import note_bytes
from ledger.proof.paths import PROOF_HASHES_MAX
from ledger.proof.receipt import (
    HEADER,
    RECEIPT_BYTES_MAX,
    Receipt,
    parse_receipt,
    receipt_bytes,
    verify_receipt,
)

INDEX, SIZE = 65_000, 65_537
NOTE = signed(head(SIZE), CHAMBER, REGULATOR)
RECEIPT = Receipt(INDEX, inclusion_proof(node, INDEX, SIZE), NOTE)
OCTETS = receipt_bytes(RECEIPT)


def test_a_receipt_shows_its_leaf() -> None:
    assert verify_receipt(OCTETS, leaf(INDEX), POLICY).checkpoint == head(SIZE)
    assert len(OCTETS) == pytest.approx(1_300, abs=150)


def test_a_receipt_is_written_as_the_specification_says() -> None:
    lines = OCTETS.decode().split("\n")
    assert lines[:2] == ["c2sp.org/tlog-proof@v1", "index 65000"]
    assert lines[2 + len(RECEIPT.proof)] == ""
    assert OCTETS.endswith(b"\n\n" + note_bytes(NOTE))


@given(st.binary(max_size=300), st.integers(0, 2**63 - 1))
def test_a_receipt_is_read_back(extra: bytes, index: int) -> None:
    receipt = msgspec.structs.replace(RECEIPT, extra=extra, index=index)
    assert parse_receipt(receipt_bytes(receipt)) == receipt


def test_what_is_extra_stands_before_the_index() -> None:
    written = receipt_bytes(msgspec.structs.replace(RECEIPT, extra=b"opening"))
    assert written.startswith(f"{HEADER}\nextra b3BlbmluZw==\nindex 65000\n".encode())


def test_the_only_leaf_of_a_tree_needs_no_hashes() -> None:
    alone = Receipt(0, (), signed(head(1), CHAMBER, PARTY))
    assert receipt_bytes(alone).startswith(f"{HEADER}\nindex 0\n\n{head(1).origin}\n".encode())
    assert verify_receipt(receipt_bytes(alone), leaf(0), POLICY).checkpoint.size == 1


def test_another_leaf_is_refuted() -> None:
    with pytest.raises(LedgerError) as refused:
        verify_receipt(OCTETS, leaf(INDEX + 1), POLICY)
    assert refused.value.code == "inclusion_refuted"


def test_a_receipt_that_too_few_witnessed_is_not_enough() -> None:
    early = msgspec.structs.replace(RECEIPT, checkpoint=signed(head(SIZE), CHAMBER))
    with pytest.raises(LedgerError) as refused:
        verify_receipt(receipt_bytes(early), leaf(INDEX), POLICY)
    assert refused.value.code == "quorum_not_met"


def test_no_flip_of_a_bit_is_taken() -> None:
    for at in range(len(OCTETS)):
        wrong = bytearray(OCTETS)
        wrong[at] ^= 1 << at % 8
        with pytest.raises(LedgerError):
            verify_receipt(bytes(wrong), leaf(INDEX), POLICY)


HASH = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="
WRONG = (
    "",
    "\n\n",
    f"{HEADER}\n",
    f"{HEADER}\n\n",
    f"{HEADER} \nindex 0\n\n",
    "c2sp.org/tlog-proof@v2\nindex 0\n\n",
    f"{HEADER}\r\nindex 0\n\n",
    f"{HEADER}\nindex\n\n",
    f"{HEADER}\nindex 00\n\n",
    f"{HEADER}\nindex -1\n\n",
    f"{HEADER}\nindex  1\n\n",
    f"{HEADER}\nindex 9223372036854775808\n\n",
    f"{HEADER}\nindex \u0661\n\n",
    f"{HEADER}\nextra \nindex 0\n\n",
    f"{HEADER}\nextra a\nindex 0\n\n",
    f"{HEADER}\nextra YQ\nindex 0\n\n",
    f"{HEADER}\nextra YR==\nindex 0\n\n",
    f"{HEADER}\nextra YQ==\nextra YQ==\nindex 0\n\n",
    f"{HEADER}\nextra YQ==\n\n",
    f"{HEADER}\nindex 0\nextra YQ==\n\n",
    f"{HEADER}\nindex 0\nindex 0\n\n",
    f"{HEADER}\nindex 0\n{HASH[:-1]}\n\n",
    f"{HEADER}\nindex 0\n{HASH} \n\n",
    f"{HEADER}\nindex 0\nAAAA\n\n",
    f"{HEADER}\nindex 0\n" + f"{HASH}\n" * 64 + "\n",
)


@pytest.mark.parametrize("case", range(len(WRONG)))
def test_what_is_no_receipt_is_refused(case: int) -> None:
    with pytest.raises(LedgerError) as refused:
        parse_receipt(WRONG[case].encode() + note_bytes(NOTE))
    assert refused.value.code == "receipt_malformed", WRONG[case]


def test_a_receipt_needs_its_checkpoint_and_ends_with_it() -> None:
    for tail in (b"", b"text\n", note_bytes(NOTE) + b"\n", note_bytes(NOTE)[:-1]):
        with pytest.raises(LedgerError) as refused:
            parse_receipt(f"{HEADER}\nindex 0\n\n".encode() + tail)
        assert refused.value.code == "note_malformed"


def test_a_receipt_may_have_as_many_hashes_as_any_proof_needs() -> None:
    longest = msgspec.structs.replace(RECEIPT, proof=(bytes(32),) * PROOF_HASHES_MAX)
    assert parse_receipt(receipt_bytes(longest)) == longest


def test_a_receipt_has_a_bound() -> None:
    for size, code in (
        (RECEIPT_BYTES_MAX, "note_malformed"),
        (RECEIPT_BYTES_MAX + 1, "receipt_malformed"),
    ):
        with pytest.raises(LedgerError) as refused:
            parse_receipt(OCTETS + bytes(size - len(OCTETS)))
        assert refused.value.code == code


@pytest.mark.parametrize("line", [b"0", b"extra YQ==", b"index \xff", b"index 0\n\xff"])
def test_a_receipt_says_its_index_in_ascii(line: bytes) -> None:
    with pytest.raises(LedgerError) as refused:
        parse_receipt(f"{HEADER}\n".encode() + line + b"\n\n" + note_bytes(NOTE))
    assert refused.value.code == "receipt_malformed"
