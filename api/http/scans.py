"""The verdict on a file that may be the scan of a paper original, asked over HTTP."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool

from api.http.asked import Asked
from api.refusals import ApiError
from api.scans import find_scan, told_of_scan
from api.storage.views import Views
from signing.verify.scan import may_be_scan
from signing.verify.verdict import Verdict


async def by_scan(asked: Asked, verdict: Verdict) -> Verdict:
    """Return the verdict on what may be the scan of a paper original, if the ledger knows it.

    What is not to be known at present, as where no read model is there, leaves it as it is.

    Raises:
        LedgerError: as reading the ledger.
    """
    views = asked.site.find(Views)
    if views is None or not may_be_scan(verdict):
        return verdict
    try:
        scan = await find_scan(views, verdict.pdf_sha256)
    except ApiError:
        return verdict
    if scan is None:
        return verdict
    return await run_in_threadpool(told_of_scan, asked.site.installation, verdict, scan)
