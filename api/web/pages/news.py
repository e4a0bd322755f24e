"""What happened in the reader's deals since they last looked, and that they have looked."""

from __future__ import annotations

from typing import Final

from starlette.responses import Response

from api.errors import CODED_ERRORS
from api.http.paging import LIMIT_MAX
from api.refusals import ApiError
from api.routes.lists import ListedDeals
from api.web.news import looked, news_for
from api.web.page import Pages
from api.web.visit import Visit

pages = Pages()

SHOWN: Final = 100


@pages.get("/news")
async def news(visit: Visit) -> Response:
    """Show what happened, the latest first."""
    found = await news_for(visit, sentences=True)
    try:
        query = {"order": "moved", "limit": LIMIT_MAX}
        listed = (await visit.read("list_deals", ListedDeals, query)).items
    except CODED_ERRORS:
        listed = ()
    titles = {one.deal: one.title for one in listed}
    return visit.show("news.html", news=found, shown=found.items[:SHOWN], titles=titles)


@pages.post("/news")
async def seen(visit: Visit) -> Response:
    """Note that the reader has looked so far, and no further than they were shown."""
    upto = visit.form.text("upto")
    if not upto.isdecimal() or len(upto) > 15:
        raise ApiError("route_unknown")
    return looked(
        visit, visit.go("/", visit.told("Noted. What comes next stands here.")), int(upto)
    )
