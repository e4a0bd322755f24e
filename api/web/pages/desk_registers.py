"""Verifying what is on record: mandates against their evidence, organisations by an extract."""

from __future__ import annotations

from starlette.responses import Response

from api.errors import CODED_ERRORS, CodedError
from api.http.commands import CommandOutcome
from api.routes.mandates import MandateNow
from api.routes.organisations import OrganisationNow
from api.routes.organisations_extract import EXTRACT_BYTES
from api.web.again import said_here
from api.web.deals.reading import names_of, organisations_of
from api.web.page import Pages
from api.web.visit import Visit

pages = Pages()

PDF = "application/pdf"
_MANDATE = "/desk/editions/{edition}/mandates/{mandate}"
_ORGANISATION = "/desk/organisations/{organisation}"


@pages.get(_MANDATE)
async def mandate_sheet(visit: Visit) -> Response:
    """Show a mandate and the evidence with which to compare it."""
    return await _mandate(visit)


@pages.post(_MANDATE)
async def verify_mandate(visit: Visit) -> Response:
    """Verify a mandate."""
    try:
        await visit.do("verify_mandate", CommandOutcome, {})
    except CODED_ERRORS as refused:
        return await _mandate(visit, refused)
    return visit.go("/desk", visit.told("The mandate is verified."))


@pages.get(_ORGANISATION)
async def organisation_sheet(visit: Visit) -> Response:
    """Show the registered facts of an organisation, and ask for the extract."""
    return await _organisation(visit)


@pages.post(_ORGANISATION, form_bytes=EXTRACT_BYTES + 64 * 1024, limit="heavy")
async def verify_organisation(visit: Visit) -> Response:
    """Verify an organisation with the extract that was handed in."""
    extract = visit.form.files.get("extract", b"")
    try:
        await visit.hand_in("verify_with_extract", CommandOutcome, extract, PDF)
    except CODED_ERRORS as refused:
        return await _organisation(visit, refused)
    return visit.go("/desk", visit.told("The organisation is verified, and the extract is kept."))


async def _mandate(visit: Visit, refused: CodedError | None = None) -> Response:
    problem = None if refused is None else said_here(visit, refused)
    mandate = await visit.read("read_mandate", MandateNow)
    return visit.show(
        "desk/mandate.html",
        200 if refused is None else 422,
        mandate=mandate,
        names=await organisations_of(visit, {mandate.organisation}),
        people=await names_of(visit, {mandate.person, mandate.recorded_by}),
        problem=problem,
    )


async def _organisation(visit: Visit, refused: CodedError | None = None) -> Response:
    problem = None if refused is None else said_here(visit, refused)
    return visit.show(
        "desk/organisation.html",
        200 if refused is None else 422,
        organisation=await visit.read("read_organisation", OrganisationNow),
        problem=problem,
    )
