"""Checking a checkpoint by a policy: what it says, and who stands behind that.

What must be shown:

1. The note names a log that the policy goes by.
2. Whatever line a key of the policy is said to have signed, it did sign.
3. The log named is among them, under this very origin.
4. Witnesses enough for the quorum are among them.
"""

from __future__ import annotations

import msgspec

from ledger.errors import LedgerError
from ledger.proof.checkpoint import Checkpoint, parse_checkpoint
from ledger.proof.note import Note, NoteSignature, parse_note
from ledger.proof.opened import Opened, open_note
from ledger.proof.policy import Policy, require_quorum


class Cosigned(msgspec.Struct, frozen=True):
    """A witness, by its name in the policy, and the second since 1970 UTC that it wrote."""

    witness: str
    at: int


class CheckedCheckpoint(msgspec.Struct, frozen=True):
    """A checkpoint of a log that is gone by. Whether the quorum is met is in `is_witnessed`.

    ``log_keys`` says how many keys of the log signed; ``ignored`` holds the lines of strangers.
    """

    checkpoint: Checkpoint
    log_keys: int
    cosigned: tuple[Cosigned, ...]
    is_witnessed: bool
    ignored: tuple[NoteSignature, ...]

    @property
    def witnesses(self) -> frozenset[str]:
        """Return the names of those who witnessed, each once."""
        return frozenset(one.witness for one in self.cosigned)


def verify_checkpoint(octets: bytes, policy: Policy) -> CheckedCheckpoint:
    """Return what a signed and witnessed checkpoint says.

    Raises:
        LedgerError: as `check_checkpoint`; and ``quorum_not_met``.
    """
    checked = check_checkpoint(parse_note(octets), policy)
    require_quorum(policy, checked.witnesses)  # 4
    return checked


def check_checkpoint(note: Note, policy: Policy) -> CheckedCheckpoint:
    """Return what a signed checkpoint says, witnessed or not.

    Raises:
        LedgerError: ``note_malformed``, ``checkpoint_malformed``; ``log_not_trusted`` if the
            policy knows no such log, ``log_signature_missing`` if that one did not sign;
            ``signature_invalid``, ``key_ambiguous``.
    """
    checkpoint = parse_checkpoint(note.text)
    if checkpoint.origin not in {log.key.name for log in policy.logs}:  # 1
        raise LedgerError("log_not_trusted", origin=checkpoint.origin)
    opened = open_note(note, policy.keys)  # 2
    log_keys = _log_keys(opened, checkpoint, policy)
    if not log_keys:  # 3
        raise LedgerError("log_signature_missing", origin=checkpoint.origin)
    cosigned = _cosigned(opened, policy)
    enough = policy.is_met({one.witness for one in cosigned})
    return CheckedCheckpoint(checkpoint, log_keys, cosigned, enough, opened.ignored)


def _log_keys(opened: Opened, checkpoint: Checkpoint, policy: Policy) -> int:
    own = {log.key for log in policy.logs if log.key.name == checkpoint.origin}
    return len(own & {signed.key for signed in opened.signed})


def _cosigned(opened: Opened, policy: Policy) -> tuple[Cosigned, ...]:
    return tuple(
        Cosigned(policy.witness_of(signed.key), signed.at)
        for signed in opened.signed
        if signed.at is not None
    )
