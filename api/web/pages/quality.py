"""The queue of deals to look at: how they are counted, and what may be one deal twice."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import msgspec
from starlette.responses import Response

from aggregates.edition.lists import CeremonyItem, ListEntry
from aggregates.vocabulary import Role
from api.deals.standing import DealStanding
from api.errors import CODED_ERRORS, CodedError
from api.http.commands import CommandOutcome
from api.routes.editions import EditionNow
from api.routes.quality import QualityItems, Reminded
from api.web.again import said_here
from api.web.catalogues import N_
from api.web.editions import edition_of
from api.web.figures.entries import entries_of, name_of
from api.web.figures.naming import INVESTORS
from api.web.figures.telling import Tells
from api.web.organising import PART, TABS
from api.web.page import Entry, Pages
from api.web.titles import deal_title
from api.web.visit import Visit

pages = Pages()

ISSUES: Final = ("unclassified", "unattributed", "duplicates", "stale")
FINDINGS: Final = ("distinct", "stands", "repeats")


class Beside(msgspec.Struct, frozen=True, kw_only=True):
    """A fact of two deals; ``alike`` if it is the same of both."""

    label: str
    one: str
    other: str

    @property
    def alike(self) -> bool:
        """Whether both say the same."""
        return self.one == self.other


@pages.get(
    "/quality", entry=Entry(label=N_("Data quality"), order=61, roles=frozenset({Role.ORGANISER}))
)
async def quality(visit: Visit) -> Response:
    """Show the deals that somebody should look at, with one issue or any."""
    chosen = await edition_of(visit)
    issue = visit.query("issue") if visit.query("issue") in ISSUES else ""
    asked = {"issue": issue, "cursor": visit.query("cursor")}
    query = {"limit": PART, **{name: value for name, value in asked.items() if value}}
    found = await visit.read("list_quality_items", QualityItems, query, edition=chosen.edition)
    return visit.show(
        "quality/queue.html",
        chosen=chosen,
        found=found,
        issue=issue,
        issues=ISSUES,
        tells=Tells(visit),
        tabs=TABS,
    )


@pages.get("/quality/{deal}")
async def counting_page(visit: Visit) -> Response:
    """Show by what a deal is counted, with forms to state it."""
    return await _shown(visit)


@pages.post("/quality/{deal}/attributes")
async def state_attributes(visit: Visit) -> Response:
    """State the attributes."""
    form = visit.form
    names = ("theme", "delegation", "ultimate_origin", "investor_class")
    body: dict[str, object] = {name: form.text(name) or None for name in names}
    body["reason"] = form.text("reason")
    return await _done(visit, "state_attributes", body, visit.told("The attributes are stated."))


@pages.post("/quality/{deal}/ceremony")
async def schedule_ceremony(visit: Visit) -> Response:
    """Put the deal in the running order, or take it out."""
    place = visit.form.text("place")
    item = visit.form.text("item") or None
    body = {"item": item, "place": int(place) if place.isdecimal() and len(place) < 6 else 0}
    said = visit.told("The running order is changed.")
    return await _done(visit, "schedule_ceremony", body, said)


@pages.post("/quality/{deal}/remind")
async def remind_leads(visit: Visit) -> Response:
    """Write to those who lead the deal."""
    told = await visit.do("remind_leads", Reminded, {})
    said = visit.told("They are written to.")
    if not told.people:
        said = visit.told(
            "Nobody was written to: they were reminded today, or it is not under way."
        )
    return visit.go("/quality?issue=stale", said)


@pages.get("/quality/{deal}/same/{other}")
async def two_deals(visit: Visit) -> Response:
    """Show two deals beside each other, and ask what they are."""
    return await _compared(visit)


@pages.post("/quality/{deal}/same/{other}")
async def judge_duplicate(visit: Visit) -> Response:
    """Say what two deals are to each other."""
    form = visit.form
    body = {
        "other": visit.path["other"],
        "finding": form.text("finding"),
        "reason": form.text("reason"),
    }
    try:
        await visit.do("judge_duplicate", CommandOutcome, body)
    except CODED_ERRORS as wrong:
        return await _compared(visit, wrong)
    return visit.go("/quality?issue=duplicates", visit.told("It is on record of both deals."))


async def _done(visit: Visit, operation: str, body: Mapping[str, object], said: str) -> Response:
    try:
        await visit.do(operation, CommandOutcome, body)
    except CODED_ERRORS as wrong:
        return await _shown(visit, wrong)
    return visit.go(f"/quality/{visit.path['deal']}", said)


async def _shown(visit: Visit, wrong: CodedError | None = None) -> Response:
    problem = None if wrong is None else said_here(visit, wrong)
    deal = await visit.read("read_deal", DealStanding)
    edition = await visit.read("read_edition", EditionNow, edition=deal.edition)
    lists = edition.lists
    return visit.show(
        "quality/deal.html",
        422 if wrong else 200,
        deal=deal,
        edition=edition,
        counting=deal.counting,
        themes=_offered(visit, lists.themes),
        delegations=_offered(visit, lists.delegations),
        items=_offered(visit, lists.items),
        entries=entries_of(visit, lists),
        investors=[
            ("", visit.told("not stated")),
            *((k, visit.told(v)) for k, v in INVESTORS.items()),
        ],
        tells=Tells(visit, entries_of(visit, lists)),
        form=visit.form,
        problem=problem,
        tabs=TABS,
    )


async def _compared(visit: Visit, wrong: CodedError | None = None) -> Response:
    problem = None if wrong is None else said_here(visit, wrong)
    one = await visit.read("read_deal", DealStanding)
    other = await visit.read("read_deal", DealStanding, deal=visit.path["other"])
    return visit.show(
        "quality/two.html",
        422 if wrong else 200,
        one=one,
        other=other,
        facts=_beside(visit, one, other),
        known=one.counting.findings.get(other.id),
        form=visit.form,
        problem=problem,
        tabs=TABS,
    )


def _offered(
    visit: Visit, entries: tuple[ListEntry, ...] | tuple[CeremonyItem, ...]
) -> list[tuple[str, str]]:
    """Return what a choice offers: nothing, and what is not retired."""
    return [
        ("", visit.told("not stated")),
        *((one.code, name_of(visit, one)) for one in entries if not one.retired),
    ]


def _beside(visit: Visit, one: DealStanding, other: DealStanding) -> tuple[Beside, ...]:
    told, tells = visit.told, Tells(visit)
    rows = (
        (told("Title"), *(deal_title(visit.tongue.tag, deal) for deal in (one, other))),
        (told("Stage"), tells.code(one.stage.value), tells.code(other.stage.value)),
        (told("Sides"), _sides(one), _sides(other)),
        (told("Direction"), *(_said(tells, deal, "direction") for deal in (one, other))),
        (told("Mode"), *(_said(tells, deal, "mode") for deal in (one, other))),
        (told("Industry"), *(_said(tells, deal, "industry") for deal in (one, other))),
        (told("Destination"), *(_said(tells, deal, "destination") for deal in (one, other))),
        (told("Events on record"), str(one.version), str(other.version)),
    )
    return tuple(Beside(label=label, one=left, other=right) for label, left, right in rows)


def _sides(deal: DealStanding) -> str:
    return ", ".join(sorted(side.party.legal_name for side in deal.principals))


def _said(tells: Tells, deal: DealStanding, name: str) -> str:
    code = getattr(deal.classification, name, "")
    return tells.code(str(getattr(code, "value", code)))
