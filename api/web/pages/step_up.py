"""Showing anew who one is, before going on to a page that asks for it."""

from __future__ import annotations

from starlette.responses import Response

from api.accounts.step_up import What
from api.http.policy import TABLE
from api.refusals import ApiError
from api.web.page import Pages
from api.web.pages.session import onward
from api.web.presence import ways_of
from api.web.visit import Visit

pages = Pages()


@pages.get("/step-up")
async def step_up_page(visit: Visit) -> Response:
    """Ask for a passkey or a code, for the operation that the address names.

    Raises:
        ApiError: ``route_unknown`` for one that wants no proof.
    """
    operation = visit.query("operation")
    if operation not in TABLE or not TABLE[operation].step_up:
        raise ApiError("route_unknown")
    return visit.show(
        "step-up.html",
        what=What(operation=operation),
        ways=await ways_of(visit),
        action="/step-up",
        kept={"to": (onward(visit.query("to")),)},
        files=False,
    )


@pages.post("/step-up")
async def step_up(visit: Visit) -> Response:
    """Go on: the proof was taken before this was called."""
    return visit.go(onward(visit.form.text("to")))
