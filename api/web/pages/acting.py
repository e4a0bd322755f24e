"""As what somebody acts, who holds several posts."""

from __future__ import annotations

from starlette.responses import Response

from api.http.visiting import InSession
from api.routes.session import WhoAmI
from api.web.deals.reading import organisations_of
from api.web.page import Pages
from api.web.visit import Visit

pages = Pages()


@pages.get("/acting")
async def posts(visit: Visit) -> Response:
    """Show the posts in which one may act."""
    found = await visit.read("read_session", WhoAmI)
    names = await organisations_of(visit, {one.organisation for one in found.may_act})
    return visit.show("acting.html", found=found, names=names)


@pages.post("/acting")
async def act_as(visit: Visit) -> Response:
    """Act in another post from now on."""
    organisation, _, role = visit.form.text("post").partition("/")
    await visit.do("switch_acting", InSession, {"organisation": organisation, "role": role})
    return visit.go("/")
