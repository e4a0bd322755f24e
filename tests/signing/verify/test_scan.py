"""The verdict on a picture, by what is on record of the paper of which it is the scan."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from signing.verify.case import Record
from signing.verify.scan import may_be_scan, scan_verdict
from signing.verify.verdict import Finding, Level, Reason, Verdict
from signing.verify.verifier import no_trust, not_judged

PICTURE = Verdict(
    level=Level.CANNOT_TELL,
    pdf_sha256="aa" * 32,
    findings=(Finding(number=0, step="ours", reason=Reason(code="not_ours", facts={})),),
)
ATTESTED = Record(
    base_pdf_sha256="bb" * 32,
    pdf_sha256="cc" * 32,
    status_now="amended",
    also=("disputed",),
    attested_by="Haixia Commerce Attestation Office",
)


def code_of(verdict: Verdict) -> str:
    """Return why it is not valid."""
    return "" if verdict.reason is None else verdict.reason.code


def test_only_what_has_nothing_of_the_registry_may_be_a_scan() -> None:
    assert may_be_scan(PICTURE)
    for other in (no_trust(b"%PDF"), not_judged(b"%PDF"), replace(PICTURE, level=Level.NOT_VALID)):
        assert not may_be_scan(other)


def test_what_was_attested_is_told_and_is_not_valid_by_that() -> None:
    told = scan_verdict(PICTURE, ATTESTED)
    assert (told.level, code_of(told)) == (Level.CANNOT_TELL, "scan_attested")
    assert (told.attested_by, told.base_pdf_sha256) == (ATTESTED.attested_by, "bb" * 32)
    assert (told.status_now, told.also) == ("amended", ("disputed",))
    assert told.reason is not None
    assert told.reason.facts["sha256"] == "cc" * 32


@pytest.mark.parametrize(
    ("record", "level", "code"),
    [
        (None, Level.CANNOT_TELL, "scan_replaced"),
        (replace(ATTESTED, attested_by=""), Level.CANNOT_TELL, "scan_unattested"),
        (replace(ATTESTED, status_now="annulled"), Level.NOT_VALID, "annulled"),
    ],
)
def test_what_does_not_count_says_nothing_of_the_agreement(
    record: Record | None, level: Level, code: str
) -> None:
    told = scan_verdict(PICTURE, record)
    assert (told.level, code_of(told)) == (level, code)
    assert (told.attested_by, told.status_now) == ("", "not_checked")
