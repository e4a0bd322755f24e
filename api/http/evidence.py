"""Files that events of the registry and of mandates name: extracts, powers of attorney."""

from __future__ import annotations

from typing import Final, TypeVar

from api.http.reply import IMMUTABLE, Reply
from api.refusals import ApiError
from ledger.book import Book
from ledger.errors import LedgerError
from ledger.sources import One

S = TypeVar("S")

PDF: Final = "application/pdf"
OCTETS: Final = "application/octet-stream"
MEDIA: Final = (PDF, OCTETS)


def evidence_reply(book: Book, source: One[S], digest: str) -> Reply:
    """Return the file that an event of ``source`` names, if it was handed in with it.

    Raises:
        ApiError: ``evidence_unlisted`` where only its digest is on record.
    """
    try:
        content = book.blob(source, digest)
    except LedgerError as wrong:
        if wrong.code == "blob_unknown":
            raise ApiError("evidence_unlisted", sha256=digest) from wrong
        raise
    is_pdf = content.startswith(b"%PDF-")
    name = f"{digest[:16]}.{'pdf' if is_pdf else 'bin'}"
    return Reply(
        content=content,
        etag=digest,
        cache=IMMUTABLE,
        media=PDF if is_pdf else OCTETS,
        headers={"content-disposition": f'attachment; filename="{name}"'},
    )
