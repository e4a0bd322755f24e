"""How the installation is at work, for those who run the fair."""

from __future__ import annotations

from typing import Final, cast

from starlette.responses import Response

from api.errors import CODED_ERRORS
from api.routes.editions import Editions
from api.routes.keys import KeyKept
from api.routes.operations import AtWork, Findings
from api.web.catalogues import N_
from api.web.organising import TABS
from api.web.page import Pages
from api.web.visit import Visit

pages = Pages()

QUEUES: Final = {
    "deadline": N_("Deadlines"),
    "delivery": N_("Messages to be sent on"),
    "mail": N_("Mail"),
    "webhook": N_("Webhooks"),
}


@pages.get("/operations")
async def operations(visit: Visit) -> Response:
    """Show how far the read models are, what waits, and what keeps it from being done."""
    work = await visit.read("read_operations", AtWork)
    listed = (await visit.read("list_editions", Editions)).editions
    keys = cast("tuple[KeyKept, ...]", await visit.read("list_keys", object))
    return visit.show(
        "operations/operations.html",
        work=work,
        names={one.edition: one.name for one in listed},
        queues={name: visit.told(text) for name, text in QUEUES.items()},
        keys=keys,
        administers=await _administers(visit),
        tabs=TABS,
    )


async def _administers(visit: Visit) -> bool:
    """Return whether the webhooks of the organisation are for the reader to see."""
    try:
        await visit.read("list_webhooks", object, organisation=visit.who.organisation)
    except CODED_ERRORS as wrong:
        if wrong.code not in {"not_administrator", "not_permitted"}:
            raise
        return False
    return True


@pages.get("/operations/doctor", limit="heavy")
async def doctor(visit: Visit) -> Response:
    """Show what the doctor finds, what is not fine first."""
    try:
        found = await visit.read("read_findings", Findings)
    except CODED_ERRORS as wrong:
        return visit.show(
            "operations/doctor.html", found=(), tabs=TABS, problem=visit.sentence(wrong)
        )
    order = {"problem": 0, "notice": 1, "fine": 2}
    findings = sorted(found.findings, key=lambda one: order[one.level.value])
    return visit.show("operations/doctor.html", found=findings, tabs=TABS)
