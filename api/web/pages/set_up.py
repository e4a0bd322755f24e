"""The first set-up of a fair: its edition, in one form, by its organiser."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final
from zoneinfo import ZoneInfo

from babel.core import get_global
from starlette.responses import Response

from api.errors import CODED_ERRORS, CodedError
from api.http.codes import COUNTRY, ZONE
from api.http.commands import CommandOutcome
from api.routes.editions import Editions
from api.web.again import mendable
from api.web.page import Pages
from api.web.visit import Visit

pages = Pages()

LANGUAGES: Final = ("en", "zh-Hans", "fr", "es", "ar", "ru", "pt")
"""Languages that a fair may ask every agreement to be in."""
_LISTS: Final = {"ISO 4217": "2026-01-01", "ISO 3166-1": "2026-01-01", "ISIC Rev.4": "2008"}


@pages.get("/set-up")
async def set_up_page(visit: Visit) -> Response:
    """Ask what the edition is called, when and where it is, and what it asks of deals."""
    return await _shown(visit)


@pages.post("/set-up")
async def set_up(visit: Visit) -> Response:
    """List the edition, and open it. Sent again, it goes on where it stopped."""
    form = visit.form
    edition = {"edition": form.text("edition"), "name": form.text("name")}
    try:
        await visit.do("list_edition", CommandOutcome, edition)
        await visit.do(
            "open_edition", CommandOutcome, _profile(visit), edition=form.text("edition")
        )
    except CODED_ERRORS as wrong:
        return await _shown(visit, mendable(wrong))
    return visit.go("/set-up", visit.told("The edition is open: organisations can be admitted."))


def _profile(visit: Visit) -> dict[str, object]:
    form = visit.form
    return {
        "name": form.text("name"),
        "first_day": form.text("first_day"),
        "last_day": form.text("last_day"),
        "zone": form.text("zone"),
        "holidays": form.text("holidays").split(),
        "code_lists": _LISTS,
        "policy": {
            "principals_max": int(form.text("principals_max") or "12"),
            "nda_required": form.text("nda_required") == "yes",
            "required_languages": sorted(form.every("language")),
            "approval_kinds": ["board"] if form.text("approval") == "yes" else [],
        },
    }


async def _shown(visit: Visit, wrong: CodedError | None = None) -> Response:
    listed = await visit.read("list_editions", Editions)
    return visit.show(
        "set-up.html",
        422 if wrong else 200,
        editions=listed.editions,
        problem=visit.sentence(wrong) if wrong else None,
        form=visit.form,
        zones=_zones(visit),
        languages=LANGUAGES,
    )


def _zones(visit: Visit) -> list[tuple[str, str]]:
    """Return the zones of the world by what they are called, the reader's own first."""
    own = visit.formats.zone.key
    named = {visit.formats.place(ZoneInfo(name)): name for name in _places() if ZONE.has(name)}
    return [
        (own, visit.formats.place(visit.formats.zone)),
        *((k, v) for v, k in sorted(named.items())),
    ]


def _places() -> list[str]:
    by_country: Mapping[str, list[str]] = get_global("territory_zones")
    return [zone for code, zones in by_country.items() if COUNTRY.has(code) for zone in zones]
