"""Attesting a paper original: the official has it in hand, and shows anew who they are."""

from __future__ import annotations

from starlette.responses import Response

from api.accounts.step_up import What
from api.deals.standing import DealStanding, InstrumentNow
from api.errors import CODED_ERRORS, CodedError
from api.http.commands import CommandOutcome
from api.refusals import ApiError
from api.web.again import said_here
from api.web.deals.reading import names_of, organisations_of
from api.web.page import Pages
from api.web.presence import ways_of
from api.web.visit import Visit

pages = Pages()

_WHERE = "/desk/deals/{deal}/papers/{instrument}"


@pages.get(_WHERE)
async def paper_sheet(visit: Visit) -> Response:
    """Show the scan, what it must be compared with, and who has confirmed it."""
    return await _shown(visit)


@pages.post(_WHERE)
async def attest(visit: Visit) -> Response:
    """Attest that the paper in hand is the printed base, signed as the scan shows it."""
    form = visit.form
    body = {
        "instrument": visit.path["instrument"],
        "base_pdf_sha256": form.text("base_pdf_sha256"),
        "scan_sha256": form.text("scan_sha256"),
    }
    try:
        await visit.do("attest_paper_execution", CommandOutcome, body)
    except CODED_ERRORS as refused:
        return await _shown(visit, refused)
    return visit.go("/desk", visit.told("Attested: the instrument is executed."))


async def _shown(visit: Visit, refused: CodedError | None = None) -> Response:
    problem = None if refused is None else said_here(visit, refused)
    deal = await visit.read("read_deal", DealStanding)
    instrument = _of(deal, visit.path["instrument"])
    paper = instrument.signing.paper if instrument.signing else None
    if paper is None:
        raise ApiError("route_unknown")
    sides = {one.party.id for one in deal.principals}
    return visit.show(
        "desk/paper.html",
        200 if refused is None else 422,
        deal=deal,
        instrument=instrument,
        paper=paper,
        what=What(
            operation="attest_paper_execution", document_sha256=paper.scan_sha256, deal=deal.id
        ),
        ways=await ways_of(visit),
        missing=await organisations_of(visit, sides - set(paper.confirmed)),
        confirmed=await organisations_of(visit, paper.confirmed),
        people=await names_of(visit, {one.person for one in paper.signatures}),
        problem=problem,
    )


def _of(deal: DealStanding, name: str) -> InstrumentNow:
    for one in deal.instruments:
        if one.id == name:
            return one
    raise ApiError("route_unknown")
