"""What happened in somebody's deals since they last looked: from the feed that programs follow.

How far they have looked stands in a cookie of their browser: it opens nothing, and is theirs.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

import msgspec
from starlette.responses import Response

from api.errors import CODED_ERRORS
from api.http.paging import LIMIT_MAX
from api.routes.events import ComeTo, Events, FeedEvent
from api.web.editions import newest_open
from api.web.visit import Visit

COOKIE: Final = "__Host-looked"
AT_FIRST: Final = 300
"""Who has never looked is told what happened within so many positions."""
PARTS_MAX: Final = 3
_LOOKED: Final = re.compile(r"(?P<whose>[0-9a-f]{24})\.(?P<at>[0-9]{1,15})", re.ASCII)


class News(msgspec.Struct, frozen=True, kw_only=True):
    """Events of deals, the latest first. ``upto``: where the reader will have looked to."""

    items: tuple[FeedEvent, ...]
    upto: int
    more: bool


NONE: Final = News(items=(), upto=0, more=False)


async def news_for(visit: Visit, *, sentences: bool) -> News:
    """Return what happened since the reader last looked; nothing while lists are being made.

    Raises:
        CodedError: as ``list_events``.
    """
    edition = await newest_open(visit)
    if edition is None:
        return NONE
    try:
        return await _read(visit, edition, sentences=sentences)
    except CODED_ERRORS as wrong:
        if wrong.code != "views_missing":
            raise
        return NONE


async def told(visit: Visit, items: Sequence[FeedEvent]) -> Sequence[FeedEvent]:
    """Return the latest of ``items``, which were read without sentences, with what they say."""
    edition = await newest_open(visit)
    if not items or edition is None:
        return ()
    query = {"edition": edition, "after": items[-1].shown - 1, "limit": LIMIT_MAX}
    whole = await visit.read("list_events", Events, query)
    wanted = {one.position for one in items}
    return [one for one in whole.items if one.position in wanted][::-1]


def looked(visit: Visit, response: Response, upto: int) -> Response:
    """Return ``response``, with which the browser notes how far its reader has looked."""
    response.set_cookie(
        COOKIE,
        f"{_whose(visit)}.{upto}",
        max_age=365 * 24 * 3600,
        path="/",
        secure=True,
        httponly=True,
        samesite="lax",
    )
    return response


async def _read(visit: Visit, edition: str, *, sentences: bool) -> News:
    after = _looked_to(visit)
    if after is None:
        come = await visit.read("read_position", ComeTo, edition=edition)
        after = max(0, come.position - AT_FIRST)
    found: list[FeedEvent] = []
    query: dict[str, object] = {"edition": edition, "after": after, "limit": LIMIT_MAX}
    upto, more = after, True
    for _ in range(PARTS_MAX):
        part = await visit.read("list_events", Events, {**query, "sentences": sentences})
        found += [one for one in part.items if one.deal]
        query["cursor"], upto, more = part.next, part.complete_to, part.more
        if not more:
            break
    return News(items=tuple(found[::-1]), upto=upto, more=more)


def _looked_to(visit: Visit) -> int | None:
    noted = _LOOKED.fullmatch(visit.request.cookies.get(COOKIE, ""))
    return int(noted["at"]) if noted and noted["whose"] == _whose(visit) else None


def _whose(visit: Visit) -> str:
    """Return a mark of the reader in their post: another's looking is not theirs."""
    ids = (visit.who.person, visit.who.organisation)
    return "".join(one.replace("-", "")[-12:] for one in ids)
