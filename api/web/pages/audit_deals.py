"""Every deal, for who audits them: looked for by words, by stage, by edition."""

from __future__ import annotations

from typing import Final

from starlette.responses import Response

from aggregates.deal.state import Stage
from aggregates.vocabulary import Role
from api.routes.lists import ListedDeals
from api.web.catalogues import N_
from api.web.deals.stages import standing_at
from api.web.editions import edition_of
from api.web.page import Entry, Pages
from api.web.visit import Visit
from api.web.words import STAGES

pages = Pages()

SHOWN: Final = 25


@pages.get("/audit", entry=Entry(label=N_("Audit"), order=50, roles=frozenset({Role.AUDITOR})))
async def audit_deals(visit: Visit) -> Response:
    """List the deals, the one that moved last first."""
    chosen = await edition_of(visit)
    asked = {
        "edition": chosen.edition,
        "text": visit.query("text").strip() or None,
        "stage": visit.query("stage") or None,
        "order": "moved",
        "limit": SHOWN,
        "cursor": visit.query("cursor"),
    }
    query = {name: value for name, value in asked.items() if value is not None}
    listed = await visit.read("list_deals", ListedDeals, query)
    return visit.show(
        "audit/deals.html",
        chosen=chosen,
        deals=listed.items,
        following=listed.next,
        stage_options=[
            ("", visit.told("Every stage")),
            *((stage.value, visit.told(STAGES[stage.value])) for stage in Stage),
        ],
        tones={stage.value: standing_at(stage).tone for stage in Stage},
    )
