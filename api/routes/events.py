"""The feed of an edition: what happened that one may see, thin, in an order without gaps."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Annotated

import msgspec
from msgspec import Meta
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from aggregates.catalogue import describe
from aggregates.deal import DEAL
from aggregates.vocabulary import DealId
from api.called import Called
from api.contracts.people import Registered
from api.http.asked import NOBODY, Asked
from api.http.operation import JSON
from api.http.paging import LIMIT, LIMIT_MAX
from api.http.positions import Position
from api.http.reply import Reply
from api.http.router import Router
from api.http.seeing import (
    answered,
    caught_up,
    log_of,
    reader_of,
    seeing,
)
from api.http.streaming import EVENT_STREAM, streamed, wants_stream
from api.names import Names, short_id
from api.storage.views import Views
from api.streams.reading import Stop, going_on
from ledger.book import Book
from ledger.errors import LedgerError
from ledger.recorded import Recorded
from ledger.sources import One
from projections.views.feed import FeedEntry, complete_to, list_feed
from projections.views.readers import terms_seen

router = Router("lists")


class EventsQuery(msgspec.Struct, frozen=True, kw_only=True):
    """Of which edition, and what follows: a position, or the cursor of the answer before.

    Without ``sentences``, what happened is told by its type alone, which is quicker.
    """

    edition: str
    after: Position = 0
    cursor: str = ""
    limit: Annotated[int, Meta(ge=1, le=LIMIT_MAX)] = LIMIT
    sentences: bool = True
    after_position: Position | None = None


class FeedEvent(msgspec.Struct, frozen=True, kw_only=True):
    """An event. ``deal`` is empty for what is public; ``subject`` is what it is about.

    ``shown`` is the position at which the reader is told of it: its own, or the one at which they
    came to see its deal. ``sentence`` tells it in the reader's language, to who may read terms.
    """

    shown: int
    position: int
    deal: str
    subject: str
    version: int
    type: str
    stage: str
    at: datetime
    recorded_at: datetime
    sentence: str | None


class Events(msgspec.Struct, frozen=True, kw_only=True):
    """What follows. Nothing that the reader may see is missing up to position ``complete_to``.

    ``next`` is the cursor to go on with, now or later; with ``more`` there is more already.
    """

    edition: str
    items: tuple[FeedEvent, ...]
    complete_to: int
    more: bool
    next: str


class ComeTo(msgspec.Struct, frozen=True, kw_only=True):
    """How far the read models of an edition have come: lists are complete up to there."""

    edition: str
    position: int


@router.get("/editions/{edition}/position", answer=ComeTo)
async def read_position(asked: Asked) -> Reply:
    """Return the position up to which lists are complete: from there on one follows the events.

    Raises:
        ApiError: ``edition_unlisted``, ``views_missing``.
    """
    asked.require_may(NOBODY)
    edition = str(await log_of(asked, asked.path["edition"]))
    async with asked.site.the(Views).connection() as connection:
        position = await complete_to(connection, edition)
    return Reply(content=ComeTo(edition=edition, position=position))


@router.get("/events", answer=Events, query=EventsQuery, media=(JSON, EVENT_STREAM))
async def list_events(asked: Asked, query: EventsQuery) -> Reply | Response:
    """Follow what happens in an edition: events of deals that one may see, and what is public.

    With `Accept: text/event-stream` it is a stream, of `position`, `deal` and `type`, after
    `Last-Event-ID` or else `after`: who comes back with the last id misses nothing.

    Raises:
        ApiError: ``edition_unlisted``, ``cursor_malformed``, ``views_missing``, ``streams_busy``.
        ProjectionError: ``not_there_yet``.
    """
    asked.require_may(NOBODY)
    edition = str(await log_of(asked, query.edition))
    if wants_stream(asked):
        return await streamed(asked, edition, query.after)
    await caught_up(asked, edition, query.after_position)
    of, reader = f"events:{edition}", reader_of(asked)
    cursors = asked.site.cursors
    stop = cursors.place(of, query.cursor, Stop) if query.cursor else Stop(query.after)
    async with seeing(asked, f"edition:{edition}") as connection:
        until = await complete_to(connection, edition)
        found = await list_feed(
            connection,
            reader,
            edition,
            until=until,
            after=stop.after,
            place=stop.place,
            limit=query.limit + 1,
        )
        deals = (one.deal for one in found if one.deal)
        told = deals if query.sentences else ()
        terms = await terms_seen(connection, reader, told)
    shown, more = found[: query.limit], len(found) > query.limit
    next_stop = going_on(shown[-1]) if more else Stop(max(until, stop.after))
    bare = tuple(_event(one, None) for one in shown)
    events = Events(
        edition=edition,
        items=await run_in_threadpool(_told, asked, edition, shown, terms)
        if query.sentences
        else bare,
        complete_to=shown[-1].shown - 1 if more else max(until, stop.after),
        more=more,
        next=cursors.cursor(of, next_stop),
    )
    return answered(events)


def _event(one: FeedEntry, sentence: str | None) -> FeedEvent:
    return FeedEvent(sentence=sentence, **msgspec.structs.asdict(one))


def _told(
    asked: Asked, edition: str, shown: Sequence[FeedEntry], terms: frozenset[DealId]
) -> tuple[FeedEvent, ...]:
    """Return the entries with what their events say, of deals whose ``terms`` the reader sees.

    What was erased meanwhile has no sentence: that it was, everybody may know.
    """
    book = asked.site.places.edition(edition)
    tellable = {one.position: one.deal for one in shown if not one.deal or one.deal in terms}
    names = Names(Registered(asked.site.installation), book, asked.language)
    public = Names(Registered(asked.site.installation), book, asked.language)
    by_name = reader_of(asked).every_deal
    sentences: dict[int, str] = {}
    happened = [*_recorded(book, tellable)]
    for recorded in happened:
        names.learn(recorded.event)  # a paper is called by its first title, also before it has one
    names.look_up(one.event for one in happened if one.position in tellable)
    for recorded in happened:
        event, deal = recorded.event, tellable.get(recorded.position)
        if deal == "" and not by_name:
            by = str(getattr(event, "by", ""))
            public.call(by, short_id(by))  # who did it for the fair is not everybody's to know
        if deal is not None:
            called = names if deal or by_name else public
            sentences[recorded.position] = describe(event, asked.language, Called(called))
    return tuple(_event(one, sentences.get(one.position)) for one in shown)


def _recorded(book: Book, wanted: Mapping[int, DealId]) -> Iterator[Recorded]:
    """Yield the events at these positions, and of deals everything that there is."""
    found: set[int] = set()
    for deal in dict.fromkeys(deal for deal in wanted.values() if deal):
        for one in _history(book, deal):
            found.add(one.position)
            yield one
    for position in wanted.keys() - found:
        read = book.read(position - 1, 1)[0]
        if isinstance(read, Recorded):
            yield read


def _history(book: Book, deal: DealId) -> Sequence[Recorded]:
    try:
        return book.events(One(DEAL, deal))
    except LedgerError as wrong:
        if wrong.code == "key_destroyed":
            return ()
        raise
