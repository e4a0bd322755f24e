"""What is told of a deal that was erased: that it was there, only to who sees every deal."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool

from aggregates.deal import DEAL
from aggregates.vocabulary import DealId
from api.http.asked import Asked
from api.http.guard import SEES_EVERY_DEAL
from api.http.policy import relations_by_role
from api.refusals import ApiError
from ledger.errors import LedgerError
from ledger.sources import One

_ERASED = "key_destroyed"


async def tellable_to(asked: Asked, error: LedgerError) -> LedgerError | ApiError:
    """Return what is told of ``error``: that a deal is unknown, if it is one that was erased.

    Whose it was cannot be known any more: nobody can show that it was theirs.
    """
    deal = asked.path.get("deal", "")
    if error.code != _ERASED or not deal:
        return error
    sees_all = relations_by_role(asked.acting) & SEES_EVERY_DEAL
    if sees_all or not await run_in_threadpool(_is_erased, asked, deal):
        return error
    return ApiError("deal_unknown", deal=deal)


def _is_erased(asked: Asked, deal: DealId) -> bool:
    """Return whether it is the deal itself that was erased, and not somebody or something in it."""
    try:
        asked.site.places.deal(deal).state(One(DEAL, deal))
    except LedgerError as wrong:
        if wrong.code == _ERASED:
            return True
        raise
    return False
