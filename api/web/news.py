"""What happened in somebody's deals since they last looked: from the feed that programs follow.

How far they have looked stands in a cookie of their browser, for each edition: it opens nothing,
and is theirs.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

import msgspec
from starlette.responses import Response

from api.errors import CODED_ERRORS
from api.http.paging import LIMIT_MAX
from api.routes.events import ComeTo, Events, FeedEvent
from api.web.visit import Visit

COOKIE: Final = "__Host-looked"
AT_FIRST: Final = 300
"""Who has never looked is told what happened within so many positions."""
PARTS_MAX: Final = 3
MARKS_MAX: Final = 8
"""Of so many editions a browser notes how far its reader has looked: the last ones."""
_LOOKED: Final = re.compile(r"(?P<whose>[0-9a-f]{24})(?P<marks>(\.[0-9a-f]{12}-[0-9]{1,15})+)")
_ID: Final = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_UPTO: Final = re.compile(rf"(?P<edition>{_ID}):(?P<at>[0-9]{{1,15}})", re.ASCII)


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """What happened in the deals of one edition, the latest first.

    ``upto``: where the reader will have looked to.
    """

    edition: str
    items: tuple[FeedEvent, ...]
    upto: int
    more: bool


class News(msgspec.Struct, frozen=True, kw_only=True):
    """What happened in the deals of several editions."""

    parts: tuple[Part, ...]

    @property
    def items(self) -> Sequence[FeedEvent]:
        """The events of all of them, the latest first."""
        if len(self.parts) == 1:
            return self.parts[0].items
        every = [one for part in self.parts for one in part.items]
        return sorted(every, key=lambda one: one.recorded_at, reverse=True)

    @property
    def more(self) -> bool:
        """Whether older ones are not among them."""
        return any(part.more for part in self.parts)

    @property
    def upto(self) -> Sequence[str]:
        """Where the reader will have looked to, as a form says it: see `marks_in`."""
        return [f"{part.edition}:{part.upto}" for part in self.parts]


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """What happened in one deal on one day, the latest first; never empty."""

    deal: str
    items_of: tuple[FeedEvent, ...]

    @property
    def sentences(self) -> Sequence[FeedEvent]:
        """Those of them that the reader is told of, and not only counted."""
        return [one for one in self.items_of if one.sentence]


class Day(msgspec.Struct, frozen=True, kw_only=True):
    """What happened on one day, by deal; ``at`` is when the last of it did."""

    at: datetime
    deals: tuple[Told, ...]


NONE: Final = News(parts=())


async def news_for(visit: Visit, editions: Sequence[str], *, sentences: bool) -> News:
    """Return what happened since the reader last looked; nothing while lists are being made.

    Raises:
        CodedError: as ``list_events``.
    """
    looked_to = _looked_to(visit)
    try:
        parts = [
            await _read(visit, one, looked_to.get(_mark(one)), sentences=sentences)
            for one in editions
        ]
    except CODED_ERRORS as wrong:
        if wrong.code != "views_missing":
            raise
        return NONE
    return News(parts=tuple(parts))


def days_of(items: Sequence[FeedEvent], zone: ZoneInfo) -> Sequence[Day]:
    """Return what happened, day by day in ``zone`` and within each by deal, in the given order."""
    days: dict[date, dict[str, list[FeedEvent]]] = {}
    for one in items:
        day = days.setdefault(one.at.astimezone(zone).date(), {})
        day.setdefault(one.deal, []).append(one)
    return [
        Day(
            at=max(found[0].at for found in deals.values()),
            deals=tuple(Told(deal=deal, items_of=tuple(found)) for deal, found in deals.items()),
        )
        for deals in days.values()
    ]


def each_once(items: Sequence[FeedEvent]) -> Sequence[FeedEvent]:
    """Return these without the earlier ones of a deal of which it is only said that it moved."""
    moved: set[str] = set()
    found: list[FeedEvent] = []
    for one in items:
        if one.sentence or one.deal not in moved:
            found.append(one)
        if not one.sentence:
            moved.add(one.deal)
    return found


async def told(visit: Visit, news: News, most: int) -> Sequence[FeedEvent]:
    """Return the latest of what was read without sentences, with what they say."""
    latest = news.items[:most]
    found: dict[tuple[str, int], FeedEvent] = {}
    for part in news.parts:
        mine = [one for one in latest if one in part.items]
        if mine:
            query = {"edition": part.edition, "after": mine[-1].shown - 1, "limit": LIMIT_MAX}
            whole = await visit.read("list_events", Events, query)
            found |= {(one.deal, one.position): one for one in whole.items}
    return [found[key] for one in latest if (key := (one.deal, one.position)) in found]


def marks_in(told: Sequence[str]) -> Mapping[str, int] | None:
    """Return how far somebody has looked in which editions, as a form says it; None: it does not.

    The form has ``edition:position`` for each.
    """
    found = [_UPTO.fullmatch(one) for one in told]
    if not found or None in found:
        return None
    return {one["edition"]: int(one["at"]) for one in found if one}


def looked(visit: Visit, response: Response, upto: Mapping[str, int]) -> Response:
    """Return ``response``, with which the browser notes how far its reader has looked."""
    new = {_mark(edition): at for edition, at in upto.items()}
    old = {mark: at for mark, at in _looked_to(visit).items() if mark not in new}
    marks = [*old.items(), *new.items()][-MARKS_MAX:]
    response.set_cookie(
        COOKIE,
        ".".join([_whose(visit), *(f"{mark}-{at}" for mark, at in marks)]),
        max_age=365 * 24 * 3600,
        path="/",
        secure=True,
        httponly=True,
        samesite="lax",
    )
    return response


async def _read(visit: Visit, edition: str, after: int | None, *, sentences: bool) -> Part:
    if after is None:
        come = await visit.read_once("read_position", ComeTo, edition=edition)
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
    return Part(edition=edition, items=tuple(found[::-1]), upto=upto, more=more)


def _looked_to(visit: Visit) -> Mapping[str, int]:
    """Return how far the reader has looked, by the mark of an edition."""
    noted = _LOOKED.fullmatch(visit.request.cookies.get(COOKIE, ""))
    if noted is None or noted["whose"] != _whose(visit):
        return {}
    marks = (one.partition("-") for one in noted["marks"].split(".")[1:])
    return {mark: int(at) for mark, _, at in marks}


def _whose(visit: Visit) -> str:
    """Return a mark of the reader in their post: another's looking is not theirs."""
    return _mark(visit.who.person) + _mark(visit.who.organisation)


def _mark(identifier: str) -> str:
    return identifier.replace("-", "")[-12:]
