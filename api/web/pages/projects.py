"""The catalogue, for everybody: what seeks investors at the fair."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from starlette.responses import Response

from aggregates.vocabulary import Role
from api.dealfile.countries import COUNTRIES
from api.http.acting import Acting
from api.routes.projects import ProjectNow
from api.routes.registers import ListedProjects
from api.web.catalogues import N_
from api.web.deals.amounts import plain_decimal
from api.web.deals.matters import MODES
from api.web.deals.reading import organisations_of
from api.web.editions import edition_of
from api.web.figures.naming import SECTIONS
from api.web.page import Entry, Pages
from api.web.projects import told_in
from api.web.visit import Visit

pages = Pages()

SHOWN: Final = 24
_FILTERS: Final = ("text", "industry", "destination", "mode", "currency", "least", "most")


@pages.get("/projects", public=True, entry=Entry(label=N_("Projects"), order=30, public=True))
async def projects(visit: Visit) -> Response:
    """List the projects, the one listed last first, as far as they are asked for."""
    chosen = await edition_of(visit)
    asked = {name: visit.query(name).strip() for name in _FILTERS}
    asked["least"], asked["most"] = plain_decimal(asked["least"]), plain_decimal(asked["most"])
    query: dict[str, object] = {name: value for name, value in asked.items() if value}
    query |= {"limit": SHOWN, "cursor": visit.query("cursor")}
    if visit.query("own") and visit.acting:
        query["owner"] = visit.acting.organisation
    listed = await visit.read("list_projects", ListedProjects, query, edition=chosen.edition)
    return visit.show(
        "projects/list.html",
        chosen=chosen,
        asked=asked,
        projects=[(one, told_in(visit.tongue, one)) for one in listed.items],
        following=listed.next,
        owners=await organisations_of(visit, {one.owner for one in listed.items}),
        sections=sections(visit),
        countries=countries(visit),
        modes=modes(visit),
        lists=may_list(visit.acting),
    )


@pages.get("/projects/{project}", public=True)
async def project(visit: Visit) -> Response:
    """Show a project, with what who reads may do about it."""
    chosen = await edition_of(visit)
    found = await visit.read("read_project", ProjectNow, edition=chosen.edition)
    names = await organisations_of(visit, {found.owner, found.sponsor} - {""})
    acting = visit.acting
    own = acting is not None and acting.organisation in {found.owner, found.sponsor}
    leads = acting is not None and acting.role is Role.LEAD
    return visit.show(
        "projects/one.html",
        chosen=chosen,
        project=found,
        told=told_in(visit.tongue, found),
        earlier=[(one, told_in(visit.tongue, one)) for one in reversed(found.earlier)],
        names=names,
        sections=dict(sections(visit)),
        modes=dict(modes(visit)),
        own=own,
        docks=leads and not own and not found.withdrawn,
        keeps=own and not found.withdrawn and may_list(acting),
    )


def may_list(acting: Acting | None) -> bool:
    """Return whether somebody may bring a project into the catalogue, in the role they act in."""
    return acting is not None and acting.role not in {Role.AUDITOR, Role.SYSTEM}


def sections(visit: Visit) -> Sequence[tuple[str, str]]:
    """Return the sections of ISIC by their letters."""
    return [(code, visit.told(text)) for code, text in SECTIONS.items() if code != "?"]


def modes(visit: Visit) -> Sequence[tuple[str, str]]:
    """Return the ways to invest by their codes."""
    return [(code, visit.told(text)) for code, text in MODES.items()]


def countries(visit: Visit) -> Sequence[tuple[str, str]]:
    """Return the countries by what the reader calls them."""
    return sorted(
        ((code, visit.formats.country(code)) for code in COUNTRIES), key=lambda one: one[1]
    )
