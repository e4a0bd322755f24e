"""The deals that somebody may see: searched, filtered, part by part."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final
from urllib.parse import urlencode

from starlette.responses import Response

from aggregates.deal.state import Stage
from api.errors import CODED_ERRORS
from api.routes.lists import Inbox, ListedDeals, Turn
from api.web.catalogues import N_
from api.web.deals.stages import standing_at
from api.web.page import Entry, Pages
from api.web.visit import Visit
from api.web.words import STAGES

pages = Pages()

SHOWN: Final = 25
FILTERS: Final = ("text", "stage", "tier", "kind", "direction", "country", "order", "cursor")


@pages.get("/deals", entry=Entry(label=N_("Deals"), order=20))
async def deals(visit: Visit) -> Response:
    """Show the deals that the reader may see, the one that moved last first."""
    asked = {name: visit.query(name)[:200] for name in FILTERS if visit.query(name)}
    order = {"order": asked.get("order") if asked.get("order") == "opened" else "moved"}
    listed = ListedDeals(items=(), next=None)
    turns: Mapping[str, Turn] = {}
    try:
        query = {**asked, **order, "limit": SHOWN}
        listed = await visit.read("list_deals", ListedDeals, query)
        turns = await _turns(visit)
    except CODED_ERRORS as wrong:
        if wrong.code != "views_missing":
            raise
    return visit.show(
        "deals.html",
        deals=listed.items,
        turns=turns,
        asked=asked,
        later=_address({**asked, "cursor": listed.next}) if listed.next else "",
        tones={stage.value: standing_at(stage).tone for stage in Stage},
        stage_options=[(one.value, visit.told(STAGES[one.value])) for one in Stage],
    )


async def _turns(visit: Visit) -> Mapping[str, Turn]:
    """Return what waits on the reader first in each deal."""
    inbox = await visit.read("read_inbox", Inbox, {"limit": 200})
    return {one.deal: one for one in reversed(inbox.items)}


def _address(asked: Mapping[str, str]) -> str:
    return f"/deals?{urlencode(asked)}"
