"""What somebody may do in a deal, by the one table: so that a page offers nothing that is refused.

The rules of the domain are narrower still, and say so when something is tried.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from starlette.concurrency import run_in_threadpool

from aggregates.vocabulary import DealId
from api.http.kept import kept_in
from api.http.policy import can
from api.http.related import related
from api.web.visit import Visit

May: TypeAlias = Callable[[str], bool]
"""Whether an operation, by its id, is open to somebody."""


async def may_in_deal(visit: Visit, deal: DealId) -> May:
    """Return what the reader may do in a deal that they may see."""
    return await run_in_threadpool(_may, visit, deal)


def _may(visit: Visit, deal: DealId) -> May:
    who = visit.who
    whole = kept_in(visit.request).deal(visit.site.places.deal(deal), deal)
    relations = related(whole.state, who)

    def may(operation: str) -> bool:
        return can(who, operation, relations)

    return may
