"""8. The file is the one in the ledger; what became of the agreement since."""

from __future__ import annotations

from signing.errors import SignatureError
from signing.verify.case import Case


def check_record(case: Case) -> None:
    """Promise that the file is the recorded one, octet for octet.

    Raises:
        SignatureError: ``not_recorded`` when the ledger was asked and has nothing of it,
            ``not_the_recorded_file``.
    """
    if case.record is None:
        return
    if not case.record.pdf_sha256:
        raise SignatureError("not_recorded")
    if case.sha256 != case.record.pdf_sha256:
        raise SignatureError(
            "not_the_recorded_file", sha256=case.sha256, recorded=case.record.pdf_sha256
        )
