"""The wall of an edition: its figures of one position, and being told when there is a newer one."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec
from sse_starlette.event import ServerSentEvent
from sse_starlette.sse import EventSourceResponse, SendTimeoutError
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from aggregates.edition import EDITION
from aggregates.edition.events import EditionOpened
from aggregates.errors import RuleError
from api.http.asked import NOBODY, Asked
from api.http.operation import JSON
from api.http.positions import Position
from api.http.reply import ASK_AGAIN, Reply
from api.http.router import Router
from api.http.seeing import caught_up, log_of, reader_of
from api.http.streaming import (
    EVENT_STREAM,
    HEARTBEAT_SECONDS,
    SEND_SECONDS,
    last_event,
    wants_stream,
)
from api.publishing import PUBLISHED
from api.receipts.witnesses import witnesses_of
from api.receipts.witnessing import Witnessing
from api.storage.publications import publications_of
from api.storage.views import ViewConnection, Views
from api.walls.wall import SERIES, Beside, Figures, SeenNow, Shown, WallNow, figures_of
from api.walls.walls import Key, Walls
from ledger.book import Book
from ledger.sources import One
from projections.cut import Cut, cut_at
from projections.figures.asking import counting
from projections.figures.counted import facts_of_cut
from projections.figures.keeping import Keeping, Recalled
from projections.views.edition_lists import lists_at
from projections.views.listed import listed_at

router = Router("figures")

FOLLOWING: Final = "follow_wall"
"""What logs and figures call a stream: how long it lasts says nothing about answers."""
RETRY_MILLISECONDS: Final = 1000


class WallQuery(msgspec.Struct, frozen=True, kw_only=True):
    """``public``: what everybody is shown, also to who sees every deal: a wall hangs in a hall.

    ``after`` is for a stream: the position that is shown already.
    """

    public: bool = False
    after: Position = 0
    after_position: Position | None = None


class Moved(msgspec.Struct, frozen=True, kw_only=True):
    """What a stream tells: a newer position, or, as ``beat``, that nothing moved, at an instant."""

    position: int
    at: datetime


@router.get("/editions/{edition}/wall", answer=WallNow, query=WallQuery, media=(JSON, EVENT_STREAM))
async def read_wall(asked: Asked, query: WallQuery) -> Reply | Response:
    """Return every figure of the wall, all of one position.

    Who sees every deal gets this moment's; others what the fair shows: its publications, or the
    numbers of the moment with cells left out that tell of few. With `Accept: text/event-stream` it
    is a stream of newer positions after `Last-Event-ID` or else `after`.

    Raises:
        ApiError: ``edition_unlisted``, ``cut_off_pending``, ``views_missing``, ``streams_busy``.
        RuleError: ``edition_unknown``.
        ProjectionError: ``not_there_yet``.
    """
    asked.require_may(NOBODY)
    edition = str(await log_of(asked, asked.path["edition"]))
    key, walls = Key(edition, _shown(asked, query)), asked.site.the(Walls)
    if wants_stream(asked):
        asked.request.state.operation = FOLLOWING
        return Streamed(_moves(asked, walls, key, last_event(asked, query.after)))
    await caught_up(asked, edition, query.after_position)

    async def make(position: int) -> WallNow:
        return await _made(asked, key, position)

    wall = await walls.wall(key, make)
    seen = wall.seen.size if wall.seen else 0
    return Reply(content=wall, etag=f"{wall.shown}-{wall.position}-{seen}", cache=ASK_AGAIN)


class Streamed(EventSourceResponse):
    """A stream of positions; who takes nothing of it for a while is let go, and comes back."""

    def __init__(self, moves: AsyncGenerator[ServerSentEvent, None]) -> None:
        super().__init__(  # pyright: ignore[reportUnknownMemberType] - its dicts are of anything
            moves, ping=HEARTBEAT_SECONDS, send_timeout=SEND_SECONDS
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send what moves, until the client goes or is let go."""
        with suppress(SendTimeoutError):  # nobody is there to be told
            await super().__call__(scope, receive, send)


async def _moves(
    asked: Asked, walls: Walls, key: Key, after: int
) -> AsyncGenerator[ServerSentEvent, None]:
    yield ServerSentEvent(retry=RETRY_MILLISECONDS)
    async for position in walls.positions(key, after):
        after = after if position is None else position
        told = msgspec.json.encode(Moved(position=after, at=asked.site.clock())).decode()
        event = "beat" if position is None else "moved"
        yield ServerSentEvent(told, event=event, id=str(after))


def _shown(asked: Asked, query: WallQuery) -> Shown:
    if asked.acting is not None and not query.public and reader_of(asked).sees == "all":
        return "everything"
    return asked.site.settings.wall


async def _made(asked: Asked, key: Key, position: int) -> WallNow:
    opened, seen = await run_in_threadpool(_of_the_log, asked, key.edition)
    currency = asked.site.settings.published_currency
    async with asked.site.the(Views).connection() as connection:
        log = UUID(key.edition)
        cut = await cut_at(connection, log, key.edition, opened.zone, at=position)
        keeping = await _keeping(connection, key, position)
        facts = await facts_of_cut(connection, cut)
        async with counting(connection):
            beside = Beside(
                lists=await lists_at(connection, key.edition, position),
                listed=await listed_at(connection, key.edition, position),
            )
    figures: Figures = await run_in_threadpool(
        figures_of, facts, cut, currency, key.shown, keeping, beside
    )
    return _wall(key, cut, opened, figures, (asked, seen))


def _wall(
    key: Key, cut: Cut, opened: EditionOpened, figures: Figures, by: tuple[Asked, SeenNow | None]
) -> WallNow:
    asked, seen = by
    return WallNow(
        edition=key.edition,
        name=opened.name,
        shown=key.shown,
        position=cut.position,
        cut_off=cut.at,
        zone=opened.zone,
        closes_at=_end_of(opened),
        currency=asked.site.settings.published_currency,
        figures=figures,
        witnesses=len(_witnessing(asked).policy.witnesses),
        seen=seen,
    )


async def _keeping(connection: ViewConnection, key: Key, position: int) -> dict[str, Keeping]:
    """Return what keeps numbers back, by series: nothing for who sees everything."""
    match key.shown:
        case "everything":
            return {}
        case "live":
            return dict.fromkeys(SERIES, PUBLISHED)
        case "published":
            kept: dict[str, Keeping] = {}
            for series in SERIES:
                for one in await publications_of(connection, key.edition, series):
                    if one.position == position:
                        kept[series] = Recalled(PUBLISHED, one.left_out)
            return kept


def _of_the_log(asked: Asked, edition: str) -> tuple[EditionOpened, SeenNow | None]:
    book = asked.site.places.edition(edition)
    opened = book.state(One(EDITION, edition)).opened
    if opened is None:
        raise RuleError("edition_unknown", edition=edition)
    return opened, _seen(_witnessing(asked), book)


def _seen(witnessing: Witnessing, book: Book) -> SeenNow | None:
    if not witnessing.has_witnesses:
        return None
    head = witnessing.of(book).witnessed.newest(1)
    if head is None:
        return None
    witnesses = witnesses_of(head.cosigned)
    return SeenNow(size=head.size, at=witnesses[-1].at, witnesses=witnesses)


def _witnessing(asked: Asked) -> Witnessing:
    return asked.site.find(Witnessing) or Witnessing()


def _end_of(opened: EditionOpened) -> datetime:
    """Return when the last day of an edition ends in its zone."""
    following = date.fromisoformat(opened.last_day) + timedelta(days=1)
    return datetime.combine(following, time.min, ZoneInfo(opened.zone))
