"""What a page follows: it reads itself anew when something moves that it shows.

The page is told that something happened, where and to which deal, and nothing else: it asks for
itself again, and is answered in its reader's language, with what they may see.
"""

from __future__ import annotations

import msgspec
from starlette.concurrency import run_in_threadpool

from aggregates.vocabulary import DealId
from api.refusals import ApiError
from api.routes.events import ComeTo
from api.web.editions import newest_open
from api.web.visit import Visit


class Following(msgspec.Struct, frozen=True, kw_only=True):
    """From which position of an edition on a page listens, and for which deal; empty for all.

    ``told``: something is being written on the page, which only says that something moved.
    """

    edition: str
    after: int
    deal: DealId = ""
    told: bool = False


async def following_deal(visit: Visit, deal: DealId, *, told: bool = False) -> Following | None:
    """Return what the page of a deal follows; it is asked before what the page shows is read.

    Raises:
        ApiError: ``deal_unknown``.
    """
    edition = await run_in_threadpool(visit.site.places.edition_of, deal)
    return await _following(visit, edition, deal, told=told)


async def following_all(visit: Visit) -> Following | None:
    """Return what a page of many deals follows: those of the newest edition that is open."""
    edition = await newest_open(visit)
    return await _following(visit, edition) if edition else None


async def _following(
    visit: Visit, edition: str, deal: DealId = "", *, told: bool = False
) -> Following | None:
    """Return it; none while read models are being made: then there is nothing to hear of."""
    try:
        come = await visit.read("read_position", ComeTo, edition=edition)
    except ApiError as wrong:
        if wrong.code != "views_missing":
            raise
        return None
    return Following(edition=edition, after=come.position, deal=deal, told=told)
