"""Another e-mail address: asked for here, confirmed by a link to it, stopped by one to the old."""

from __future__ import annotations

from typing import Final

from starlette.responses import Response

from api.accounts.email_change import EmailAsked
from api.refusals import ApiError
from api.web.again import said_of
from api.web.page import Pages
from api.web.presence import require_shown
from api.web.visit import Visit

pages = Pages()

_MENDABLE: Final = {"address_malformed", "address_unchanged", "email_change_recent"}


@pages.get("/account/email")
async def email_page(visit: Visit) -> Response:
    """Ask for the new address."""
    require_shown(visit, "ask_email_change")
    return visit.show("account/email.html", email="", asked=None)


@pages.post("/account/email", limit="heavy")
async def ask_change(visit: Visit) -> Response:
    """Have a link sent to the new address."""
    email = visit.form.text("email")
    try:
        asked = await visit.do("ask_email_change", EmailAsked, {"email": email})
    except ApiError as wrong:
        problem = said_of(visit, wrong, _MENDABLE)
        return visit.show("account/email.html", 422, email=email, asked=None, problem=problem)
    return visit.show("account/email.html", email=email, asked=asked)


@pages.get("/come-in/email")
async def confirm_page(visit: Visit) -> Response:
    """Take the token of the link to the new address over."""
    return visit.show("account/email-link.html", stops=False)


@pages.post("/come-in/email")
async def confirm(visit: Visit) -> Response:
    """Take the new address."""
    try:
        body = {"token": visit.form.text("given")}
        await visit.do("confirm_email_change", EmailAsked, body)
    except ApiError as wrong:
        if wrong.code not in {"link_unusable", "account_exists"}:
            raise
        problem = visit.sentence(wrong)
        return visit.show("account/email-link.html", 422, stops=False, problem=problem)
    told = visit.told("From now on you are written to at the new address.")
    return visit.go("/account#profile", told)


@pages.get("/come-in/email-stop", public=True)
async def stop_page(visit: Visit) -> Response:
    """Take the token of the link to the old address over."""
    return visit.show("account/email-link.html", stops=True)


@pages.post("/come-in/email-stop", public=True)
async def stop(visit: Visit) -> Response:
    """Keep the old address, or put it back."""
    try:
        await visit.do("stop_email_change", type(None), {"token": visit.form.text("given")})
    except ApiError as wrong:
        if wrong.code != "link_unusable":
            raise
        problem = visit.sentence(wrong)
        return visit.show("account/email-link.html", 422, stops=True, problem=problem)
    told = visit.told("The old address stays. Every session has ended; sign in again.")
    return visit.go("/sign-in", told)
