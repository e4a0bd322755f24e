"""What the logs can be relied on for, who read what, and whether that record was changed."""

from __future__ import annotations

from typing import Final

from starlette.responses import Response

from api.routes.accesses import AccessesChecked, AccessesNow
from api.routes.integrity import IntegrityNow
from api.web.audit.positions import instant_in
from api.web.audit.words import RESOURCES
from api.web.deals.reading import names_of, organisations_of
from api.web.page import Pages
from api.web.visit import Visit

pages = Pages()

SHOWN: Final = 40
_FILTERS: Final = ("person", "organisation", "resource", "operation")


@pages.get("/audit/integrity")
async def audit_integrity(visit: Visit) -> Response:
    """Show how far each log is signed, seen and read, and when it was checked."""
    return visit.show(
        "audit/integrity.html", integrity=await visit.read("read_integrity", IntegrityNow)
    )


@pages.get("/audit/accesses")
async def audit_accesses(visit: Visit) -> Response:
    """Show who read what by virtue of an office, and with ``check`` whether the record holds."""
    asked = {name: visit.query(name).strip() or None for name in _FILTERS}
    if (deal := visit.query("deal").strip()) and not asked["resource"]:
        asked["resource"] = f"deal:{deal}"
    query = {
        **asked,
        "since": instant_in(visit, "since"),
        "until": instant_in(visit, "until"),
        "limit": SHOWN,
        "cursor": visit.query("cursor"),
    }
    told = {name: value for name, value in query.items() if value is not None}
    found = await visit.read("list_accesses", AccessesNow, told)
    checked = None
    if visit.query("check"):
        checked = await visit.read("check_accesses", AccessesChecked)
    return visit.show(
        "audit/accesses.html",
        accesses=found,
        asked={name: value or "" for name, value in asked.items()},
        checked=checked,
        resources={kind: visit.told(text) for kind, text in RESOURCES.items()},
        people=await names_of(visit, {one.person for one in found.items}),
        organisations=await organisations_of(visit, {one.organisation for one in found.items}),
    )
