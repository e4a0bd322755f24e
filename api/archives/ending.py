"""Which sealed papers end soon: the certificate of their last time-stamp is over then.

A paper that was not archived anew by that day is not valid any more by itself, whoever keeps it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

import msgspec

from aggregates.deal import DEAL
from aggregates.deal.state import Deal, Instrument
from aggregates.vocabulary import DealId, InstrumentId
from api.installation import Installation
from api.storage.archives import Kept, kept_papers
from api.storage.operations import Operations
from ledger.errors import LedgerError
from ledger.sources import One
from signing.registry.lasting import lasting_until
from signing.registry.office import Service
from signing.registry.registry import Registry

MONTH: Final = timedelta(days=30)
GONE: Final = frozenset({"key_destroyed", "blob_unknown"})
"""Of a deal that was erased, only its executed documents are kept; they are found elsewhere."""


class Ending(msgspec.Struct, frozen=True, kw_only=True):
    """A sealed paper, and until when it is valid by itself."""

    edition: str
    deal: DealId
    instrument: InstrumentId
    until: datetime


def may_end(authority: Registry, before: datetime) -> bool:
    """Return whether any paper could end before then; if not, none has to be looked at."""
    if authority.outside.time_stamps is not None:
        return True
    units = authority.certificates(Service.TIME_STAMPING)
    return any(unit.not_after < before for unit in units)


def endings(
    installation: Installation, operations: Operations, before: datetime
) -> Iterator[Ending]:
    """Yield the sealed papers that end before then, in the order of their deals.

    Raises:
        LedgerError: as reading the ledger.
    """
    if not may_end(installation.authority, before):
        return
    with operations.transaction() as connection:
        papers = kept_papers(connection)
    for paper in papers:
        until = _until(installation, paper)
        if until is not None and until < before:
            yield Ending(
                edition=paper.log, deal=paper.deal, instrument=paper.instrument, until=until
            )


def _until(installation: Installation, paper: Kept) -> datetime | None:
    """Return until when a paper lasts; None if it is not sealed, or was erased."""
    book, source = installation.edition(paper.log), One(DEAL, paper.deal)
    try:
        deal: Deal = book.state(source)
        instrument: Instrument | None = deal.instruments.get(paper.instrument)
        if instrument is None or instrument.signing is None or not instrument.signing.sealed:
            return None
        return lasting_until(book.blob(source, instrument.signing.pdf_sha256))
    except LedgerError as wrong:
        if wrong.code not in GONE:
            raise
        return None
