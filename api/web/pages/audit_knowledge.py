"""Who knew what of a deal when: an organisation or a person, by a moment."""

from __future__ import annotations

from starlette.responses import Response

from api.deals.standing import DealStanding
from api.routes.knowledge import Knowledge
from api.web.audit.positions import number_in
from api.web.audit.steps import steps_of
from api.web.audit.words import RELATIONS
from api.web.deals.reading import names_of, organisations_of, timeline_of
from api.web.page import Pages
from api.web.visit import Visit

pages = Pages()


@pages.get("/audit/deals/{deal}/knowledge")
async def audit_knowledge(visit: Visit) -> Response:
    """Ask of whom, and show what was open to them, what they cited, were sent and read."""
    moments = (await timeline_of(visit, visit.path["deal"]))[::-1]
    steps = steps_of(moments, number_in(visit, "at"))
    now = await visit.read("read_deal", DealStanding)
    sides = [one.party.id for one in now.principals]
    people = list(dict.fromkeys((*(one.lead for one in now.principals), *(m.by for m in moments))))
    of = {name: visit.query(name).strip() for name in ("organisation", "person")}
    if not any(of.values()):
        of["organisation"] = sides[0]
    whom = {name: value for name, value in of.items() if value}
    query = {**whom, "at": steps.now.position} if len(whom) == 1 else {"at": steps.now.position}
    found = await visit.read("read_knowledge", Knowledge, query)
    named = {one.organisation for one in found.knowing} | {*sides, *now.participants}
    cited = {known.cited_by for one in found.knowing for known in one.known} - {""}
    names = await names_of(visit, {*people, *cited, found.person} - {""})
    return visit.show(
        "audit/knowledge.html",
        deal=now,
        steps=steps,
        knowledge=found,
        sides=sides,
        people=[one for one in people if one in names],
        organisations=await organisations_of(visit, named),
        names=names,
        relations={code: visit.told(text) for code, text in RELATIONS.items()},
    )
