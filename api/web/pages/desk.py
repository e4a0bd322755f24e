"""The official's desk: what waits on an office, what is due, whom and what to verify."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Final

import msgspec
from starlette.responses import Response

from aggregates.vocabulary import Role
from api.errors import CODED_ERRORS
from api.routes.lists import Inbox, Turn
from api.routes.open_steps import OpenSteps
from api.routes.registers import ListedMandates, ListedOrganisations
from api.web.catalogues import N_
from api.web.deals.matters import matter_called
from api.web.deals.reading import names_of, organisations_of
from api.web.editions import Chosen, edition_of
from api.web.page import Entry, Pages
from api.web.visit import Visit
from projections.open_steps import OpenStep

pages = Pages()

SHOWN: Final = 25
"""So many of each list are shown; the rest is a page away."""
_SHEETS: Final[Mapping[str, str]] = {
    "decide_filing": "/desk/deals/{deal}/filings/{subject}",
    "satisfy_condition": "/desk/deals/{deal}/conditions/{subject}",
    "verify_contribution": "/desk/deals/{deal}/reports/{subject}",
    "verify_milestone": "/desk/deals/{deal}/reports/{subject}",
    "attest_paper_execution": "/desk/deals/{deal}/papers/{instrument}",
}
"""Where what waits is done; everything else is done in the deal."""


class Waiting(msgspec.Struct, frozen=True, kw_only=True):
    """What the desk shows: what waits, what is open, whom and what to verify."""

    turns: tuple[Turn, ...] = ()
    steps: tuple[OpenStep, ...] = ()
    mandates: ListedMandates = ListedMandates(items=(), next=None)
    organisations: ListedOrganisations = ListedOrganisations(items=(), next=None)


@pages.get(
    "/desk",
    entry=Entry(label=N_("Desk"), order=10, roles=frozenset({Role.OFFICIAL, Role.REGISTRY})),
)
async def desk(visit: Visit) -> Response:
    """Show what an official may do now, the most urgent first."""
    chosen = await edition_of(visit)
    waiting = await _waiting(visit, chosen)
    principals = {one.principal for one in waiting.steps} - {""}
    givers = {one.organisation for one in waiting.mandates.items}
    return visit.show(
        "desk/desk.html",
        chosen=chosen,
        waiting=waiting,
        steps=_by_urgency(waiting.steps, visit.at),
        overdue=[one for one in waiting.steps if is_overdue(one, visit.at)],
        names=await organisations_of(visit, principals | givers),
        people=await names_of(visit, {one.person for one in waiting.mandates.items}),
        sheet=sheet_of,
        matter=partial(matter_called, visit.tongue),
        is_overdue=is_overdue,
        greeting=visit.formats.day(visit.at),
    )


def sheet_of(turn: Turn) -> str:
    """Return where what waits is done."""
    where = _SHEETS.get(turn.what, "/deals/{deal}")
    return where.format(deal=turn.deal, subject=turn.subject, instrument=turn.instrument)


def is_overdue(step: OpenStep, at: datetime) -> bool:
    """Return whether a filing should have been decided; while its clock stands, it is not."""
    return step.due_at is not None and step.due_at <= (step.stopped_at or at)


def _by_urgency(steps: Sequence[OpenStep], at: datetime) -> list[OpenStep]:
    """Return the overdue ones first, then what is due, then what has no date, oldest first."""
    return sorted(
        steps,
        key=lambda one: (
            not is_overdue(one, at),
            one.due_at is None,
            one.due_at or one.since,
        ),
    )


async def _waiting(visit: Visit, chosen: Chosen) -> Waiting:
    """Return what the lists say; nothing yet where they are being made."""
    try:
        return Waiting(
            turns=(await visit.read("read_inbox", Inbox, {"limit": SHOWN})).items,
            steps=(
                await visit.read(
                    "list_open_steps", OpenSteps, {"limit": 100}, edition=chosen.edition
                )
            ).items,
            mandates=await visit.read(
                "list_mandates",
                ListedMandates,
                {"state": "recorded", "limit": SHOWN},
                edition=chosen.edition,
            ),
            organisations=await visit.read(
                "list_organisations", ListedOrganisations, {"verified": "false", "limit": SHOWN}
            ),
        )
    except CODED_ERRORS as wrong:
        if wrong.code != "views_missing":
            raise
        return Waiting()
