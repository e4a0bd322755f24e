"""8. The file is the one in the ledger; what became of the agreement since."""

from __future__ import annotations

from signing.errors import SignatureError
from signing.verify.case import Case


def check_record(case: Case) -> None:
    """Promise that the file is the recorded one, octet for octet.

    Raises:
        SignatureError: ``not_the_recorded_file``.
    """
    if case.record is not None and case.sha256 != case.record.pdf_sha256:
        raise SignatureError(
            "not_the_recorded_file", sha256=case.sha256, recorded=case.record.pdf_sha256
        )
