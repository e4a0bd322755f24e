"""What our own verifier answers in a case."""

from __future__ import annotations

import msgspec
from conforming.kept import Kept

from ledger.errors import LedgerError
from ledger.evidence.receipt import judge_receipt
from ledger.evidence.verdict import Outcome
from ledger.evidence.verifier import verify_evidence
from ledger.proof.policy_file import parse_policy

ANSWERS = {
    Outcome.VALID: "valid",
    Outcome.TAMPERED: "tampered",
    Outcome.CANNOT_DECIDE: "undecided",
}


class Answer(msgspec.Struct, frozen=True):
    """A verdict, and every check that was not passed, each with why."""

    verdict: str
    failed: tuple[tuple[str, str], ...] = ()

    @property
    def first(self) -> tuple[str, str]:
        """Return the check that decided, and why; nothing for a yes."""
        return self.failed[0] if self.failed else ("", "")


def answered(case: Kept) -> Answer | None:
    """Return our answer, or None if the policy is none: then there is nothing to go by."""
    try:
        policy = None if case.policy is None else parse_policy(case.policy)
    except LedgerError:
        return None
    verdict = (
        judge_receipt(case.file, policy, case.leaf)
        if case.is_receipt
        else verify_evidence(case.file, policy, case.as_of)
    )
    failed = [
        (one.check.value, one.reason.code)
        for one in sorted(verdict.findings, key=lambda one: one.outcome is not verdict.outcome)
        if one.reason
    ]
    return Answer(ANSWERS[verdict.outcome], tuple(failed))
