"""What is said of a picture that was handed in as the scan of a paper original.

Nothing in a picture can be shown by itself, and no program holds it against the text that was
printed: an official has. So the verdict on it stays CANNOT TELL, and says what is on record; the
base that was printed has a verdict of its own.
"""

from __future__ import annotations

from typing import Final

from msgspec.structs import replace

from signing.verify.case import Record
from signing.verify.verdict import Finding, Level, Reason, Verdict

STEP: Final = "scan"


def may_be_scan(verdict: Verdict) -> bool:
    """Return whether nothing in a file is of the registry: it may be the picture of a paper."""
    reason = verdict.reason
    return verdict.level is Level.CANNOT_TELL and reason is not None and reason.code == "not_ours"


def scan_verdict(verdict: Verdict, record: Record | None) -> Verdict:
    """Return the verdict on a file that is, octet for octet, the scan of what is on ``record``.

    None is for a scan that no longer counts: another one was handed in, or the signing is over.
    """
    if record is None:
        return _because(verdict, Reason(code="scan_replaced", facts={}))
    if record.status_now == "annulled":
        refused = _because(verdict, Reason(code="annulled", facts={}))
        return replace(refused, level=Level.NOT_VALID)
    if not record.attested_by:
        return _because(verdict, Reason(code="scan_unattested", facts={}))
    attested = Reason(
        code="scan_attested", facts={"office": record.attested_by, "sha256": record.pdf_sha256}
    )
    return replace(
        _because(verdict, attested),
        base_pdf_sha256=record.base_pdf_sha256,
        status_now=record.status_now,
        also=record.also,
        attested_by=record.attested_by,
    )


def _because(verdict: Verdict, reason: Reason) -> Verdict:
    return replace(verdict, findings=(Finding(number=0, step=STEP, reason=reason),))
