"""The wall of the fair: its figures, live, for everybody in the hall and at home."""

from __future__ import annotations

from datetime import datetime
from math import ceil
from typing import Final
from zoneinfo import ZoneInfo

import msgspec
from markupsafe import Markup
from msgspec import convert
from starlette.responses import Response

from aggregates.vocabulary import Tier
from api.errors import CODED_ERRORS
from api.refusals import ApiError
from api.routes.figures import FigureDeals
from api.walls.wall import WallNow
from api.web.catalogues import N_
from api.web.editions import edition_of
from api.web.formats import Formats
from api.web.page import Entry, Pages
from api.web.templates import rendered
from api.web.tongues import Tongue
from api.web.visit import HTML, Visit
from api.web.wall.labels import labels_of
from api.web.wall.shapes import (
    Flow,
    bands_of,
    flows_of,
    sankey_of,
    steps_of,
    with_named,
    world_of,
)
from projections.figures.f8_funnel import STEPS

pages = Pages()

_PENDING: Final = frozenset({"cut_off_pending", "views_missing", "edition_unlisted"})
"""While so, there is nothing to show yet."""
_KEPT: Final = 64
_TIER: Final = Tier.CONTRACT.value
"""What the map, the routes and the sizes count: tiers are never added up."""


class Drawn(msgspec.Struct, frozen=True):
    """A wall as it was drawn last in a language."""

    wall: WallNow
    text: str


_drawn: dict[tuple[str, str, str], Drawn] = {}


@pages.get(
    "/wall", public=True, limit="shared", entry=Entry(label=N_("Fair wall"), order=45, public=True)
)
async def wall_page(visit: Visit) -> Response:
    """Show the wall; as a kiosk, what everybody is shown, in big letters and without a frame."""
    wall, kiosk = await _wall(visit), "kiosk" in visit.request.query_params
    drawn = Markup(_drawing(visit.tongue, wall, visit.at)) if wall else None  # noqa: S704 - our own template
    chosen = await edition_of(visit) if wall else None
    return visit.show("wall/wall.html", wall=wall, drawn=drawn, kiosk=kiosk, chosen=chosen)


@pages.get("/wall/now", public=True, limit="shared")
async def wall_now(visit: Visit) -> Response:
    """Show what changes of it alone."""
    wall = await _wall(visit)
    if wall is None:
        raise ApiError("cut_off_pending", retry_after=30)
    response = Response(_drawing(visit.tongue, wall, visit.at), media_type=HTML)
    response.headers["content-language"] = visit.tongue.tag
    return response


@pages.get("/wall/{figure}", public=True)
async def proof(visit: Visit) -> Response:
    """Show what proves a number: what is counted, as of when, and the deals that make it."""
    figure, wall = visit.path["figure"], await _wall(visit)
    if wall is None or figure not in {"F1", "F4", "F5", "F8"}:
        raise ApiError("route_unknown")
    deals = await _deals(visit, wall, figure) if wall.shown == "everything" else None
    return visit.show(
        "wall/proof.html",
        figure=figure,
        wall=wall,
        deals=deals,
        slice={name: visit.query(name) for name in ("tier", "step") if visit.query(name)},
        fair=_formats(visit.tongue, wall),
    )


async def _wall(visit: Visit) -> WallNow | None:
    """Return the wall of the edition in the address, else of the one listed last; None yet."""
    try:
        wanted = (await edition_of(visit)).edition
    except ApiError:
        if visit.query("edition"):
            raise
        return None
    asked = {"public": "kiosk" in visit.request.query_params}
    try:
        wall = await visit.read("read_wall", WallNow, asked, edition=wanted)
    except CODED_ERRORS as wrong:
        if wrong.code not in _PENDING:
            raise
        return None
    return wall if wall.position else None  # a midnight before the first event tells of nothing


async def _deals(visit: Visit, wall: WallNow, figure: str) -> FigureDeals:
    """Return the deals behind a number, for who sees every deal."""
    asked: dict[str, object] = {"at": wall.position, "currency": wall.currency}
    if figure == "F8":
        asked["step"] = visit.query("step") if visit.query("step") in STEPS else STEPS[0]
    else:
        tiers = {one.value for one in Tier}
        asked["tier"] = visit.query("tier") if visit.query("tier") in tiers else _TIER
    asked.pop("currency")
    return await visit.read(
        "list_figure_deals", FigureDeals, asked, edition=wall.edition, figure=figure
    )


def _drawing(tongue: Tongue, wall: WallNow, at: datetime) -> str:
    """Return what a wall looks like in a language: drawn once, for all who look."""
    key = (wall.edition, wall.shown, tongue.tag)
    kept = _drawn.get(key)
    if kept is None or kept.wall is not wall:
        if len(_drawn) >= _KEPT:
            _drawn.clear()
        kept = _drawn[key] = Drawn(wall, _draw(tongue, wall, at))
    return kept.text


def _draw(tongue: Tongue, wall: WallNow, at: datetime) -> str:
    figures = wall.figures
    told, kept = flows_of(figures.routes, _TIER)
    flows = with_named(told, (convert(one, Flow, from_attributes=True) for one in figures.named))
    world, formats = world_of(flows), _formats(tongue, wall)
    values = {
        "tongue": tongue,
        "formats": formats,
        "wall": wall,
        "tiers": {one.tier: one for one in figures.headline.tiers},
        "steps": tuple(zip(steps_of(figures.funnel), figures.funnel.steps, strict=True)),
        "bands": bands_of(figures.sizes, _TIER, figures.bands),
        "flows": flows,
        "kept": kept,
        "by_name": len(flows) > len(told),
        "world": world,
        "labels": labels_of(world.dots, formats.country),
        "sankey": sankey_of(flows),
        "days": max((wall.closes_at - at).days, 0),
        "hours": max(ceil((wall.closes_at - at).total_seconds() / 3600), 0),
    }
    return rendered(tongue, "wall/now.html", values)


def _formats(tongue: Tongue, wall: WallNow) -> Formats:
    """Return formats by the fair's own clock: a cut-off is published in its zone."""
    return Formats(tongue, ZoneInfo(wall.zone), wall.cut_off)
