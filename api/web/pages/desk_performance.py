"""What an official finds out of a signed deal: conditions met, reports that are true."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec
from starlette.responses import Response

from aggregates.deal.performance.schedule import Contribution, Item
from aggregates.deal.performance.state import Report
from aggregates.vocabulary import Wording
from api.deals.standing import DealStanding
from api.errors import CODED_ERRORS, CodedError
from api.http.commands import CommandOutcome
from api.refusals import ApiError
from api.web.again import said_here
from api.web.deals.reading import organisations_of
from api.web.evidence import FORM_BYTES, digest_in
from api.web.page import Pages
from api.web.visit import Visit

pages = Pages()

_CONDITION = "/desk/deals/{deal}/conditions/{item}"
_REPORT = "/desk/deals/{deal}/reports/{item}"


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """What a sheet is about: an item of the schedule; the report of it, if it is of one."""

    deal: DealStanding
    item: Item
    title: str
    side: str
    report: Report | None = None
    report_id: str = ""


@pages.get(_CONDITION)
async def condition_sheet(visit: Visit) -> Response:
    """Ask whether a condition is met."""
    return await _condition(visit)


@pages.post(_CONDITION, form_bytes=FORM_BYTES)
async def satisfy(visit: Visit) -> Response:
    """Record that a condition is met."""
    body = {"condition": visit.path["item"], "evidence_sha256": digest_in(visit.form)}
    try:
        await visit.do("satisfy_condition", CommandOutcome, body)
    except CODED_ERRORS as refused:
        return await _condition(visit, refused)
    return visit.go("/desk", visit.told("The condition is recorded as met."))


@pages.get(_REPORT)
async def report_sheet(visit: Visit) -> Response:
    """Show what was reported, and ask how much of it is there."""
    return await _report(visit)


@pages.post(_REPORT, form_bytes=FORM_BYTES)
async def verify(visit: Visit) -> Response:
    """Record how much of what was reported is there."""
    body: Mapping[str, object] = {
        "report": visit.path["item"],
        "evidence_sha256": digest_in(visit.form),
    }
    operation = "verify_milestone"
    if currency := visit.form.text("currency"):
        operation = "verify_contribution"
        body = {**body, "amount": {"amount": visit.form.text("amount"), "currency": currency}}
    try:
        await visit.do(operation, CommandOutcome, body)
    except CODED_ERRORS as refused:
        return await _report(visit, refused)
    return visit.go("/desk", visit.told("Verified, and recorded."))


async def _condition(visit: Visit, refused: CodedError | None = None) -> Response:
    deal = await visit.read("read_deal", DealStanding)
    return await _shown(visit, "desk/condition.html", deal, visit.path["item"], refused)


async def _report(visit: Visit, refused: CodedError | None = None) -> Response:
    deal = await visit.read("read_deal", DealStanding)
    report = deal.inside.done.reports.get(visit.path["item"]) if deal.inside else None
    if report is None:
        raise ApiError("route_unknown")
    return await _shown(visit, "desk/report.html", deal, report.obligation, refused, report)


async def _shown(
    visit: Visit,
    template: str,
    deal: DealStanding,
    item: str,
    refused: CodedError | None,
    report: Report | None = None,
) -> Response:
    problem = None if refused is None else said_here(visit, refused)
    schedule = deal.inside.done.schedule if deal.inside else None
    every = {one.id: one for one in schedule.items()} if schedule else {}
    if item not in every:
        raise ApiError("route_unknown")
    side = report.principal if report is not None else ""
    names = await organisations_of(visit, {side} - {""})
    found = Found(
        deal=deal,
        item=every[item],
        title=_title(every[item], visit),
        side=names.get(side, ""),
        report=report,
        report_id=visit.path["item"] if report is not None else "",
    )
    code = 200 if refused is None else 422
    money = isinstance(found.item, Contribution)
    return visit.show(template, code, found=found, money=money, problem=problem)


def _title(item: Item, visit: Visit) -> str:
    """Return what an item is called in the reader's language, else in any, else its id."""
    title: object = getattr(item, "title", None)
    if not isinstance(title, Wording) or not title.texts:
        return item.id
    texts = title.texts
    return texts.get(visit.tongue.tag) or texts.get("en") or next(iter(texts.values()))
