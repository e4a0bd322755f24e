"""The editions of the fair: their calendar, the policy that deals copy, and the rates."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

import msgspec
from starlette.responses import Response

from aggregates.deal.policy import Policy
from aggregates.errors import RuleError
from api.errors import CODED_ERRORS, CodedError
from api.http.commands import CommandOutcome
from api.http.problems import status_of, tellable
from api.routes.editions import EditionNow, Editions, ListedEdition
from api.routes.rates import RatesNow
from api.web.catalogues import N_
from api.web.deals.matters import matter_called
from api.web.numbers import number_of
from api.web.organising import RUNNING, TABS
from api.web.page import Entry, Pages
from api.web.pages.set_up import LANGUAGES
from api.web.visit import Visit

pages = Pages()

APPROVALS: Final = ("board", "investment_committee", "foreign_investment", "public_asset")
"""Kinds of approvals that a policy may ask for; another may be written beside them."""
_MENDABLE: Final = {409, 412, 422}


class Known(msgspec.Struct, frozen=True, kw_only=True):
    """An edition as the list shows it; ``now`` is nothing while it is listed and not opened."""

    listed: ListedEdition
    now: EditionNow | None


@pages.get("/organiser", entry=Entry(label=N_("The fair"), order=60, roles=RUNNING))
async def organiser(visit: Visit) -> Response:
    """Show the editions, the one listed last first."""
    listed = (await visit.read("list_editions", Editions)).editions
    known = [Known(listed=one, now=await _opened(visit, one.edition)) for one in listed]
    return visit.show("organiser/editions.html", editions=known, tabs=TABS)


@pages.get("/organiser/editions/{edition}")
async def edition_page(visit: Visit) -> Response:
    """Show an edition: when it is, what it asks of deals, and its rates."""
    return await _shown(visit)


@pages.post("/organiser/editions/{edition}/policy")
async def change_policy(visit: Visit) -> Response:
    """Change what deals copy that are opened from now on."""
    now = await visit.read("read_edition", EditionNow)
    body = {"policy": _policy(visit, now.policy), "reason": visit.form.text("reason")}
    try:
        await visit.do("change_policy", CommandOutcome, body)
    except CODED_ERRORS as wrong:
        return await _again(visit, wrong)
    said = visit.told("The policy is changed for deals that are opened from now on.")
    return visit.go(f"/organiser/editions/{visit.path['edition']}", said)


@pages.post("/organiser/editions/{edition}/rates")
async def publish_rates(visit: Visit) -> Response:
    """Publish the rates of a day."""
    form = visit.form
    rate = {name: form.text(name) for name in ("base", "quote", "rate", "day", "source")}
    try:
        await visit.do("publish_rates", CommandOutcome, {"rates": [rate]})
    except CODED_ERRORS as wrong:
        return await _again(visit, wrong)
    said = visit.told("The rate is published.")
    return visit.go(f"/organiser/editions/{visit.path['edition']}#rates", said)


async def _again(visit: Visit, wrong: CodedError) -> Response:
    if status_of(tellable(wrong)) not in _MENDABLE or wrong.code == "stale":
        raise wrong
    return await _shown(visit, wrong)


async def _shown(visit: Visit, wrong: CodedError | None = None) -> Response:
    now = await visit.read("read_edition", EditionNow)
    rates = await visit.read("read_rates", RatesNow)
    return visit.show(
        "organiser/edition.html",
        422 if wrong else 200,
        edition=now,
        first_day=_noon(now.first_day),
        last_day=_noon(now.last_day),
        rates=rates.rates,
        approvals=[
            (kind, matter_called(visit.tongue, kind))
            for kind in _approvals(now.policy.approval_kinds)
        ],
        languages=sorted({*LANGUAGES, *now.policy.required_languages}),
        problem=visit.sentence(wrong) if wrong else None,
        form=visit.form,
        tabs=TABS,
    )


async def _opened(visit: Visit, edition: str) -> EditionNow | None:
    try:
        return await visit.read("read_edition", EditionNow, edition=edition)
    except RuleError as wrong:
        if wrong.code != "edition_unknown":
            raise
        return None


def _approvals(asked: Sequence[str]) -> tuple[str, ...]:
    return (*APPROVALS, *(one for one in asked if one not in APPROVALS))


def _policy(visit: Visit, now: Policy) -> dict[str, object]:
    """Return the policy of a form; what the form does not ask stays as it is."""
    form = visit.form
    kinds = {*form.every("approval"), *form.text("approval_other").split()}
    return {
        **msgspec.structs.asdict(now),
        "principals_max": number_of(form.text("principals_max")),
        "nda_required": form.text("nda_required") == "yes",
        "required_languages": sorted(form.every("language")),
        "certified_languages": sorted(form.every("certified")),
        "approval_kinds": sorted(kinds),
        "reopening_days": number_of(form.text("reopening_days")),
    }


def _noon(day: str) -> datetime:
    """Return an instant that is on this day wherever it is read."""
    return datetime.fromisoformat(f"{day}T12:00:00+00:00")
