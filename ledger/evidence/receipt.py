"""Verifying a receipt that is handed in: no database, no network, nothing believed that it says.

1. receipt: every byte of the file is in its only spelling.
2. checkpoint: a log of the policy has signed the head.
3. witnesses: as many as the policy asks for have seen it, and nobody else's line is there.
4. event: what it is a receipt of is known, and is what the reader has been told.
5. inclusion: that event is in the signed tree, at this place.
"""

from __future__ import annotations

from enum import Enum
from typing import Final, TypeVar
from uuid import UUID

import msgspec

from ledger.errors import LedgerError
from ledger.evidence.head import no_policy
from ledger.evidence.looking import Shown
from ledger.evidence.verdict import Outcome, Reason, outcome_of, reason_of
from ledger.opening import Opening, entry_hash, parse_opening
from ledger.proof.checked import CheckedCheckpoint, check_checkpoint
from ledger.proof.hashing import leaf_hash
from ledger.proof.inclusion import verify_inclusion
from ledger.proof.policy import Policy, require_quorum
from ledger.proof.receipt import HEADER, Receipt, parse_receipt

T = TypeVar("T")

SUFFIX: Final = ".tlog-proof"


class ReceiptCheck(Enum):
    """What is checked, in this order."""

    RECEIPT = "receipt"
    CHECKPOINT = "checkpoint"
    WITNESSES = "witnesses"
    EVENT = "event"
    INCLUSION = "inclusion"


class ReceiptFinding(msgspec.Struct, frozen=True, kw_only=True):
    """What one check came to; ``facts`` fill its line. None is left out once one was not passed."""

    check: ReceiptCheck
    outcome: Outcome
    facts: dict[str, object] = {}
    reason: Reason | None = None


class ReceiptVerdict(msgspec.Struct, frozen=True, kw_only=True):
    """The answer, with the findings up to the first check that was not passed.

    ``position`` is that of the event, ``at`` the second since 1970 UTC by which enough witnesses
    had seen it: None where none was asked for, as in `position`, where nothing was shown.
    """

    outcome: Outcome
    findings: tuple[ReceiptFinding, ...]
    position: int | None = None
    at: int | None = None


def is_receipt(octets: bytes, name: str = "") -> bool:
    """Return whether a file says that it is a receipt, at its beginning or by its name."""
    return octets.startswith(HEADER.encode()) or name.endswith(SUFFIX)


def judge_receipt(
    octets: bytes, policy: Policy | None, leaf: bytes | None = None
) -> ReceiptVerdict:
    """Return whether a receipt shows an event, by the logs and witnesses of ``policy``.

    Of the event with ``leaf``; of the one whose opening is in the receipt, where none is given.
    Without a policy nothing can be decided. Whatever the bytes are, this returns.
    """
    judging = _Judging()
    try:
        receipt = judging.shown(ReceiptCheck.RECEIPT, _read(octets, policy))
        trusted = no_policy() if policy is None else policy
        head = judging.shown(ReceiptCheck.CHECKPOINT, _signed(receipt, trusted))
        at = judging.shown(ReceiptCheck.WITNESSES, _seen(head, trusted))
        shown = judging.shown(ReceiptCheck.EVENT, _event(receipt, leaf))
        judging.shown(ReceiptCheck.INCLUSION, _included(receipt, head, shown))
    except LedgerError as failed:
        return judging.failed(failed)
    return ReceiptVerdict(
        outcome=Outcome.VALID, findings=judging.findings, position=receipt.index + 1, at=at
    )


class _Judging:
    """Collects what is found, check after check."""

    def __init__(self) -> None:
        self.findings: tuple[ReceiptFinding, ...] = ()

    def shown(self, check: ReceiptCheck, shown: Shown[T]) -> T:
        """Note that a check was passed; return what it has shown."""
        found = ReceiptFinding(check=check, outcome=Outcome.VALID, facts=dict(shown.facts))
        self.findings = (*self.findings, found)
        return shown.value

    def failed(self, failed: LedgerError) -> ReceiptVerdict:
        """Return the verdict when the next check was not passed."""
        reason = reason_of(failed)
        outcome = Outcome.CANNOT_DECIDE if reason.code == "leaf_missing" else outcome_of(reason)
        check = [*ReceiptCheck][len(self.findings)]
        found = ReceiptFinding(check=check, outcome=outcome, reason=reason)
        return ReceiptVerdict(outcome=outcome, findings=(*self.findings, found))


def _read(octets: bytes, policy: Policy | None) -> Shown[Receipt]:
    if policy is None:
        no_policy()
    return Shown(parse_receipt(octets), {"bytes": len(octets)})


def _signed(receipt: Receipt, policy: Policy) -> Shown[CheckedCheckpoint]:
    checked = check_checkpoint(receipt.checkpoint, policy)
    head = checked.checkpoint
    facts = {"origin": head.origin, "size": head.size, "log_keys": checked.log_keys}
    return Shown(checked, facts)


def _seen(checked: CheckedCheckpoint, policy: Policy) -> Shown[int | None]:
    """Enough witnesses have seen the head; a stranger's line would be bytes that nobody verified.

    Raises:
        LedgerError: ``cosignature_unknown``, ``quorum_not_met``.
    """
    for line in checked.ignored:
        raise LedgerError("cosignature_unknown", name=line.name)
    require_quorum(policy, checked.witnesses)
    seen = sorted(checked.cosigned, key=lambda one: one.at)
    facts: dict[str, object] = {
        "witnesses": [{"name": one.witness, "at": one.at} for one in seen],
        "known": len(policy.witnesses),
        "quorum": policy.quorum,
    }
    enough = (
        one.at
        for number, one in enumerate(seen, start=1)
        if policy.is_met({before.witness for before in seen[:number]})
    )
    return Shown(next(enough, None), facts)


def _event(receipt: Receipt, leaf: bytes | None) -> Shown[bytes]:
    """What the receipt is of is known.

    Raises:
        LedgerError: ``leaf_missing`` if neither the reader nor the receipt says of what it is;
            ``leaf_of_another`` if they say otherwise; ``opening_malformed``.
    """
    if not receipt.extra:
        if leaf is None:
            raise LedgerError("leaf_missing")
        return Shown(leaf, {"leaf": leaf.hex()})
    opening = parse_opening(receipt.extra)
    own = leaf_hash(entry_hash(opening))
    if leaf is not None and leaf != own:
        raise LedgerError("leaf_of_another", expected=leaf.hex(), actual=own.hex())
    return Shown(own, {"leaf": own.hex(), **_said(opening)})


def _said(opening: Opening) -> dict[str, object]:
    return {
        "log": str(UUID(bytes=opening.log_id)),
        "stream": str(UUID(bytes=opening.stream_id)),
        "type": opening.type,
        "version": opening.version,
        "recorded_at": opening.recorded_at,
    }


def _included(receipt: Receipt, checked: CheckedCheckpoint, leaf: bytes) -> Shown[None]:
    tree = checked.checkpoint
    verify_inclusion(leaf, receipt.index, tree.size, receipt.proof, tree.root)
    return Shown(None, {"position": receipt.index + 1, "size": tree.size})
