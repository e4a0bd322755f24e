"""8. The file is the one in the ledger; what became of the agreement since."""

from __future__ import annotations

from typing import Final

from signing.detached.terms import check_terms
from signing.errors import SignatureError
from signing.verify.case import Case

BINDS: Final = frozenset({"in_force", "amended", "disputed", "suspended", "terminated"})
"""What may be said of an instrument that was validly signed, whatever became of it since."""


def check_record(case: Case) -> None:
    """Promise that the file is the recorded one, octet for octet, executed and not annulled.

    Raises:
        SignatureError: ``not_recorded`` when the ledger was asked and has nothing of it,
            ``not_the_recorded_file``, ``not_executed``, ``annulled``, ``status_unknown``, and
            what `signing.detached.terms.check_terms` raises of what the ledger has besides.
    """
    if case.record is None:
        return
    if not case.record.pdf_sha256:
        raise SignatureError("not_recorded")
    if case.sha256 != case.record.pdf_sha256:
        raise SignatureError(
            "not_the_recorded_file", sha256=case.sha256, recorded=case.record.pdf_sha256
        )
    for status in (case.record.status_now, *case.record.also):
        _require_binding(status)
    if case.record.detached is not None and case.trust.detached_keys:
        terms = case.sheet.terms_sha256
        check_terms(case.record.detached, terms, case.trust.detached_keys)


def _require_binding(status: str) -> None:
    """Whoever shows a paper that was annulled must not be told that it is valid."""
    if status == "annulled":
        raise SignatureError("annulled")
    if status == "signing":
        raise SignatureError("not_executed")
    if status not in BINDS:
        raise SignatureError("status_unknown", status=status)
