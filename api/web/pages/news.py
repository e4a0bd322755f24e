"""What happened in the reader's deals since they last looked, and that they have looked."""

from __future__ import annotations

from typing import Final

from starlette.responses import Response

from aggregates.deal.state import Stage
from api.errors import CODED_ERRORS
from api.http.paging import LIMIT_MAX
from api.refusals import ApiError
from api.routes.lists import ListedDeals
from api.web.deals.stages import standing_at
from api.web.editions import in_order
from api.web.news import days_of, looked, marks_in, news_for
from api.web.page import Pages
from api.web.pages.home import EDITIONS_MAX
from api.web.titles import deal_title
from api.web.visit import Visit

pages = Pages()

SHOWN: Final = 100


@pages.get("/news")
async def news(visit: Visit) -> Response:
    """Show what happened, the latest first."""
    try:
        query = {"order": "moved", "limit": LIMIT_MAX}
        listed = (await visit.read("list_deals", ListedDeals, query)).items
    except CODED_ERRORS:
        listed = ()
    editions = await in_order(visit, {one.edition for one in listed})
    found = await news_for(visit, editions[:EDITIONS_MAX], sentences=True)
    titles = {one.deal: deal_title(visit.tongue.tag, one) for one in listed}
    shown = found.items[:SHOWN]
    return visit.show(
        "news.html",
        news=found,
        shown=shown,
        days=days_of(shown, visit.formats.zone),
        silent=any(not one.sentence for one in shown),
        titles=titles,
        tones={stage.value: standing_at(stage).tone for stage in Stage},
    )


@pages.post("/news")
async def seen(visit: Visit) -> Response:
    """Note that the reader has looked so far, and no further than they were shown."""
    upto = marks_in(visit.form.every("upto"))
    if upto is None:
        raise ApiError("route_unknown")
    return looked(visit, visit.go("/", visit.told("Noted. What comes next stands here.")), upto)
