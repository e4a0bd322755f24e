"""What a witness does with a checkpoint that is brought to it (C2SP tlog-witness), without I/O.

`judge` says yes by returning the checkpoint to remember. Who calls it MUST make that durable, and
in one step with reading what was remembered before, and only then cosign and answer: two requests
that are judged by one memory could take the log back.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from ledger.errors import LedgerError
from ledger.proof.checkpoint import Checkpoint, parse_checkpoint
from ledger.proof.consistency import verify_consistency
from ledger.proof.encoding import decimal, hash_from_base64, to_base64
from ledger.proof.note import Note, note_bytes, parse_note
from ledger.proof.opened import open_note
from ledger.proof.paths import PROOF_HASHES_MAX
from ledger.proof.vkey import VerifierKey

REQUEST_BYTES_MAX = 2**19

STATUS = {
    "witness_request_malformed": 400,
    "note_malformed": 400,
    "checkpoint_malformed": 400,
    "old_size_beyond": 400,
    "signature_invalid": 403,
    "log_signature_missing": 403,
    "log_not_trusted": 404,
    "checkpoint_conflict": 409,
    "proof_malformed": 422,
    "consistency_refuted": 422,
}
"""The HTTP status by which each refusal is answered."""

CONFLICT_TYPE = "text/x.tlog.size"
"""The media type of the answer to a conflict: the size that is remembered, and a newline."""


class AddCheckpoint(msgspec.Struct, frozen=True):
    """A request: this checkpoint follows one of ``old_size``, and this proves it."""

    old_size: int
    proof: tuple[bytes, ...]
    note: Note


def request_bytes(request: AddCheckpoint) -> bytes:
    """Return the body of a request."""
    lines = (f"old {request.old_size}", *map(to_base64, request.proof), "", "")
    return "\n".join(lines).encode() + note_bytes(request.note)


def parse_request(octets: bytes) -> AddCheckpoint:
    """Return the parts of a request's body; `request_bytes` of them are these very bytes.

    Raises:
        LedgerError: ``witness_request_malformed``, ``note_malformed``.
    """
    if len(octets) > REQUEST_BYTES_MAX:
        raise _malformed(f"it has more than {REQUEST_BYTES_MAX} bytes")
    head, blank, note = octets.partition(b"\n\n")
    if not blank or not head.startswith(b"old ") or not head.isascii():
        raise _malformed("it does not begin with an old size and a proof")
    written, *lines = head.decode().removeprefix("old ").split("\n")
    old_size = decimal(written)
    if old_size is None:
        raise _malformed("its old size is not a decimal")
    proof = [one for line in lines if (one := hash_from_base64(line)) is not None]
    if len(proof) != len(lines) or len(proof) > PROOF_HASHES_MAX:
        raise _malformed("its proof is not up to 63 lines of base64, 32 bytes each")
    return AddCheckpoint(old_size, tuple(proof), parse_note(note))


def judge(
    request: AddCheckpoint,
    logs: Mapping[str, Sequence[VerifierKey]],
    remembered: Checkpoint | None,
) -> Checkpoint:
    """Return the checkpoint that may be cosigned, once it is remembered.

    ``logs`` has the keys of each log by its origin, ``remembered`` is the checkpoint of this origin
    that was cosigned last. The checks come in the order of the protocol.

    Raises:
        LedgerError: each code in `STATUS`; ``checkpoint_conflict`` with the ``size`` remembered.
    """
    offered = offered_by(request, logs)
    if request.old_size > offered.size:
        raise LedgerError("old_size_beyond", old_size=request.old_size, size=offered.size)
    size = remembered.size if remembered else 0
    if request.old_size != size:
        raise LedgerError("checkpoint_conflict", origin=offered.origin, size=size)
    _require_growth(request.proof, remembered, offered)
    return offered


def offered_by(request: AddCheckpoint, logs: Mapping[str, Sequence[VerifierKey]]) -> Checkpoint:
    """Return the checkpoint of a request, signed by a log that the witness serves.

    Raises:
        LedgerError: ``checkpoint_malformed``, ``log_not_trusted``, ``signature_invalid``,
            ``log_signature_missing``, ``key_ambiguous``.
    """
    offered = parse_checkpoint(request.note.text)
    keys = logs.get(offered.origin)
    if not keys:
        raise LedgerError("log_not_trusted", origin=offered.origin)
    if not open_note(request.note, keys).signed:
        raise LedgerError("log_signature_missing", origin=offered.origin)
    return offered


def _require_growth(
    proof: Sequence[bytes], remembered: Checkpoint | None, offered: Checkpoint
) -> None:
    if remembered and remembered.size == offered.size and remembered.root != offered.root:
        raise LedgerError("checkpoint_conflict", origin=offered.origin, size=remembered.size)
    if remembered and remembered.size:
        verify_consistency(remembered.size, offered.size, remembered.root, offered.root, proof)
    elif proof:  # every tree follows an empty one: there is nothing to prove
        raise LedgerError("proof_malformed", reason="a proof from an empty tree has no hashes")


def _malformed(reason: str) -> LedgerError:
    return LedgerError("witness_request_malformed", reason=reason)
