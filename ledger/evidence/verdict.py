"""What verifying a bundle came to: one of three answers, and what each check found."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import Final

import msgspec

from ledger.errors import LedgerError


class Outcome(Enum):
    """The answers. Only the first is a yes."""

    VALID = "valid"
    TAMPERED = "tampered"
    CANNOT_DECIDE = "cannot_decide"


class Check(Enum):
    """What is checked, in this order."""

    BUNDLE = "bundle"
    CHECKPOINT = "checkpoint"
    WITNESSES = "witnesses"
    HISTORY = "history"
    INCLUSION = "inclusion"
    COMPLETE = "complete"
    TIME = "time"
    SIGNATURES = "signatures"


UNDECIDED: Final = frozenset(
    {
        "policy_missing",
        "evidence_format_unknown",
        "log_not_trusted",
        "quorum_not_met",
        "cosignature_unknown",
        "key_ambiguous",
        "paper_undecided",
    }
)
"""Reasons that say nothing against a bundle: who reads it cannot tell."""


class Reason(msgspec.Struct, frozen=True):
    """Why a check was not passed: the code of a `LedgerError`, and its facts."""

    code: str
    facts: Mapping[str, object]


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """What one check came to; ``facts`` fill its line. ``outcome`` is None where it was left out.

    That is so where an earlier check has left nothing to look at.
    """

    number: int
    check: Check
    outcome: Outcome | None
    facts: Mapping[str, object] = {}
    reason: Reason | None = None


class Verdict(msgspec.Struct, frozen=True, kw_only=True):
    """The answer with all findings; ``log``, ``stream`` and ``through`` where they were read.

    ``through`` is the position up to which nothing is missing, 0 unless that was shown; ``at`` the
    second since 1970 UTC by which enough witnesses had seen it.
    """

    outcome: Outcome
    findings: tuple[Finding, ...]
    log: str = ""
    stream: str = ""
    through: int = 0
    at: int | None = None

    @property
    def failed(self) -> Finding | None:
        """Return the finding that decided against the bundle, or that left it open."""
        return next(
            (one for one in self.findings if one.outcome is self.outcome and one.reason), None
        )


def reason_of(failed: LedgerError) -> Reason:
    """Return an error as the reason of a finding."""
    return Reason(failed.code, failed.facts)


def outcome_of(reason: Reason) -> Outcome:
    """Return what a reason makes of a bundle."""
    return Outcome.CANNOT_DECIDE if reason.code in UNDECIDED else Outcome.TAMPERED


def outcome_of_all(findings: tuple[Finding, ...]) -> Outcome:
    """Return the answer: one finding against a bundle outweighs whatever could not be told.

    It is a yes only if every check was made and passed.
    """
    outcomes = {finding.outcome for finding in findings}
    if Outcome.TAMPERED in outcomes:
        return Outcome.TAMPERED
    return Outcome.VALID if outcomes == {Outcome.VALID} else Outcome.CANNOT_DECIDE
