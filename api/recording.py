"""What the ledger says of a paper."""

from __future__ import annotations

from collections.abc import Callable

from aggregates.deal import DEAL
from aggregates.deal.authorities.standing import standings
from aggregates.deal.state import Deal
from aggregates.signing_sheet import SigningSheet
from aggregates.vocabulary import InstrumentId, OrganisationId
from api.contracts.people import Registered
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
    return record_of(installation, book.state(One(DEAL, sheet.deal)), sheet.instrument)


def record_of(installation: Installation, deal: Deal, instrument: InstrumentId) -> Record:
    """Return what is recorded of an instrument's PDF, and all that became of it since.

    Raises:
        LedgerError: as reading the ledger.
    """
    return record_in(deal, instrument, lambda office: _name(installation, office))


def record_in(
    deal: Deal, instrument: InstrumentId, name: Callable[[OrganisationId], str]
) -> Record:
    """Return the same of a deal that is at hand; ``name`` tells what an office is called."""
    found = deal.instruments.get(instrument)
    if found is None or found.signing is None:
        return UNRECORDED
    paper = found.signing.paper
    gravest, *others = (standing.value for standing in standings(deal, found))
    return Record(
        base_pdf_sha256=found.signing.base_pdf_sha256,
        pdf_sha256=found.signing.pdf_sha256,
        status_now=gravest,
        also=tuple(others),
        attested_by="" if paper is None or not paper.office else name(paper.office),
        detached=found.signing.detached,
    )


def _name(installation: Installation, office: OrganisationId) -> str:
    return Registered(installation).organisation(office).legal_name
