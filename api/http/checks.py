"""Counting checks of papers, for F15: how many came to which verdict, and nothing of who asked."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool

from aggregates.vocabulary import Sha256
from api.accounts.accounts import Accounts
from api.http.asked import Asked
from api.refusals import ApiError
from api.storage.public_checks import count_check
from api.storage.views import Views
from ledger.errors import LedgerError
from projections.figures.asking import COUNTING
from projections.figures.f15_checks import Means
from projections.views.papers import PaperRow, find_paper


async def counted(asked: Asked, means: Means, verdict: str, sha256: Sha256) -> None:
    """Count a check that came to a verdict, for the edition of the paper, where one is known."""
    views = asked.site.find(Views)
    if views is None:
        return
    try:
        async with views.reading(COUNTING) as connection:
            paper = await find_paper(connection, sha256)
    except (LedgerError, ApiError):
        paper = None  # a verdict is told whether or not it can be counted where it belongs
    await run_in_threadpool(_count, asked, means, verdict, paper)


async def counted_of(asked: Asked, means: Means, paper: PaperRow | None) -> None:
    """Count a check by digest or code: of a paper that is known, or of none."""
    await run_in_threadpool(_count, asked, means, "known" if paper else "unknown", paper)


def _count(asked: Asked, means: Means, verdict: str, paper: PaperRow | None) -> None:
    accounts = asked.site.find(Accounts)
    if accounts is None:
        return
    try:
        with accounts.operations.transaction() as connection:
            count_check(connection, asked.at, paper.log if paper else "", means, verdict)
    except LedgerError:
        return  # as above: what cannot be counted is told all the same
