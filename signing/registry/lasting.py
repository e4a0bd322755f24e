"""Until when a file that was archived lasts."""

from __future__ import annotations

from datetime import datetime

from signing.verify.archive import archive_of
from signing.verify.pdf.file import read_file


def lasting_until(pdf: bytes) -> datetime | None:
    """Return when the certificate of the last time-stamp over all of a file is over.

    None for a file that was not archived. What is in it is taken as it says: it is our own.

    Raises:
        SignatureError: as reading the file.
    """
    kept = archive_of(read_file(pdf))
    return kept[-1].over.stamp.certificate.not_after if kept else None
