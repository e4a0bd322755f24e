"""One deal for who audits it: as of any of its events, between two of them, and recomputed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

import msgspec
from starlette.responses import Response

from api.deals.matrix import MatrixNow
from api.deals.standing import DealStanding
from api.refusals import ApiError
from api.routes.recomputing import Recomputed
from api.web.audit.facts import facts_between
from api.web.audit.positions import number_in
from api.web.audit.steps import Steps, steps_of
from api.web.audit.terms import terms_between
from api.web.deals.reading import sides_of, timeline_of
from api.web.deals.stages import WAY, standing_at
from api.web.page import Pages
from api.web.titles import deal_title
from api.web.visit import Visit

pages = Pages()


class Then(msgspec.Struct, frozen=True, kw_only=True):
    """A deal at a moment, what it was called, and the table of an instrument."""

    deal: DealStanding
    matrix: MatrixNow | None
    title: str


@pages.get("/audit/deals/{deal}")
async def audit_deal(visit: Visit) -> Response:
    """Show a deal as of an event, everything of it; the slider sends the number of one."""
    moments = (await timeline_of(visit, visit.path["deal"]))[::-1]
    if visit.query("event"):
        step = steps_of(moments, None).of_number(number_in(visit, "event") or 1)
        return visit.go(_address(visit, "", at=step.position))
    steps = steps_of(moments, number_in(visit, "at"))
    then = await _then(visit, steps.now.position)
    deal = then.deal
    return visit.show(
        "audit/deal.html",
        deal=deal,
        title=then.title,
        matrix=then.matrix,
        sides=await sides_of(visit, deal),
        steps=steps,
        facts=facts_between(visit, None, deal),
        terms=terms_between(then.matrix, then.matrix),
        way=WAY,
        standing=standing_at(deal.stage),
    )


@pages.get("/audit/deals/{deal}/changes")
async def audit_changes(visit: Visit) -> Response:
    """Show what became of a deal between two of its events."""
    moments = (await timeline_of(visit, visit.path["deal"]))[::-1]
    steps = steps_of(moments, number_in(visit, "at"))
    since = number_in(visit, "since")
    earlier = steps_of(moments, moments[0].position if since is None else since)
    if earlier.at > steps.at:
        return visit.go(
            _address(visit, "/changes", since=steps.now.position, at=earlier.now.position)
        )
    was, now = await _then(visit, earlier.now.position), await _then(visit, steps.now.position)
    facts = facts_between(visit, was.deal, now.deal)
    terms = terms_between(was.matrix, now.matrix)
    return visit.show(
        "audit/changes.html",
        deal=now.deal,
        title=now.title,
        sides=await sides_of(visit, now.deal),
        matrices=(was.matrix, now.matrix),
        earlier=earlier,
        steps=steps,
        facts=[one for one in facts if one.changed],
        terms=[one for one in terms if one.how != "same"],
        between=_between(earlier, steps),
    )


@pages.get("/audit/deals/{deal}/recomputed")
async def audit_recomputed(visit: Visit) -> Response:
    """Replay the deal from its events, and show what of the stored rows is not alike."""
    deal = await visit.read("read_deal", DealStanding)
    found = await visit.read("recompute_deal", Recomputed)
    return visit.show(
        "audit/recomputed.html",
        heading=deal_title(visit.tongue.tag, deal),
        back=f"/audit/deals/{deal.id}",
        again=f"/audit/deals/{deal.id}/recomputed",
        found=found,
        onward=None,
        figures=False,
    )


async def _then(visit: Visit, position: int) -> Then:
    """Return the deal as of a position, with its leading table or the one that is asked for."""
    query: Mapping[str, object] = {"at": position}
    deal = await visit.read("read_deal", DealStanding, query)
    wanted = visit.query("instrument")
    known = [one.id for one in deal.instruments]
    candidates = (
        [wanted]
        if wanted in known
        else [deal.leading, *(one for one in known if one != deal.leading)]
    )
    matrix: MatrixNow | None = None
    try:
        matrix = await _first_filled(visit, query, candidates)
    except ApiError as wrong:
        if wrong.code != "not_permitted":
            raise
    return Then(deal=deal, matrix=matrix, title=deal_title(visit.tongue.tag, deal))


async def _first_filled(
    visit: Visit, query: Mapping[str, object], instruments: Sequence[str]
) -> MatrixNow:
    """Return the first of these tables on which anything stood then, or the first of all."""
    found = [await visit.read("read_matrix", MatrixNow, {**query, "instrument": instruments[0]})]
    for instrument in instruments[1:]:
        if found[-1].rows:
            return found[-1]
        found.append(
            await visit.read("read_matrix", MatrixNow, {**query, "instrument": instrument})
        )
    return next((one for one in found if one.rows), found[0])


def _between(earlier: Steps, steps: Steps) -> Steps:
    """Return the events after the earlier one, up to the later."""
    moments = steps.moments[earlier.at : steps.at]
    return Steps(moments=moments, at=len(moments))


def _address(visit: Visit, page: str, **query: int) -> str:
    instrument = visit.query("instrument")
    whole = {**query, **({"instrument": instrument} if instrument else {})}
    return f"/audit/deals/{visit.path['deal']}{page}?{urlencode(whole)}"
