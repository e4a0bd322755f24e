"""The published figures of an edition, for anybody: each as of one position that can be checked."""

from __future__ import annotations

from typing import Final

from starlette.responses import Response

from api.errors import CODED_ERRORS
from api.http.figures import FIGURES as COUNTED
from api.refusals import ApiError
from api.routes.figures import FigureNow
from api.web.catalogues import N_
from api.web.editions import Chosen, edition_of
from api.web.figures.about import about
from api.web.figures.asking import Asked
from api.web.figures.files import CSV, XLSX, csv_of, workbook_of
from api.web.figures.grids import grids_of
from api.web.figures.naming import FIGURES
from api.web.figures.telling import Tells
from api.web.page import Entry, Pages
from api.web.visit import Visit

pages = Pages()

_PENDING: Final = frozenset({"cut_off_pending", "views_missing", "edition_unlisted"})
"""While so, nothing is published yet."""


@pages.get("/published", public=True, entry=Entry(label=N_("Published"), order=46, public=True))
async def published(visit: Visit) -> Response:
    """Show every figure as it was published last."""
    chosen, found = None, dict[str, Asked]()
    try:
        chosen = await edition_of(visit)
        for name in COUNTED:
            found[name] = await _asked(visit, chosen, name)
    except CODED_ERRORS as refused:
        if refused.code not in _PENDING:
            raise
        found = {}
    return visit.show(
        "published/index.html",
        chosen=chosen,
        found=found,
        names=FIGURES,
        head=next((one.figure.head for one in found.values()), None),
    )


@pages.get("/published/{figure}", public=True)
async def published_figure(visit: Visit) -> Response:
    """Show one published figure, and what its numbers carry."""
    chosen, name = await edition_of(visit), _known(visit)
    asked = await _asked(visit, chosen, name)
    return visit.show(
        "published/figure.html",
        chosen=chosen,
        name=name,
        told=FIGURES[name],
        asked=asked,
        head=asked.figure.head,
        lines=about(asked.figure, Tells(visit), chosen.name, suppressed=True),
    )


@pages.get("/published/{figure}/tables.xlsx", public=True)
async def published_workbook(visit: Visit) -> Response:
    """Return every table of a published figure as a workbook."""
    chosen, name = await edition_of(visit), _known(visit)
    asked = await _asked(visit, chosen, name)
    lines = about(asked.figure, Tells(visit), chosen.name, suppressed=True)
    return Response(workbook_of(asked.grids, lines), media_type=XLSX, headers=_named(name, "xlsx"))


@pages.get("/published/{figure}/tables/{table}", public=True)
async def published_table(visit: Visit) -> Response:
    """Return one table of a published figure as CSV.

    Raises:
        ApiError: ``route_unknown`` for a table that the figure has not.
    """
    chosen, name = await edition_of(visit), _known(visit)
    asked = await _asked(visit, chosen, name)
    lines = about(asked.figure, Tells(visit), chosen.name, suppressed=True)
    for grid in asked.grids:
        if grid.id == visit.path["table"]:
            return Response(csv_of(grid, lines), media_type=CSV, headers=_named(name, "csv"))
    raise ApiError("route_unknown")


async def _asked(visit: Visit, chosen: Chosen, name: str) -> Asked:
    found = await visit.read(
        "read_published_figure", FigureNow, edition=chosen.edition, figure=name
    )
    figure = getattr(found, name.lower())
    return Asked(figure=figure, suppressed=True, grids=grids_of(figure, Tells(visit), {}))


def _known(visit: Visit) -> str:
    name = visit.path["figure"]
    if name not in COUNTED:
        raise ApiError("route_unknown")
    return name


def _named(name: str, ending: str) -> dict[str, str]:
    return {"content-disposition": f'attachment; filename="{name}-published.{ending}"'}
