"""What verifying a pack came to: one of three answers, and what each check found."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import Final

import msgspec

from api.packs.contents import Contents
from ledger.evidence.verdict import UNDECIDED as OF_EVIDENCE
from ledger.evidence.verdict import Outcome, Reason
from ledger.evidence.verdict import Verdict as EvidenceVerdict


class PackCheck(Enum):
    """What is checked, in this order."""

    PACK = "pack"
    LOG = "log"
    SIGNED_OFF = "signed_off"
    CARRIED = "carried"
    FIGURES = "figures"
    SUMS = "sums"
    DEALS = "deals"


UNDECIDED: Final = OF_EVIDENCE | {"contents_format_unknown", "figure_version_unknown"}
"""Reasons that say nothing against a pack: who reads it cannot tell."""


class PackFinding(msgspec.Struct, frozen=True, kw_only=True):
    """What one check came to; ``facts`` fill its line. ``outcome`` is None where it was left out.

    ``source`` is the table of sentences in which the reason's code is.
    """

    number: int
    check: PackCheck
    outcome: Outcome | None
    facts: Mapping[str, object] = {}
    reason: Reason | None = None
    source: str = "api"


class PackVerdict(msgspec.Struct, frozen=True, kw_only=True):
    """The answer with all findings; ``contents`` and ``evidence`` where they were read."""

    outcome: Outcome
    findings: tuple[PackFinding, ...]
    contents: Contents | None = None
    evidence: EvidenceVerdict | None = None

    @property
    def failed(self) -> PackFinding | None:
        """Return the finding that decided against the pack, or that left it open."""
        return next(
            (one for one in self.findings if one.outcome is self.outcome and one.reason), None
        )


def outcome_of(reason: Reason) -> Outcome:
    """Return what a reason makes of a pack."""
    return Outcome.CANNOT_DECIDE if reason.code in UNDECIDED else Outcome.TAMPERED


def outcome_of_all(findings: tuple[PackFinding, ...]) -> Outcome:
    """Return the answer: one finding against a pack outweighs whatever could not be told."""
    outcomes = {finding.outcome for finding in findings}
    if Outcome.TAMPERED in outcomes:
        return Outcome.TAMPERED
    return Outcome.VALID if outcomes == {Outcome.VALID} else Outcome.CANNOT_DECIDE
