"""Express interest in a project: a deal is opened on it, its owner invited, a letter begun."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from starlette.responses import Response

from aggregates.vocabulary import Role
from api.contracts.people import Registered
from api.errors import CODED_ERRORS, CodedError
from api.http.commands import CommandOutcome
from api.refusals import ApiError
from api.routes.projects import ProjectNow
from api.web.again import said_here
from api.web.deals.deadlines import by_clock, deadline_in
from api.web.deals.reading import organisations_of
from api.web.docking import then
from api.web.editions import edition_of
from api.web.page import Pages
from api.web.pages.projects import modes
from api.web.projects import told_in
from api.web.visit import Visit

pages = Pages()

OPEN_FOR: Final = timedelta(days=90)
"""Until when the deal is open unless who opens it says otherwise."""
_TIERS: Final = {"agreement": "contract", "framework_agreement": "framework"}
CODE_LISTS: Final = "ISIC Rev.4; ISO 3166"


@pages.get("/projects/{project}/interest")
async def interest_sheet(visit: Visit) -> Response:
    """Say what expressing interest comes to, for whom, and what can be taken back."""
    return await _asked(visit)


@pages.post("/projects/{project}/interest")
async def interest(visit: Visit) -> Response:
    """Open the deal, invite the owner, begin the letter of intent, and go on to write it."""
    try:
        deal = await _docked(visit)
    except CODED_ERRORS as wrong:
        return await _asked(visit, wrong)
    said = visit.told("The deal is open and the owner invited. Now write your letter of intent.")
    return visit.go(f"/deals/{deal}/letter", said)


async def _docked(visit: Visit) -> str:
    """Return the deal that was opened; sent again, the same one.

    Raises:
        CodedError: as ``open_deal``, ``invite_party`` and ``draft_instrument``.
    """
    form, edition = visit.form, visit.form.text("edition")
    project = await visit.read("read_project", ProjectNow, edition=edition)
    kind = form.text("kind")
    country = Registered(visit.site.installation).organisation(visit.who.organisation).country
    opening = {
        "project": project.project,
        "title": form.text("title") or told_in(visit.tongue, project).title,
        "leading_kind": kind,
        "tier": _TIERS.get(kind, ""),
        "classification": {
            "direction": _direction(country, project.destination),
            "mode": form.text("mode"),
            "industry": project.industry,
            "origin": country,
            "destination": project.destination,
            "code_lists": CODE_LISTS,
            "made_by": visit.who.person,
        },
        "expires_at": deadline_in(form.text("expires"), visit.formats.zone, "expires_at"),
    }
    opened = await visit.do("open_deal", CommandOutcome, opening, edition=edition)
    deal = opened.ids["deal"]
    inviting = {"organisation": project.owner}
    invited = await then(visit, "invite_party", inviting, opened.version, deal=deal)
    letter = {"kind": "letter_of_intent", "tier": "intention"}
    await then(visit, "draft_instrument", letter, invited.version, deal=deal)
    return deal


def _direction(origin: str, destination: str) -> str:
    """Return how the investment goes, as seen from where it lands."""
    return "domestic" if destination[:2] == origin else "inbound"


async def _asked(visit: Visit, wrong: CodedError | None = None) -> Response:
    """Return the sheet, with what a refusal says where the form can mend it.

    Raises:
        ApiError: ``not_permitted`` for who is no lead.
        CodedError: ``wrong``.
    """
    if visit.who.role is not Role.LEAD:
        raise ApiError("not_permitted")
    chosen = await edition_of(visit)
    edition = visit.form.text("edition") or chosen.edition
    found = await visit.read("read_project", ProjectNow, edition=edition)
    expires = by_clock(visit.at + OPEN_FOR, visit.formats.zone)
    told = told_in(visit.tongue, found)
    values = {} if wrong is None else {"problem": said_here(visit, wrong)}
    names = await organisations_of(visit, {found.owner, visit.who.organisation})
    return visit.show(
        "projects/interest.html",
        200 if wrong is None else 422,
        edition=edition,
        project=found,
        names=names,
        title=visit.form.text("title") or told.title,
        expires=visit.form.text("expires") or expires,
        modes=modes(visit),
        mode=visit.form.text("mode") or found.mode,
        told=told,
        **values,
    )
