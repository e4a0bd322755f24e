"""Runs the numbered steps over a file and gives the one verdict."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from typing import Final

from signing.errors import SignatureError
from signing.pki.certificate import Certificate
from signing.timestamp.token import read_token
from signing.trust import TrustPolicy
from signing.verify.base import check_base
from signing.verify.bytes import check_bytes
from signing.verify.case import Case
from signing.verify.changes import check_changes
from signing.verify.mandates import check_mandates
from signing.verify.paths import check_paths
from signing.verify.reader import Reading, SignedField
from signing.verify.record import check_record
from signing.verify.seats import check_seats
from signing.verify.signatures import check_signatures
from signing.verify.verdict import Finding, Level, Reason, Signatory, Verdict

Step = Callable[[Case], None]

STEPS: Final[Mapping[str, Step]] = {
    "bytes": check_bytes,
    "base": check_base,
    "seats": check_seats,
    "signatures": check_signatures,
    "paths": check_paths,
    "changes": check_changes,
    "mandates": check_mandates,
    "record": check_record,
}
"""In the order of the list in the package's docstring: the first is number 1."""


def verify(case: Case) -> Verdict:
    """Return the verdict on ``case.pdf``. Never raises: what cannot be read is NOT VALID."""
    return judge(case, STEPS)


def judge(case: Case, steps: Mapping[str, Step]) -> Verdict:
    """Return the verdict by ``steps``.

    MUST be given all of them, but to show what each one stops.
    """
    if _is_foreign(case):
        foreign = Finding(number=0, step="ours", reason=Reason(code="not_ours", facts={}))
        return Verdict(level=Level.CANNOT_TELL, pdf_sha256=case.sha256, findings=(foreign,))
    numbered = enumerate(steps.items(), start=1)
    findings = tuple(_finding(number, name, step, case) for number, (name, step) in numbered)
    if any(finding.reason is not None for finding in findings):
        return Verdict(level=Level.NOT_VALID, pdf_sha256=case.sha256, findings=findings)
    return Verdict(
        level=Level.VALID,
        pdf_sha256=case.sha256,
        findings=findings,
        terms_sha256=case.sheet.terms_sha256,
        page_code=case.sheet.page_code,
        signatories=tuple(_signatory(case, one) for one in case.signed),
        status_now="not_checked" if case.record is None else case.record.status_now,
    )


def no_trust(pdf: bytes) -> Verdict:
    """Return the verdict of who trusts nobody: CANNOT TELL."""
    finding = Finding(number=0, step="trust", reason=Reason(code="no_trust", facts={}))
    digest = hashlib.sha256(pdf).hexdigest()
    return Verdict(level=Level.CANNOT_TELL, pdf_sha256=digest, findings=(finding,))


def _finding(number: int, name: str, step: Step, case: Case) -> Finding:
    return Finding(number=number, step=name, reason=_reason(step, case))


def _reason(step: Step, case: Case) -> Reason | None:
    try:
        step(case)
    except SignatureError as refused:
        facts = {key: str(value) for key, value in refused.facts.items()}
        return Reason(code=refused.code, facts=facts)
    except Exception as wrong:  # noqa: BLE001 -- whatever it is, nothing was shown: fail closed
        return Reason(code="unforeseen", facts={"reason": type(wrong).__name__})
    return None


def _is_foreign(case: Case) -> bool:
    """Whether the file opens, and nothing in it names our root or says to be ours.

    A file that does not open is not foreign, it is broken: that answer is NOT VALID.
    """
    try:
        reading = Reading(case.pdf)
        if "signing.json" in reading.embedded_files or b"signing.json" in case.pdf:
            return False
        return not reading.certificate_names & _our_names(case.trust)
    except Exception:  # noqa: BLE001 -- what cannot be read is not taken for somebody else's
        return False


def _our_names(trust: TrustPolicy) -> set[bytes]:
    authorities = (*trust.roots, *trust.issuers)
    return {Certificate(der).x509.subject.public_bytes() for der in authorities}


def _signatory(case: Case, one: SignedField) -> Signatory:
    seat = next(seat for seat in case.sheet.seats if seat.field == one.field)
    certificate = one.message.certificate
    mandate = certificate.mandate
    return Signatory(
        field=one.field,
        role=seat.role.value,
        name=certificate.subject.common_name,
        organisation=certificate.subject.organisation,
        identifier=certificate.subject.identifier,
        mandate="" if mandate is None else mandate.id,
        at=read_token(one.message.token).at,
    )
