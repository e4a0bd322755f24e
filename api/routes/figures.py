"""The figures of an edition, each at one position of its log, and the deals that make a number."""

from __future__ import annotations

from datetime import datetime
from typing import Final

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
from api.http.publishing import published, zone_of_edition
from api.http.reply import Reply
from api.http.router import Router
from api.http.seeing import answered, caught_up, log_of, reader_of
from api.publishing import PUBLISHED
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

_KEPT_MAX: Final = 64
_KEPT: Final[dict[tuple[str, str, int, str], Reply]] = {}
"""What is published stands: it is counted once for all who ask, of each edition and position."""


class FigureNow(msgspec.Struct, frozen=True, kw_only=True):
    """A figure, under the id of its definition; the others are none.

    Each has a head: definition and version, position, cut-off and the zone of the cut-off.
    ``suppressed``: cells that would say too much of somebody are left out, others with them.
    """

    suppressed: bool
    f1: Headline | None = None
    f2: Directions | None = None
    f3: Crossed | None = None
    f4: Crossed | None = None
    f5: Crossed | None = None
    f6: Crossed | None = None
    f7: Crossed | None = None
    f8: Funnel | None = None
    f9: NegotiationHealth | None = None
    f10: ApprovalsAndFilings | None = None
    f13: Losses | None = None
    f15: Checks | None = None
    f17: DataQuality | None = None


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
    """Return a figure: F1 to F10, F13, F15 or F17. F16 is what `read_integrity` tells.

    Who sees every deal chooses the position; others get what is published, in one currency.

    Raises:
        ApiError: ``edition_unlisted``, ``figure_unlisted``, ``code_unlisted``, ``query_malformed``,
            ``views_missing``, ``cut_off_pending``; ``not_permitted`` for a position or a part that
            one does not get to choose.
        ProjectionError: ``position_ahead``, ``not_there_yet``.
    """
    figure, zone = await _asking(asked, query)
    whole, of = _sees_whole(asked, figure), asked.site.settings.published_currency
    if not whole and (query.is_chosen or query.currency not in {None, of}):
        raise ApiError("not_permitted")
    currency = query.currency or of
    require_listed(CURRENCY, currency)
    query = msgspec.structs.replace(query, currency=currency)
    async with asked.site.the(Views).connection() as connection:
        if whole and (not query.published or query.is_chosen):
            cut = await _cut(asked, connection, query, zone)
            alone = PUBLISHED if query.published else None
            found = await figure.ask(connection, cut, query, alone)
            return answered(_now(found, suppressed=query.published))
        return await _told(asked, connection, figure, zone)


@router.get("/editions/{edition}/published/{figure}", answer=FigureNow)
async def read_published_figure(asked: Asked) -> Reply:
    """Return a figure as it was published last, to anybody.

    Raises:
        ApiError: ``edition_unlisted``, ``figure_unlisted``, ``views_missing``,
            ``cut_off_pending`` before the first publication.
    """
    figure, zone = await _asking(asked, Sliced())
    async with asked.site.the(Views).connection() as connection:
        return await _told(asked, connection, figure, zone)


async def _told(asked: Asked, connection: ViewConnection, figure: Asking, zone: str) -> Reply:
    """Return what is published of a figure, in the one currency of the fair."""
    edition = asked.path["edition"]
    log = await log_of(asked, edition)
    told = await published(
        connection,
        edition,
        figure.series,
        lambda at: cut_at(connection, log, edition, zone, at=at),
    )
    currency = asked.site.settings.published_currency
    key = (edition, asked.path["figure"], told.cut.position, currency)
    if key not in _KEPT:
        found = await figure.ask(connection, told.cut, FigureQuery(currency=currency), told.keeping)
        if len(_KEPT) >= _KEPT_MAX:
            _KEPT.clear()
        _KEPT[key] = answered(_now(found, suppressed=True))
    return _KEPT[key]


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
    figure, zone = await _asking(asked, query)
    reader, name = reader_of(asked), asked.path["figure"]
    if reader.every_deal:
        await noted_access(asked, f"edition:{asked.path['edition']}")
    async with asked.site.the(Views).connection() as connection:
        cut = await _cut(asked, connection, query, zone)
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


async def _asking(asked: Asked, query: Sliced) -> tuple[Asking, str]:
    """Return how the figure is asked, and the edition's zone, once who asks may choose so."""
    asked.require_may(NOBODY)
    edition, figure = asked.path["edition"], figure_of(asked.path["figure"])
    if query.at is not None and query.as_of is not None:
        raise ApiError("query_malformed", reason="at and as_of are both given")
    if query.as_of is not None and query.as_of.tzinfo is None:
        raise ApiError("query_malformed", reason="as_of says no time zone")
    await log_of(asked, edition)
    await caught_up(asked, edition, query.after_position)
    return figure, await run_in_threadpool(zone_of_edition, asked, edition)


async def _cut(asked: Asked, connection: ViewConnection, query: Sliced, zone: str) -> Cut:
    edition = asked.path["edition"]
    log, as_of = await log_of(asked, edition), query.as_of
    if query.at is None and as_of is None and not reader_of(asked).every_deal:
        as_of = last_midnight(asked.at, zone)
    return await cut_at(connection, log, edition, zone, at=query.at, as_of=as_of)


def _now(found: Figure, *, suppressed: bool) -> FigureNow:
    """Return the answer that has a figure under the id of its definition."""
    under = {found.head.definition.lower(): found}
    return msgspec.structs.replace(FigureNow(suppressed=suppressed), **under)
