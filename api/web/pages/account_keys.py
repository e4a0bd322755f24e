"""Keys of one's programs: made for one post, with bounds, shown once, revoked at any time."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import Final

from starlette.responses import Response

from api.refusals import ApiError
from api.routes.keys import KeyMade
from api.web.again import said_of
from api.web.page import Pages
from api.web.presence import require_shown
from api.web.visit import Visit

pages = Pages()

FOR: Final = timedelta(days=90)
_MENDABLE: Final = {
    *("validity_malformed", "scope_unlisted", "program_keys_too_many", "body_malformed"),
}


@pages.get("/account/keys/new")
async def key_page(visit: Visit) -> Response:
    """Ask what a key is for, what it may do, and until when."""
    require_shown(visit, "make_key")
    return _shown(visit)


@pages.post("/account/keys/new")
async def make_key(visit: Visit) -> Response:
    """Show the secret of a new key, this once."""
    form = visit.form
    try:
        last = datetime.combine(_day(form.text("until")), time(23, 59), visit.formats.zone)
        body = {
            "label": form.text("label"),
            "scopes": form.every("scope"),
            "expires_at": last.astimezone(UTC).isoformat().replace("+00:00", "Z"),
        }
        made = await visit.do("make_key", KeyMade, body)
    except ApiError as wrong:
        return _shown(visit, said_of(visit, wrong, _MENDABLE))
    return visit.show("account/key-made.html", made=made)


@pages.post("/account/keys/revoke")
async def revoke_key(visit: Visit) -> Response:
    """Revoke a key, from the next request on."""
    await visit.do("revoke_key", type(None), {}, key=visit.form.text("api_key"))
    return visit.go("/account#keys", visit.told("The key counts no longer."))


def _day(written: str) -> datetime:
    try:
        return datetime.fromisoformat(written)
    except ValueError:
        raise ApiError("validity_malformed") from None


def _shown(visit: Visit, problem: str | None = None) -> Response:
    form = visit.form
    return visit.show(
        "account/key.html",
        422 if problem else 200,
        label=form.text("label"),
        scopes=form.every("scope") or ("read",),
        until=form.text("until") or f"{visit.at + FOR:%Y-%m-%d}",
        problem=problem,
    )
