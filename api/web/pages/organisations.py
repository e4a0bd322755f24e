"""The organisations of the registry: found, registered, brought in from a table, admitted."""

from __future__ import annotations

from starlette.responses import Response

from api.errors import CODED_ERRORS, CodedError
from api.http.commands import CommandOutcome
from api.refusals import ApiError
from api.routes.admissions import AdmissionNow
from api.routes.editions import Editions, ListedEdition
from api.routes.organisations import OrganisationNow
from api.routes.organisations_import import ImportOutcome
from api.routes.people_list import ListedPeople
from api.routes.registers import ListedOrganisations
from api.web.again import mendable
from api.web.deals.reading import names_of, organisations_of
from api.web.organising import PART, TABLE_BYTES, TABS, called, table_handed_in
from api.web.page import Pages
from api.web.visit import Visit

pages = Pages()

FACTS = ("legal_name", "country", "registration")


@pages.get("/organisations")
async def organisations(visit: Visit) -> Response:
    """Find organisations by name, by country, by whether an official has verified them."""
    asked = {name: visit.query(name) for name in ("text", "country", "verified", "cursor")}
    query = {name: value for name, value in asked.items() if value}
    found = await visit.read("list_organisations", ListedOrganisations, {**query, "limit": PART})
    return visit.show("organiser/organisations.html", found=found, asked=asked, tabs=TABS)


@pages.get("/organisations/new")
async def new_organisation(visit: Visit) -> Response:
    """Ask for the facts of a public register."""
    return visit.show("organiser/organisation-new.html", form=visit.form)


@pages.post("/organisations/new")
async def register_organisation(visit: Visit) -> Response:
    """Register an organisation."""
    body = {name: visit.form.text(name) for name in FACTS}
    try:
        outcome = await visit.do("register_organisation", CommandOutcome, body)
    except CODED_ERRORS as wrong:
        return _mend(visit, wrong, "organiser/organisation-new.html")
    made = f"/organisations/{outcome.ids['organisation']}"
    return visit.go(made, visit.told("The organisation is registered."))


@pages.get("/organisations/import")
async def import_page(visit: Visit) -> Response:
    """Ask for a table."""
    return visit.show("organiser/organisations-import.html", told=None, table="")


@pages.post("/organisations/import", form_bytes=TABLE_BYTES, limit="heavy")
async def import_organisations(visit: Visit) -> Response:
    """Say what a table would come to; or carry it out, as it was shown."""
    dry = visit.form.text("do") != "yes"
    try:
        table = await table_handed_in(visit)
        body = {"table": table, "dry_run": dry}
        told = await visit.do("import_organisations", ImportOutcome, body)
    except CODED_ERRORS as wrong:
        return _mend(visit, wrong, "organiser/organisations-import.html", told=None, table="")
    if not dry and not told.refused:
        said = visit.told("%(n)s organisations were registered.", n=told.registered)
        return visit.go("/organisations", said)
    return visit.show("organiser/organisations-import.html", told=told, table=table)


@pages.get("/organisations/{organisation}")
async def organisation_page(visit: Visit) -> Response:
    """Show an organisation: its facts, who verified them, its people, where it was admitted."""
    now = await visit.read("read_organisation", OrganisationNow)
    query = {"organisation": now.organisation, "limit": PART}
    people = await visit.read("list_people", ListedPeople, query)
    editions = (await visit.read("list_editions", Editions)).editions
    seen = now.verification
    return visit.show(
        "organiser/organisation.html",
        organisation=now,
        people=[(one, called(visit, one)) for one in people.items],
        admissions=[(one, await _admitted(visit, one)) for one in editions],
        by=await names_of(visit, [seen.by] if seen else []),
        offices=await organisations_of(visit, [seen.office] if seen else []),
        tabs=TABS,
    )


@pages.post("/organisations/{organisation}/admit")
async def admit(visit: Visit) -> Response:
    """Admit the organisation to an edition, by the facts of the registry as they stand."""
    organisation = visit.path["organisation"]
    body = {"organisation": organisation}
    edition = visit.form.text("edition")
    await visit.do("admit_organisation", CommandOutcome, body, edition=edition)
    return visit.go(f"/organisations/{organisation}", visit.told("The organisation is admitted."))


async def _admitted(visit: Visit, edition: ListedEdition) -> AdmissionNow | None:
    try:
        return await visit.read("read_admission", AdmissionNow, edition=edition.edition)
    except ApiError as wrong:
        if wrong.code != "admission_unlisted":
            raise
        return None


def _mend(visit: Visit, wrong: CodedError, template: str, **values: object) -> Response:
    told = visit.sentence(mendable(wrong))
    return visit.show(template, 422, form=visit.form, problem=told, **values)
