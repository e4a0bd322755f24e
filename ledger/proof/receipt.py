"""Receipts: that a leaf is in a witnessed tree, to be shown without the log (C2SP tlog-proof).

A file of about 1.3 KB, ``.tlog-proof``: the leaf's index, its inclusion proof, and a checkpoint
with its cosignatures. It does not hold the leaf: whoever shows it shows what the leaf is of.
"""

from __future__ import annotations

import msgspec

from ledger.errors import LedgerError
from ledger.proof.checked import CheckedCheckpoint, verify_checkpoint
from ledger.proof.encoding import decimal, from_base64, hash_from_base64, to_base64
from ledger.proof.inclusion import verify_inclusion
from ledger.proof.note import Note, note_bytes, parse_note
from ledger.proof.paths import PROOF_HASHES_MAX
from ledger.proof.policy import Policy

HEADER = "c2sp.org/tlog-proof@v1"
RECEIPT_BYTES_MAX = 2**19


class Receipt(msgspec.Struct, frozen=True):
    """What a receipt says. Not verified; ``extra`` never is, and is empty if there is none."""

    index: int
    proof: tuple[bytes, ...]
    checkpoint: Note
    extra: bytes = b""


def receipt_bytes(receipt: Receipt) -> bytes:
    """Return the file."""
    extra = [f"extra {to_base64(receipt.extra)}"] if receipt.extra else []
    lines = (HEADER, *extra, f"index {receipt.index}", *map(to_base64, receipt.proof), "", "")
    return "\n".join(lines).encode() + note_bytes(receipt.checkpoint)


def parse_receipt(octets: bytes) -> Receipt:
    """Return the parts of a receipt; `receipt_bytes` of them are these very bytes.

    Raises:
        LedgerError: ``receipt_malformed``, ``note_malformed``.
    """
    if len(octets) > RECEIPT_BYTES_MAX:
        raise _malformed(f"it has more than {RECEIPT_BYTES_MAX} bytes")
    head, blank, note = octets.partition(b"\n\n")
    if not blank or not head.isascii():
        raise _malformed("no blank line sets proof and checkpoint apart")
    header, *lines = head.decode().split("\n")
    if header != HEADER:
        raise _malformed(f"its first line is not {HEADER}")
    extra = _extra(lines.pop(0)) if lines and lines[0].startswith("extra ") else b""
    index = decimal(lines.pop(0).removeprefix("index ")) if _has_index(lines) else None
    if index is None:
        raise _malformed("its index is not a decimal")
    return Receipt(index, _hashes(lines), parse_note(note), extra)


def verify_receipt(octets: bytes, leaf: bytes, policy: Policy) -> CheckedCheckpoint:
    """Return the witnessed checkpoint that covers ``leaf`` by this receipt.

    Raises:
        LedgerError: as `parse_receipt`, `verify_checkpoint` and `verify_inclusion`.
    """
    receipt = parse_receipt(octets)
    checked = verify_checkpoint(note_bytes(receipt.checkpoint), policy)
    tree = checked.checkpoint
    verify_inclusion(leaf, receipt.index, tree.size, receipt.proof, tree.root)
    return checked


def _has_index(lines: list[str]) -> bool:
    return bool(lines) and lines[0].startswith("index ")


def _extra(line: str) -> bytes:
    extra = from_base64(line.removeprefix("extra "))
    if not extra:
        raise _malformed("its extra data is not base64 of something")
    return extra


def _hashes(lines: list[str]) -> tuple[bytes, ...]:
    if len(lines) > PROOF_HASHES_MAX:
        raise _malformed(f"its proof has more than {PROOF_HASHES_MAX} hashes")
    hashes = [one for line in lines if (one := hash_from_base64(line)) is not None]
    if len(hashes) != len(lines):
        raise _malformed("a line of its proof is not the base64 of 32 bytes")
    return tuple(hashes)


def _malformed(reason: str) -> LedgerError:
    return LedgerError("receipt_malformed", reason=reason)
