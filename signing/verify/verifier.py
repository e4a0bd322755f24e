"""Runs the numbered steps over a file and gives the one verdict."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Final, cast

from msgspec.structs import replace

from signing.errors import SignatureError
from signing.pki.certificate import Certificate
from signing.timestamp.token import TimeStamp
from signing.verify.added import with_addition
from signing.verify.base import check_base
from signing.verify.bytes import check_bytes
from signing.verify.case import Case
from signing.verify.changes import check_changes
from signing.verify.mandates import check_mandates
from signing.verify.ours import is_foreign
from signing.verify.paths import check_paths
from signing.verify.record import check_record
from signing.verify.seats import check_seats
from signing.verify.signatures import check_signatures
from signing.verify.signed import SignedField
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
REVOKED_SINCE: Final = "revoked_since"
"""Told of a valid file of which a signer's certificate was revoked, after it had signed."""
LONGEST_FACT: Final = 1000
"""In characters; a small file unpacks to names of fields of four million."""
SECONDED: Final = "paths"
"""The step on which there is a second opinion."""


def verify(case: Case) -> Verdict:
    """Return the verdict on ``case.pdf``. Never raises: what cannot be read is NOT VALID.

    VALID is said by two: by all steps, and, of the certificates, by the second opinion as well.
    """
    return with_addition(case, _said_by_two(case), _said_by_two)


def first_look(case: Case) -> Verdict:
    """Return what our own steps say: MUST NOT be told as VALID, only to who then asks `verify`."""
    return with_addition(case, judge(case, STEPS), _said_by_two)


def _said_by_two(case: Case) -> Verdict:
    verdict = judge(case, STEPS)
    if verdict.level is not Level.VALID:
        return verdict
    # pyHanko takes longer to be imported than our own steps to be run, and most files end before
    from signing.verify.ades.opinion import require_agreement  # noqa: PLC0415 - as just said

    reason = _reason(require_agreement, case)
    return verdict if reason is None else _refused(verdict, SECONDED, reason)


def judge(case: Case, steps: Mapping[str, Step]) -> Verdict:
    """Return the verdict by ``steps``.

    MUST be given all of them, but to show what each one stops; with fewer it may raise.
    """
    numbered = enumerate(steps.items(), start=1)
    findings = tuple(_finding(number, name, step, case) for number, (name, step) in numbered)
    if all(finding.reason is None for finding in findings):
        return _passed(case, findings)
    if is_foreign(case.pdf, case.trust):
        return _cannot_tell(case.pdf, "ours", Reason(code="not_ours", facts={}))
    return Verdict(level=Level.NOT_VALID, pdf_sha256=case.sha256, findings=findings)


def no_trust(pdf: bytes) -> Verdict:
    """Return the verdict of who trusts nobody: CANNOT TELL."""
    return _cannot_tell(pdf, "trust", Reason(code="no_trust", facts={}))


def not_judged(pdf: bytes) -> Verdict:
    """Return the verdict where verifying a file did not come to its end: CANNOT TELL."""
    return _cannot_tell(pdf, "end", Reason(code="not_judged", facts={}))


def _cannot_tell(pdf: bytes, step: str, reason: Reason) -> Verdict:
    finding = Finding(number=0, step=step, reason=reason)
    digest = hashlib.sha256(pdf).hexdigest()
    return Verdict(level=Level.CANNOT_TELL, pdf_sha256=digest, findings=(finding,))


def _refused(verdict: Verdict, step: str, reason: Reason) -> Verdict:
    """Return the verdict with one reason in the place of a step's silence."""
    findings = tuple(
        replace(one, reason=reason) if one.step == step else one for one in verdict.findings
    )
    return Verdict(level=Level.NOT_VALID, pdf_sha256=verdict.pdf_sha256, findings=findings)


def _passed(case: Case, findings: tuple[Finding, ...]) -> Verdict:
    return Verdict(
        level=Level.VALID,
        pdf_sha256=case.sha256,
        findings=findings,
        base_pdf_sha256=case.base_sha256,
        terms_sha256=case.sheet.terms_sha256,
        page_code=case.sheet.page_code,
        signatories=tuple(_signatory(case, one) for one in case.signed),
        status_now="not_checked" if case.record is None else case.record.status_now,
        also=_also(case),
        attested_by="" if case.record is None else case.record.attested_by,
        detached=_detached(case),
        archived_at=case.archive[-1].over.stamp.at if case.archive else None,
        lasting_until=min(stamp.certificate.not_after for stamp in _newest(case)),
    )


def _also(case: Case) -> tuple[str, ...]:
    """Return what else is to be told of a valid file.

    A certificate that was revoked since undoes nothing; who relies on its holder wants to know it.
    """
    recorded = () if case.record is None else case.record.also
    revoked = any(_is_revoked(case, one.message.certificate) for one in case.signed)
    return (*recorded, REVOKED_SINCE) if revoked else recorded


def _is_revoked(case: Case, certificate: Certificate) -> bool:
    try:
        issuer, _ = case.authorities.above(certificate)
    except SignatureError:  # that it has one is for step 5 to show
        return False
    return case.authorities.revocation(certificate, issuer) is not None


def _detached(case: Case) -> str:
    if case.record is None or case.record.detached is None:
        return ""
    return case.record.detached.algorithm if case.trust.detached_keys else "not_checked"


def _newest(case: Case) -> Sequence[TimeStamp]:
    """Return the time-stamps that no other one covers."""
    return [kept.over.stamp for kept in case.archive[-1:]] or [one.stamp for one in case.signed]


def _finding(number: int, name: str, step: Step, case: Case) -> Finding:
    return Finding(number=number, step=name, reason=_reason(step, case))


def _reason(step: Step, case: Case) -> Reason | None:
    try:
        step(case)
    except SignatureError as refused:
        return reason_of(refused)
    except Exception as wrong:  # noqa: BLE001 -- whatever it is, nothing was shown: fail closed
        return Reason(code="unforeseen", facts={"reason": type(wrong).__name__})
    return None


def reason_of(refused: SignatureError) -> Reason:
    """Return why something was refused, told in texts."""
    return Reason(
        code=refused.code, facts={key: _short(_told(value)) for key, value in refused.facts.items()}
    )


def _short(fact: str) -> str:
    """Return a fact, cut where it is longer than anybody reads: a file says what it pleases."""
    return fact if len(fact) <= LONGEST_FACT else f"{fact[:LONGEST_FACT]}…"


def _told(fact: object) -> str:
    match fact:
        case tuple():
            return ", ".join(map(str, cast("tuple[object, ...]", fact)))
        case datetime():
            return f"{fact.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
        case _:
            return str(fact)


def _signatory(case: Case, one: SignedField) -> Signatory:
    certificate = one.message.certificate
    mandate = certificate.mandate
    return Signatory(
        field=one.field,
        role=next(seat.role.value for seat in case.sheet.seats if seat.field == one.field),
        name=certificate.subject.common_name,
        organisation=certificate.subject.organisation,
        identifier=certificate.subject.identifier,
        mandate="" if mandate is None else mandate.id,
        at=one.stamp.at,
    )
