"""The feed of an edition: what happened that one may see, thin, in an order without gaps."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Annotated

import msgspec
from msgspec import Meta
from starlette.concurrency import run_in_threadpool

from aggregates.catalogue import describe
from aggregates.deal import DEAL
from aggregates.vocabulary import DealId
from api.contracts.people import Registered
from api.http.asked import NOBODY, Asked
from api.http.paging import LIMIT, LIMIT_MAX
from api.http.positions import Position
from api.http.reply import Reply
from api.http.router import Router
from api.http.seeing import (
    answered,
    caught_up,
    log_of,
    reader_of,
    reads_terms,
    seeing,
)
from api.names import Names, short_id
from ledger.book import Book
from ledger.errors import LedgerError
from ledger.recorded import Recorded
from ledger.sources import One
from projections.views.feed import FeedEntry, FeedPlace, complete_to, list_feed

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


class _Stop(msgspec.Struct, frozen=True):
    """Where the reader is: after a position, and after an entry that is shown at it."""

    after: int
    place: FeedPlace | None = None


@router.get("/events", answer=Events, query=EventsQuery)
async def list_events(asked: Asked, query: EventsQuery) -> Reply:
    """Follow what happens in an edition: events of deals that one may see, and what is public.

    Raises:
        ApiError: ``edition_unlisted``, ``cursor_malformed``, ``views_missing``.
        ProjectionError: ``not_there_yet``.
    """
    asked.require_may(NOBODY)
    edition = str(await log_of(asked, query.edition))
    await caught_up(asked, edition, query.after_position)
    of, reader = f"events:{edition}", reader_of(asked)
    cursors = asked.site.cursors
    stop = cursors.place(of, query.cursor, _Stop) if query.cursor else _Stop(query.after)
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
    shown, more = found[: query.limit], len(found) > query.limit
    going_on = _going_on(shown[-1]) if more else _Stop(max(until, stop.after))
    bare = tuple(_event(one, None) for one in shown)
    events = Events(
        edition=edition,
        items=await run_in_threadpool(_told, asked, edition, shown) if query.sentences else bare,
        complete_to=shown[-1].shown - 1 if more else max(until, stop.after),
        more=more,
        next=cursors.cursor(of, going_on),
    )
    return answered(events)


def _going_on(last: FeedEntry) -> _Stop:
    """Return where to go on: others may be shown at the same position as the last entry."""
    return _Stop(last.shown - 1, FeedPlace(last.shown, last.position))


def _event(one: FeedEntry, sentence: str | None) -> FeedEvent:
    return FeedEvent(sentence=sentence, **msgspec.structs.asdict(one))


def _told(asked: Asked, edition: str, shown: Sequence[FeedEntry]) -> tuple[FeedEvent, ...]:
    """Return the entries with what their events say, as far as the reader may read it.

    What was erased meanwhile has no sentence: that it was, everybody may know.
    """
    book, terms = asked.site.places.edition(edition), reads_terms(asked)
    tellable = {one.position: one.deal for one in shown if terms or not one.deal}
    names = Names(Registered(asked.site.installation), book, asked.language)
    public = Names(Registered(asked.site.installation), book, asked.language)
    by_name = reader_of(asked).sees == "all"
    sentences: dict[int, str] = {}
    for recorded in _recorded(book, tellable):
        event, deal = recorded.event, tellable.get(recorded.position)
        names.learn(event)  # papers are called by what came before
        if deal == "" and not by_name:
            by = str(getattr(event, "by", ""))
            public.call(by, short_id(by))  # who did it for the fair is not everybody's to know
        if deal is not None:
            called = names if deal or by_name else public
            sentences[recorded.position] = describe(event, asked.language, called)
    return tuple(_event(one, sentences.get(one.position)) for one in shown)


def _recorded(book: Book, wanted: Mapping[int, DealId]) -> Iterator[Recorded]:
    """Yield the events at these positions, and of deals everything that came before them."""
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
