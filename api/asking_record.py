"""Whether the ledger is asked before the verdict on a file is final."""

from __future__ import annotations

from signing.verify.verdict import Level, Verdict


def asks_record(verdict: Verdict) -> bool:
    """Return whether the ledger is asked before the verdict on a file is final."""
    return verdict.level is Level.VALID or only_unsigned(verdict)


def only_unsigned(verdict: Verdict) -> bool:
    """Return whether all that could be shown was, but that those who should have signed."""
    reasons = [finding.reason.code for finding in verdict.findings if finding.reason is not None]
    return reasons == ["seat_empty"]
