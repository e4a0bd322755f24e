"""The figures of an edition: all on one page, each by itself, the deals behind a number, files."""

from __future__ import annotations

from typing import Final

from starlette.responses import Response

from api.errors import CODED_ERRORS
from api.http.figures import FIGURES as COUNTED
from api.refusals import ApiError
from api.routes.figures import FigureDeals
from api.routes.integrity import IntegrityNow
from api.web.again import said_here
from api.web.catalogues import N_
from api.web.chrome import OFFICES
from api.web.figures.about import about
from api.web.figures.asking import Asked, Wanted, figure_asked, wanted_by
from api.web.figures.files import CSV, XLSX, csv_of, workbook_of
from api.web.figures.naming import FIGURES
from api.web.figures.telling import Tells
from api.web.page import Entry, Pages
from api.web.visit import Visit
from projections.figures.executed import TIERS
from projections.figures.regions import REGIONS

pages = Pages()

INTEGRITY: Final = "F16"
_MENDABLE: Final = frozenset({400, 404, 422})


@pages.get("/figures", entry=Entry(label=N_("Figures"), order=40, roles=OFFICES))
async def figures(visit: Visit) -> Response:
    """Show every figure, all of one position."""
    wanted = await wanted_by(visit)
    problem, found = None, dict[str, Asked]()
    try:
        for name in COUNTED:
            found[name] = await figure_asked(visit, wanted, name)
    except CODED_ERRORS as refused:
        problem = said_here(visit, refused, _MENDABLE)
    return visit.show(
        "figures/index.html",
        200 if problem is None else 422,
        wanted=wanted,
        found=found,
        names=FIGURES,
        tells=Tells(visit),
        head=next((one.figure.head for one in found.values()), None),
        choices=_choices(visit),
        problem=problem,
    )


@pages.get("/figures/{figure}")
async def figure(visit: Visit) -> Response:
    """Show one figure whole: its tables, its definition, and how to have them as files."""
    name = _known(visit)
    if name == INTEGRITY:
        return await _integrity(visit)
    wanted = await wanted_by(visit)
    asked = await figure_asked(visit, wanted, name)
    tells = Tells(visit)
    return visit.show(
        "figures/figure.html",
        wanted=wanted,
        name=name,
        told=FIGURES[name],
        asked=asked,
        lines=about(asked.figure, tells, wanted.chosen.name, suppressed=asked.suppressed),
        head=asked.figure.head,
        names=FIGURES,
        tells=tells,
        choices=_choices(visit),
    )


@pages.get("/figures/{figure}/deals")
async def figure_deals(visit: Visit) -> Response:
    """List the deals that make a number."""
    name, wanted = _known(visit), await wanted_by(visit)
    asks = dict(visit.request.query_params)
    asks.pop("edition", None)
    asks.pop("published", None)
    asks.pop("currency", None)
    deals = await visit.read("list_figure_deals", FigureDeals, asks, edition=wanted.chosen.edition)
    return visit.show(
        "figures/deals.html",
        wanted=wanted,
        name=name,
        told=FIGURES[name],
        deals=deals,
        tells=Tells(visit),
        which=[
            (part, value) for part, value in asks.items() if part not in {"at", "as_of"} and value
        ],
    )


@pages.get("/figures/{figure}/tables.xlsx")
async def workbook(visit: Visit) -> Response:
    """Return every table of a figure as a workbook."""
    wanted, asked = await _asked(visit)
    lines = about(asked.figure, Tells(visit), wanted.chosen.name, suppressed=asked.suppressed)
    return _file(workbook_of(asked.grids, lines), XLSX, _named(asked, "xlsx"))


@pages.get("/figures/{figure}/tables/{table}")
async def table(visit: Visit) -> Response:
    """Return one table of a figure as CSV.

    Raises:
        ApiError: ``route_unknown`` for a table that the figure has not.
    """
    wanted, asked = await _asked(visit)
    lines = about(asked.figure, Tells(visit), wanted.chosen.name, suppressed=asked.suppressed)
    for grid in asked.grids:
        if grid.id == visit.path["table"]:
            return _file(csv_of(grid, lines), CSV, _named(asked, f"{grid.id}.csv"))
    raise ApiError("route_unknown")


async def _asked(visit: Visit) -> tuple[Wanted, Asked]:
    wanted = await wanted_by(visit)
    return wanted, await figure_asked(visit, wanted, _known(visit))


async def _integrity(visit: Visit) -> Response:
    found = await visit.read("read_integrity", IntegrityNow)
    return visit.show("figures/integrity.html", found=found, told=FIGURES[INTEGRITY])


def _known(visit: Visit) -> str:
    name = visit.path["figure"]
    if name not in FIGURES:
        raise ApiError("route_unknown")
    return name


def _choices(visit: Visit) -> dict[str, list[tuple[str, str]]]:
    tells, every = Tells(visit), ("", visit.told("All"))
    return {
        "tier": [every, *((tier, tells.code(tier)) for tier in TIERS)],
        "region": [every, *((region, tells.code(region)) for region in REGIONS)],
    }


def _file(content: bytes, media: str, name: str) -> Response:
    headers = {"content-disposition": f'attachment; filename="{name}"', "cache-control": "no-store"}
    return Response(content, media_type=media, headers=headers)


def _named(asked: Asked, ending: str) -> str:
    head = asked.figure.head
    return f"{head.definition}-{head.edition[:8]}-{head.position}.{ending}"
