"""Deals, and what waits, as lists: from the read models, for who may see them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Annotated

import msgspec
from msgspec import Meta

from aggregates.vocabulary import DealId, InstrumentId, Language, OrganisationId
from api.http.asked import Asked
from api.http.reply import Reply
from api.http.router import Router
from api.http.seeing import (
    Fresh,
    answered,
    caught_up,
    local,
    reader_of,
    seeing,
    zone_of,
)
from projections.views.deals import DealRow, Filter, Order, Place, Side
from projections.views.deals import list_deals as deals_listed
from projections.views.inbox import FallenRow, TurnFound, TurnPlace, list_fallen, list_turns
from projections.views.search import Found, FoundPlace
from projections.views.search import search_deals as deals_found

router = Router("lists")

TEXT_MAX = 200
Text = Annotated[str, Meta(max_length=TEXT_MAX)]
"""Words that somebody looks for."""


class DealsQuery(Fresh, frozen=True, kw_only=True):
    """Which deals, by what they are ordered, and which part of the list.

    ``stage`` may be several, with commas between; ``country`` is that of any principal.
    """

    stage: Text | None = None
    tier: Text | None = None
    kind: Text | None = None
    project: Text | None = None
    direction: Text | None = None
    country: Text | None = None
    text: Text | None = None
    order: Order = "opened"


class ListedDeal(msgspec.Struct, frozen=True, kw_only=True):
    """A deal as lists show it; ``amount`` is what its leading instrument pledges as it stands.

    ``title`` is what it was opened as, ``titles`` what the table calls it, by language. Who sees a
    deal without its terms gets no amount, and as ``titles`` only what the catalogue calls its
    project, if it was opened by that title. ``position`` is that of its last event, ``version``
    what ``If-Match`` cites.
    """

    deal: DealId
    edition: str
    title: str
    titles: Mapping[Language, str]
    stage: str
    round: int
    kind: str
    tier: str
    project: str
    direction: str
    mode: str
    industry: str
    origin: str
    destination: str
    parties: tuple[Side, ...]
    amount: Decimal | None
    currency: str | None
    opened_at: datetime
    moved_at: datetime
    version: int
    position: int


class ListedDeals(msgspec.Struct, frozen=True, kw_only=True):
    """A part of the list. Without ``next`` it is the last."""

    items: tuple[ListedDeal, ...]
    next: str | None


class InboxQuery(Fresh, frozen=True, kw_only=True):
    """Whose turns: one's own, or of the whole team; ``zone`` is where the reader is (IANA)."""

    deal: DealId | None = None
    team: bool = False
    zone: str = ""


class Turn(msgspec.Struct, frozen=True, kw_only=True):
    """What waits, until a deadline if there is one. ``what`` is the operation that is asked for.

    ``person`` is empty for anybody who acts in ``role``; ``organisation`` for any office.
    ``subject`` is what it is about beside instrument and clauses. ``deadline_zone`` is the one in
    which the deadline was set, ``deadline_local`` what the reader's clock shows then; while
    ``stopped_at`` is there, the clock stands. Who is invited is not told the title; ``titles`` is
    as in lists of deals.
    """

    deal: DealId
    edition: str
    project: str
    title: str | None
    titles: Mapping[Language, str]
    organisation: OrganisationId
    person: str
    role: str
    what: str
    instrument: InstrumentId
    subject: str
    clauses: tuple[str, ...]
    deadline_at: datetime | None
    deadline_zone: str | None
    deadline_local: str | None
    stopped_at: datetime | None


class Inbox(msgspec.Struct, frozen=True, kw_only=True):
    """What waits, the most urgent first, and what changed since one's side accepted it.

    ``fallen`` comes with the first part. Without ``next`` this is the last part.
    """

    items: tuple[Turn, ...]
    fallen: tuple[FallenRow, ...]
    next: str | None


class SearchQuery(Fresh, frozen=True, kw_only=True):
    """The words that a deal has to have, all of them."""

    text: Text


class FoundDeals(msgspec.Struct, frozen=True, kw_only=True):
    """A part of what was found, the best places first. Without ``next`` it is the last."""

    items: tuple[Found, ...]
    next: str | None


@router.get("/deals", answer=ListedDeals, query=DealsQuery)
async def list_deals(asked: Asked, query: DealsQuery) -> Reply:
    """List the deals that one may see, the one opened, or moved, last first.

    Raises:
        ApiError: ``cursor_malformed``, ``edition_unlisted``, ``views_missing``.
        ProjectionError: ``not_there_yet``.
    """
    await caught_up(asked, query.edition, query.after_position)
    which = _filter(query)
    of = f"deals:{_filters(query)}"
    after = asked.site.cursors.place(of, query.cursor, Place) if query.cursor else None
    async with seeing(asked, "deals") as connection:
        rows = await deals_listed(
            connection,
            reader_of(asked),
            which,
            order=query.order,
            after=after,
            limit=query.limit + 1,
        )
    shown = rows[: query.limit]
    following = None
    if len(rows) > query.limit:
        last = shown[-1]
        at = last.moved_at if query.order == "moved" else last.opened_at
        following = asked.site.cursors.cursor(of, Place(at, last.deal))
    items = tuple(_listed(row) for row in shown)
    return answered(ListedDeals(items=items, next=following))


@router.get("/inbox", answer=Inbox, query=InboxQuery)
async def read_inbox(asked: Asked, query: InboxQuery) -> Reply:
    """Read what waits on oneself, or on one's team: whose turn it is, and until when.

    Raises:
        ApiError: ``code_unlisted`` for a zone, ``cursor_malformed``, ``views_missing``.
        ProjectionError: ``not_there_yet``.
    """
    zone, reader = zone_of(query.zone), reader_of(asked)
    await caught_up(asked, query.edition, query.after_position)
    of = f"inbox:{query.deal}:{query.team}:{reader.organisation}:{asked.who.role.value}"
    after = asked.site.cursors.place(of, query.cursor, TurnPlace) if query.cursor else None
    async with seeing(asked, "inbox") as connection:
        turns = await list_turns(
            connection,
            reader,
            role=None if query.team else asked.who.role.value,
            whole_team=query.team,
            deal=query.deal,
            after=after,
            limit=query.limit + 1,
        )
        fallen = () if after else await list_fallen(connection, reader, deal=query.deal)
    shown, following = turns[: query.limit], None
    if len(turns) > query.limit:
        last = shown[-1]
        place = TurnPlace(last.deadline_at, last.deal, last.ordinal)
        following = asked.site.cursors.cursor(of, place)
    items = tuple(_turn(one, local(one.deadline_at, zone)) for one in shown)
    return answered(Inbox(items=items, fallen=tuple(fallen), next=following))


@router.get("/search", answer=FoundDeals, query=SearchQuery)
async def search_deals(asked: Asked, query: SearchQuery) -> Reply:
    """Find deals, among those that one may see, by words of titles, parties, projects and clauses.

    Raises:
        ApiError: ``cursor_malformed``, ``views_missing``.
        ProjectionError: ``not_there_yet``.
    """
    await caught_up(asked, query.edition, query.after_position)
    of = f"search:{query.text}"
    after = asked.site.cursors.place(of, query.cursor, FoundPlace) if query.cursor else None
    async with seeing(asked, "search") as connection:
        found = await deals_found(
            connection,
            reader_of(asked),
            query.text,
            after=after,
            limit=query.limit + 1,
        )
    shown, following = found[: query.limit], None
    if len(found) > query.limit:
        last = shown[-1]
        following = asked.site.cursors.cursor(of, FoundPlace(last.rank, last.deal))
    return answered(FoundDeals(items=tuple(shown), next=following))


def _filter(query: DealsQuery) -> Filter:
    return Filter(
        edition=query.edition,
        stages=None if query.stage is None else tuple(query.stage.split(",")),
        tier=query.tier,
        kind=query.kind,
        project=query.project,
        direction=query.direction,
        country=query.country,
        text=query.text,
    )


def _filters(query: DealsQuery) -> str:
    """Return what binds a cursor to the filters and the order that it goes on with."""
    whole = msgspec.structs.replace(query, cursor="", limit=1, after_position=None)
    return msgspec.json.encode(whole).decode()


def _listed(row: DealRow) -> ListedDeal:
    return ListedDeal(**{name: getattr(row, name) for name in ListedDeal.__struct_fields__})


def _turn(found: TurnFound, deadline_local: str | None) -> Turn:
    fields = msgspec.structs.asdict(found)
    del fields["ordinal"]
    return Turn(deadline_local=deadline_local, **fields)
