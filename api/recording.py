"""What the ledger says of a paper."""

from __future__ import annotations

from aggregates.deal import DEAL
from aggregates.deal.state import Instrument, Progress
from aggregates.signing_sheet import SigningSheet
from api.installation import Installation
from api.refusals import ApiError
from ledger.sources import One
from signing.verify.case import Record

UNRECORDED = Record(base_pdf_sha256="", pdf_sha256="", status_now="not_checked")
"""Of a paper that the ledger does not have: no file is it."""


def recorded(installation: Installation, sheet: SigningSheet) -> Record:
    """Return what is recorded of the instrument that a paper says to be.

    A paper that the ledger does not know is never the recorded one: whoever stole the registry's
    keys can make a perfect paper, but not put it into the ledger.

    Raises:
        LedgerError: as reading the ledger.
    """
    try:
        book = installation.book_of(sheet.deal)
    except ApiError:
        return UNRECORDED
    instrument = book.state(One(DEAL, sheet.deal)).instruments.get(sheet.instrument)
    return UNRECORDED if instrument is None else record_of(instrument)


def record_of(instrument: Instrument) -> Record:
    """Return what is recorded of an instrument's PDF, and what became of it."""
    if instrument.signing is None:
        return UNRECORDED
    return Record(
        base_pdf_sha256=instrument.signing.base_pdf_sha256,
        pdf_sha256=instrument.signing.pdf_sha256,
        status_now="in_force" if instrument.progress is Progress.EXECUTED else "signing",
    )
