"""The first page of whoever is in: what waits on them, and what changed since they accepted it."""

from __future__ import annotations

from starlette.responses import Response

from api.routes.lists import Inbox, ListedDeals
from api.web.catalogues import N_
from api.web.chrome import SIDES
from api.web.page import Entry, Pages
from api.web.visit import Visit

pages = Pages()


@pages.get("/", entry=Entry(label=N_("Your turn"), order=10, roles=SIDES))
async def home(visit: Visit) -> Response:
    """Show what waits, the most urgent first."""
    zone = visit.formats.zone.key
    inbox = await visit.read("read_inbox", Inbox, {"zone": zone})
    deals = await visit.read("list_deals", ListedDeals, {"order": "moved", "limit": 12})
    return visit.show("home.html", inbox=inbox, deals=deals.items)
