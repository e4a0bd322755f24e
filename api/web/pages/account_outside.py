"""Accounts elsewhere that sign one in: linked, after presence was shown, and unlinked."""

from __future__ import annotations

from starlette.responses import Response

from api.refusals import ApiError
from api.routes.session_outside import Elsewhere
from api.web.page import Pages
from api.web.visit import Visit

pages = Pages()


@pages.post("/account/outside")
async def leave(visit: Visit) -> Response:
    """Say where one goes now to link an account: from there a link leads on, for no form may."""
    try:
        there = await visit.do("leave_to_link", Elsewhere, {}, provider=visit.form.text("provider"))
    except ApiError as wrong:
        if not wrong.code.startswith("provider_"):
            raise
        return visit.go("/account", visit.sentence(wrong), kind="warning")
    return visit.show("account/outside.html", there=there)


@pages.post("/account/outside/arrived")
async def leave_on_arrival(visit: Visit) -> Response:
    """Say where one goes now to link an account, having just made the one here."""
    form = visit.form
    try:
        there = await visit.do(
            "leave_on_arrival",
            Elsewhere,
            {"arrival": form.secret("arrival")},
            provider=form.text("provider"),
        )
    except ApiError as wrong:
        if not wrong.code.startswith(("provider_", "departure_")):
            raise
        return visit.go("/account#ways", visit.sentence(wrong), kind="warning")
    return visit.show("account/outside.html", there=there)


@pages.post("/account/outside/remove")
async def unlink(visit: Visit) -> Response:
    """Let an account elsewhere sign one in no longer."""
    await visit.do("unlink_outside", type(None), {}, link=visit.form.text("link"))
    return visit.go("/account#ways", visit.told("The account is unlinked."))
