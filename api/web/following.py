"""What a page follows: it reads itself anew when something moves that it shows.

The page is told that something happened, where and to which deal, and nothing else: it asks for
itself again, and is answered in its reader's language, with what they may see.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import msgspec
from starlette.concurrency import run_in_threadpool

from aggregates.vocabulary import DealId
from api.refusals import ApiError
from api.routes.events import ComeTo
from api.web.visit import Visit

FEEDS_MAX: Final = 2
"""So many editions one page follows: a browser keeps six connections to a host."""


class Feed(msgspec.Struct, frozen=True, kw_only=True):
    """From which position of an edition on a page listens."""

    edition: str
    after: int


class Following(msgspec.Struct, frozen=True, kw_only=True):
    """What a page listens to, and for which deal; empty for all.

    ``told``: something is being written on the page, which only says that something moved.
    """

    feeds: tuple[Feed, ...]
    deal: DealId = ""
    told: bool = False


async def following_deal(visit: Visit, deal: DealId, *, told: bool = False) -> Following | None:
    """Return what the page of a deal follows; it is asked before what the page shows is read.

    Raises:
        ApiError: ``deal_unknown``.
    """
    edition = await run_in_threadpool(visit.site.places.edition_of, deal)
    feeds = await _feeds(visit, (edition,))
    return Following(feeds=feeds, deal=deal, told=told) if feeds else None


async def following_all(visit: Visit, editions: Sequence[str]) -> Following | None:
    """Return what a page of many deals follows: those of the first of some editions."""
    feeds = await _feeds(visit, editions[:FEEDS_MAX])
    return Following(feeds=feeds) if feeds else None


async def _feeds(visit: Visit, editions: Sequence[str]) -> tuple[Feed, ...]:
    """Return them; none while read models are being made: then there is nothing to hear of."""
    try:
        come = [await visit.read_once("read_position", ComeTo, edition=one) for one in editions]
    except ApiError as wrong:
        if wrong.code != "views_missing":
            raise
        return ()
    return tuple(Feed(edition=one.edition, after=one.position) for one in come)
