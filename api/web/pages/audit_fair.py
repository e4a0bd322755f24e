"""The whole fair for who audits it: as of any position, between two, and recomputed."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import Final

from starlette.responses import Response

from aggregates.deal.state import Stage
from api.routes.editions import EditionNow
from api.routes.fairs import FairChanged, FairNow
from api.routes.figures import FigureNow
from api.routes.recomputing import Recomputed
from api.web.audit.changes import STEPS, changes_told, gained
from api.web.audit.positions import instant_in, number_in
from api.web.deals.stages import standing_at
from api.web.editions import edition_of
from api.web.figures.entries import entries_of
from api.web.figures.telling import Entries, Tells
from api.web.page import Pages
from api.web.visit import Visit
from projections.figures.cells import TOTAL

pages = Pages()

DAY: Final = timedelta(days=1)
CHANGES: Final = 25


@pages.get("/audit/fair")
async def audit_fair(visit: Visit) -> Response:
    """Show the fair as of a position or an instant; with ``since``, what became of it from there.

    Every number is of the one position that is named.
    """
    chosen = await edition_of(visit)
    at, as_of = number_in(visit, "at"), instant_in(visit, "as_of")
    asked: dict[str, object] = {"as_of": as_of} if as_of is not None else {"at": at}
    when = {name: value for name, value in asked.items() if value is not None}
    fair = await _fair(visit, chosen.edition, when)
    since = number_in(visit, "since")
    earlier = None
    if since is not None:
        earlier = await _fair(visit, chosen.edition, {"at": min(since, fair.position)})
    return visit.show(
        "audit/fair.html",
        chosen=chosen,
        fair=fair,
        figures=await _figures(visit, fair),
        earlier=earlier,
        figures_before=await _figures(visit, earlier) if earlier else None,
        changed=await _changed(visit, fair, earlier.position) if earlier else None,
        stages=[stage.value for stage in Stage],
        tones={stage.value: standing_at(stage).tone for stage in Stage},
        day=DAY,
        counted=_counted,
        lost=_lost,
        gained=gained,
        shown=partial(changes_told, Tells(visit, await _entries(visit, chosen.edition))),
        steps_told={code: visit.told(text) for code, text in STEPS.items()},
    )


@pages.get("/audit/fair/recomputed")
async def audit_fair_recomputed(visit: Visit) -> Response:
    """Replay deals, some at a time, and show what of the rows of figures is not alike."""
    chosen = await edition_of(visit)
    found = await visit.read(
        "recompute_facts",
        Recomputed,
        {"cursor": visit.query("cursor")},
        edition=chosen.edition,
    )
    base = f"/audit/fair/recomputed?edition={chosen.edition}"
    return visit.show(
        "audit/recomputed.html",
        heading=chosen.name,
        back=f"/audit/fair?edition={chosen.edition}",
        again=base,
        found=found,
        onward=f"{base}&cursor={found.next}" if found.next else None,
        figures=True,
    )


async def _entries(visit: Visit, edition: str) -> Entries:
    found = await visit.read_once("read_edition", EditionNow, edition=edition)
    return entries_of(visit, found.lists)


async def _fair(visit: Visit, edition: str, when: dict[str, object]) -> FairNow:
    return await visit.read("read_fair", FairNow, when, edition=edition)


async def _figures(visit: Visit, fair: FairNow) -> dict[str, FigureNow]:
    """Return what is counted of the fair at its position, by the ids of the figures."""
    query = {"at": fair.position}
    return {
        figure: await visit.read(
            "read_figure", FigureNow, query, edition=fair.edition, figure=figure
        )
        for figure in ("F1", "F8", "F13")
    }


async def _changed(visit: Visit, fair: FairNow, since: int) -> FairChanged:
    query = {
        "since": since,
        "at": fair.position,
        "limit": CHANGES,
        "cursor": visit.query("cursor"),
    }
    return await visit.read("compare_fair", FairChanged, query, edition=fair.edition)


def _counted(fair: FairNow) -> dict[str, int]:
    """Return how many deals stood in each stage."""
    return {one.stage: one.deals for one in fair.stages}


def _lost(figures: dict[str, FigureNow]) -> int:
    """Return how many deals were lost, of every reason and stage."""
    losses = figures["F13"].f13
    cells = losses.cells if losses else ()
    return sum(one.deals.count or 0 for one in cells if TOTAL not in {one.reason, one.stage})
