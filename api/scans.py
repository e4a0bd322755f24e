"""What the ledger knows of a picture: that it is the scan of a paper original, and who attested it.

The read models say of which instrument a file was handed in as the scan; the ledger says the rest.
"""

from __future__ import annotations

import asyncio

from aggregates.deal import DEAL
from aggregates.deal.state import Deal
from aggregates.vocabulary import Sha256
from api.database import application_login
from api.installation import Installation
from api.recording import record_of
from api.refusals import ApiError
from api.settings import Settings
from api.storage.views import Views
from ledger.errors import LedgerError
from ledger.sources import One
from projections.figures.asking import COUNTING
from projections.views.papers import PaperRow, find_paper
from signing.verify.scan import scan_verdict
from signing.verify.verdict import Verdict


async def find_scan(views: Views, sha256: Sha256) -> PaperRow | None:
    """Return of which instrument a file of this digest was handed in as the scan.

    Raises:
        LedgerError: ``unavailable``.
        ApiError: ``views_missing``.
    """
    async with views.reading(COUNTING) as connection:
        found = await find_paper(connection, sha256)
    return found if found is not None and found.scan else None


def scan_here(settings: Settings, sha256: Sha256) -> PaperRow | None:
    """Return the same for who has no event loop; None where no read model knows of scans yet.

    Raises:
        LedgerError: as opening the ledger.
    """
    with application_login(settings) as dsn:
        return asyncio.run(_found(dsn, sha256))


def told_of_scan(installation: Installation, verdict: Verdict, scan: PaperRow) -> Verdict:
    """Return the verdict on a scan; of an erased deal, as it was.

    Raises:
        LedgerError: as reading the ledger.
    """
    try:
        deal = installation.edition(scan.log).state(One(DEAL, scan.deal))
        record = record_of(installation, deal, scan.instrument)
    except LedgerError as wrong:
        if wrong.code != "key_destroyed":
            raise
        return verdict
    return scan_verdict(verdict, record if _counts(deal, scan) else None)


def _counts(deal: Deal, scan: PaperRow) -> bool:
    signing = deal.instruments[scan.instrument].signing
    paper = None if signing is None else signing.paper
    return paper is not None and paper.scan_sha256 == scan.sha256


async def _found(dsn: str, sha256: Sha256) -> PaperRow | None:
    views = Views(dsn, connections=1)
    try:
        return await find_scan(views, sha256)
    except ApiError:
        return None
    finally:
        await views.close()
