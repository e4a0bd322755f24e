"""The figures of an edition, each at one position of its log, and the deals that make a number."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import msgspec
from starlette.concurrency import run_in_threadpool

from api.http.access import noted_access
from api.http.asked import NOBODY, Asked
from api.http.codes import CURRENCY, require_listed
from api.http.figure_queries import FigureQuery, NumberQuery, Sliced
from api.http.figures import (
    Asking,
    Figure,
    figure_of,
    last_midnight,
)
from api.http.figures_kept import figure_at, moment_of
from api.http.kept import kept_in
from api.http.moments import Moment
from api.http.publishing import figure_in, published, zone_of_edition
from api.http.reply import Reply
from api.http.router import Router
from api.http.seeing import answered, caught_up, log_of, reader_of
from api.refusals import ApiError
from api.storage.views import ViewConnection, Views
from projections.cut import Cut, cut_at
from projections.figures.asking import Contributing
from projections.figures.crossed import Crossed
from projections.figures.f1_headline import Headline
from projections.figures.f2_direction import Directions
from projections.figures.f8_funnel import Funnel
from projections.figures.f9_health import NegotiationHealth
from projections.figures.f10_approvals import ApprovalsAndFilings
from projections.figures.f13_losses import Losses
from projections.figures.f15_checks import Checks
from projections.figures.f17_quality import DataQuality

router = Router("figures")


class FigureNow(msgspec.Struct, frozen=True, kw_only=True):
    """A figure, under the id of its definition; the others are none.

    Each has a head: definition and version, position, cut-off and the zone of the cut-off.
    ``suppressed``: cells that would say too much of somebody are left out, others with them.
    """

    suppressed: bool
    f1: Headline | None = None
    f2: Directions | None = None
    f3: Crossed | None = None
    f3b: Crossed | None = None
    f4: Crossed | None = None
    f4b: Crossed | None = None
    f4c: Crossed | None = None
    f5: Crossed | None = None
    f6: Crossed | None = None
    f7: Crossed | None = None
    f7b: Crossed | None = None
    f8: Funnel | None = None
    f9: NegotiationHealth | None = None
    f10: ApprovalsAndFilings | None = None
    f13: Losses | None = None
    f15: Checks | None = None
    f17: DataQuality | None = None


class PublishedQuery(msgspec.Struct, frozen=True, kw_only=True):
    """Which publication, by its id; the last one without."""

    publication: str = ""


class FigureDeals(msgspec.Struct, frozen=True, kw_only=True):
    """The deals that make a number at a position: those that one may see.

    How many ``others`` there are, only who sees every deal is told: it would give away the number.
    """

    definition: str
    edition: str
    position: int
    cut_off: datetime
    zone: str
    listed: tuple[Contributing, ...]
    others: int | None


@router.get("/editions/{edition}/figures/{figure}", answer=FigureNow, query=FigureQuery)
async def read_figure(asked: Asked, query: FigureQuery) -> Reply:
    """Return a figure: F1 to F10, with F3b, F4b, F4c and F7b, and F13, F15 or F17.

    F16 is what `read_integrity` tells.

    Who sees every deal chooses the position; others get what is published, in one currency.

    Raises:
        ApiError: ``edition_unlisted``, ``figure_unlisted``, ``code_unlisted``, ``query_malformed``,
            ``views_missing``, ``nothing_published``; ``not_permitted`` for a position or a part
            that one does not get to choose.
        ProjectionError: ``position_ahead``, ``not_there_yet``.
    """
    figure = await _asking(asked, query)
    whole, of = _sees_whole(asked, figure), asked.site.settings.published_currency
    if not whole and (query.is_chosen or query.currency not in {None, of}):
        raise ApiError("not_permitted")
    currency = query.currency or of
    require_listed(CURRENCY, currency)
    query = msgspec.structs.replace(query, currency=currency)
    if not whole or (query.published and not query.is_chosen):
        return await run_in_threadpool(_told, asked)
    moment = await _moment(asked, query)
    found = await figure_at(asked.site.the(Views), asked.path["figure"], moment, query)
    return answered(_now(found, suppressed=query.published))


@router.get("/editions/{edition}/published/{figure}", answer=FigureNow, query=PublishedQuery)
async def read_published_figure(asked: Asked, query: PublishedQuery) -> Reply:
    """Return a figure as two people signed it off last, or in an earlier publication, to anybody.

    Raises:
        ApiError: ``edition_unlisted``, ``figure_unlisted``, ``nothing_published`` before the first
            publication.
        RuleError: ``publication_unknown``.
    """
    asked.require_may(NOBODY)
    figure_of(asked.path["figure"])
    return await run_in_threadpool(_told, asked, query.publication)


def _told(asked: Asked, publication: str = "") -> Reply:
    """Return what is published of a figure; call it in a thread."""
    edition, name = asked.path["edition"], asked.path["figure"]
    figure = figure_in(published(asked, edition, publication), name)
    told = {"suppressed": True, name.lower(): figure.answer}
    return answered(msgspec.convert(told, FigureNow))


def _sees_whole(asked: Asked, figure: Asking) -> bool:
    """Return whether who asks gets every number: also organisers, but for those of amounts."""
    sees = reader_of(asked).sees
    return sees == "all" or (sees == "lists" and not figure.amounts)


@router.get("/editions/{edition}/figures/{figure}/deals", answer=FigureDeals, query=NumberQuery)
async def list_figure_deals(asked: Asked, query: NumberQuery) -> Reply:
    """List the deals that make a number of a figure, as far as one may see them.

    Raises:
        ApiError, ProjectionError: as `read_figure`.
    """
    figure = await _asking(asked, query)
    reader, name = reader_of(asked), asked.path["figure"]
    if reader.every_deal:
        await noted_access(asked, f"edition:{asked.path['edition']}")
    cut = (await _moment(asked, query)).cut
    async with asked.site.the(Views).connection() as connection:
        drilled = await figure.drill(connection, reader, cut, query)
    deals = FigureDeals(
        definition=name,
        edition=cut.edition,
        position=cut.position,
        cut_off=cut.at,
        zone=cut.zone,
        listed=drilled.listed,
        others=drilled.others if reader.every_deal else None,
    )
    return answered(deals)


async def _asking(asked: Asked, query: Sliced) -> Asking:
    """Return how the figure is asked, once who asks may choose so."""
    asked.require_may(NOBODY)
    edition, figure = asked.path["edition"], figure_of(asked.path["figure"])
    if query.at is not None and query.as_of is not None:
        raise ApiError("query_malformed", reason="at and as_of are both given")
    if query.as_of is not None and query.as_of.tzinfo is None:
        raise ApiError("query_malformed", reason="as_of says no time zone")
    await log_of(asked, edition)
    await caught_up(asked, edition, query.after_position)
    return figure


async def _moment(asked: Asked, query: Sliced) -> Moment:
    """Return the moment that is asked for: one for all the figures of a page."""
    edition, moments = asked.path["edition"], kept_in(asked.request).moments
    key = (edition, query.at, query.as_of)
    if key not in moments:
        zone = await run_in_threadpool(zone_of_edition, asked, edition)
        async with asked.site.the(Views).connection() as connection:
            cut = await _cut(asked, connection, query, zone)
            moments[key] = await moment_of(connection, cut)
    return moments[key]


async def _cut(asked: Asked, connection: ViewConnection, query: Sliced, zone: str) -> Cut:
    edition, as_of = asked.path["edition"], query.as_of
    if query.at is None and as_of is None and not reader_of(asked).every_deal:
        as_of = last_midnight(asked.at, zone)
    return await cut_at(connection, UUID(edition), edition, zone, at=query.at, as_of=as_of)


def _now(found: Figure, *, suppressed: bool) -> FigureNow:
    """Return the answer that has a figure under the id of its definition."""
    under = {found.head.definition.lower(): found}
    return msgspec.structs.replace(FigureNow(suppressed=suppressed), **under)
