"""Coming in at a desk: with the code that the official there was shown, on any device."""

from __future__ import annotations

from typing import Final

from starlette.responses import Response

from api.http.visiting import InSession
from api.refusals import ApiError
from api.web.again import said_of
from api.web.page import Pages
from api.web.visit import Visit

pages = Pages()

_MENDABLE: Final = {"link_unusable", "credentials_refused"}


@pages.get("/at-desk", public=True)
async def at_desk_page(visit: Visit) -> Response:
    """Ask for the code."""
    return visit.show("come-in/at-desk.html")


@pages.post("/at-desk", public=True)
async def come_in(visit: Visit) -> Response:
    """Let somebody in whom an official sees."""
    code = visit.form.text("code").replace(" ", "")
    try:
        await visit.do("sign_in_at_desk", InSession, {"code": code})
    except ApiError as wrong:
        problem = said_of(visit, wrong, _MENDABLE)
        return visit.show("come-in/at-desk.html", 422, problem=problem)
    return visit.go("/")
