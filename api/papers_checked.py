"""The first tier of verification for the papers of one deal: each against what was recorded."""

from __future__ import annotations

import msgspec

from aggregates.deal import DEAL
from aggregates.deal.state import Deal
from aggregates.vocabulary import Sha256
from api.output import Plain
from ledger.book import Book
from ledger.errors import LedgerError
from ledger.sources import One
from signing.errors import SignatureError
from signing.verify.integrity import check_integrity


class Checked(msgspec.Struct, frozen=True):
    """What was found of a file; ``reason`` is why it is not as it was signed, empty if it is.

    ``signatures`` and ``time_stamps`` are how many are over it. Whose they are was not judged.
    """

    signatures: int = 0
    time_stamps: int = 0
    reason: str = ""

    @property
    def record(self) -> dict[str, Plain]:
        """The same as a record."""
        if self.reason:
            return {"intact": False, "reason": self.reason}
        return {"intact": True, "signatures": self.signatures, "time_stamps": self.time_stamps}


def papers_checked(book: Book, deal: Deal) -> dict[Sha256, Checked]:
    """Return what was found of each paper of ``deal``, as it stands, by the digest recorded of it.

    A file that is lost or was tampered with is a finding, and no error.
    """
    digests = [one.signing.pdf_sha256 for one in deal.instruments.values() if one.signing]
    return {digest: _checked(book, deal, digest) for digest in digests}


def _checked(book: Book, deal: Deal, digest: Sha256) -> Checked:
    try:
        intact = check_integrity(book.blob(One(DEAL, deal.id), digest), digest)
    except (LedgerError, SignatureError) as refused:
        return Checked(reason=refused.code)
    return Checked(signatures=len(intact.signed_at), time_stamps=len(intact.archived_at))
