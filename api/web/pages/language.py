"""In which language somebody reads."""

from __future__ import annotations

from starlette.responses import Response

from api.web.page import Pages
from api.web.pages.session import onward
from api.web.tongues import COOKIE, TONGUES
from api.web.visit import Visit

pages = Pages()

_YEAR_SECONDS = 365 * 24 * 3600


@pages.post("/language", public=True)
async def choose_language(visit: Visit) -> Response:
    """Keep the choice in the browser, and show the page again where it was made."""
    response = visit.go(onward(visit.form.text("to")))
    tag = visit.form.text("language")
    if tag in TONGUES:
        response.set_cookie(
            COOKIE, tag, max_age=_YEAR_SECONDS, secure=True, httponly=True, samesite="lax"
        )
    return response
