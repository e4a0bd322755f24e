"""What an official does about a filing: records a decision, gives more time, lifts it."""

from __future__ import annotations

from functools import partial

import msgspec
from starlette.responses import Response

from aggregates.deal.filings.state import Filing
from api.deals.standing import DealStanding
from api.errors import CODED_ERRORS, CodedError
from api.http.commands import CommandOutcome
from api.refusals import ApiError
from api.web.again import said_here
from api.web.deals.matters import matter_called
from api.web.deals.reading import organisations_of
from api.web.evidence import FORM_BYTES, digest_in
from api.web.page import Pages
from api.web.visit import Visit

pages = Pages()

_WHERE = "/desk/deals/{deal}/filings/{filing}"


class About(msgspec.Struct, frozen=True, kw_only=True):
    """The filing of a sheet, its deal, and who is to submit it."""

    deal: DealStanding
    id: str
    filing: Filing
    side: str


@pages.get(_WHERE)
async def filing_sheet(visit: Visit) -> Response:
    """Show a filing and what may be done about it."""
    return await _shown(visit)


@pages.post(_WHERE, form_bytes=FORM_BYTES)
async def decide(visit: Visit) -> Response:
    """Record what the authority has decided."""
    form = visit.form
    body = {
        "filing": visit.path["filing"],
        "outcome": form.text("outcome"),
        "decision_sha256": digest_in(form),
        "reason": form.text("reason"),
    }
    try:
        await visit.do("decide_filing", CommandOutcome, body)
    except CODED_ERRORS as refused:
        return await _shown(visit, refused)
    return visit.go("/desk", visit.told("The decision is recorded, and the deal's clocks run."))


@pages.post(_WHERE + "/lift")
async def lift(visit: Visit) -> Response:
    """Say that the filing is not needed."""
    body = {"filing": visit.path["filing"], "reason": visit.form.text("reason")}
    try:
        await visit.do("lift_filing", CommandOutcome, body)
    except CODED_ERRORS as refused:
        return await _shown(visit, refused)
    return visit.go("/desk", visit.told("The filing is lifted."))


async def _shown(visit: Visit, refused: CodedError | None = None) -> Response:
    problem = None if refused is None else said_here(visit, refused)
    deal = await visit.read("read_deal", DealStanding)
    filing = deal.inside.filings.get(visit.path["filing"]) if deal.inside else None
    if filing is None:
        raise ApiError("route_unknown")
    names = await organisations_of(visit, {filing.principal} - {""})
    about = About(
        deal=deal,
        id=visit.path["filing"],
        filing=filing,
        side=names.get(filing.principal, ""),
    )
    return visit.show(
        "desk/filing.html",
        200 if refused is None else 422,
        about=about,
        matter=partial(matter_called, visit.tongue),
        problem=problem,
    )
