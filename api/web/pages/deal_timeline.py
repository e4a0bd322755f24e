"""What happened in a deal, entry by entry, each with its position and its proof."""

from __future__ import annotations

from typing import Final

from starlette.responses import Response

from api.refusals import ApiError
from api.web.deals.replay import replay_of
from api.web.deals.room import position_asked, room_of
from api.web.page import Pages
from api.web.visit import Visit

pages = Pages()

SHOWN: Final = 40
"""So many entries are on one page."""


@pages.get("/deals/{deal}/timeline")
async def timeline(visit: Visit) -> Response:
    """Show what happened, the latest first, as of now or of then."""
    room = await room_of(visit, "/timeline")
    replay = await replay_of(visit, position_asked(visit))
    before = _before(visit)
    entries = [one for one in replay.shown if not before or one.position < before]
    numbers = {side.id: side.number for side in room.sides}
    return room.show(
        visit,
        "deal/timeline.html",
        replay=replay,
        entries=entries[:SHOWN],
        more=entries[SHOWN - 1].position if len(entries) > SHOWN else 0,
        before=before,
        by_lead={one.lead: numbers[one.party.id] for one in room.deal.principals},
    )


def _before(visit: Visit) -> int:
    asked = visit.query("before")
    if asked and (not asked.isdecimal() or len(asked) > 15):
        raise ApiError("route_unknown")
    return int(asked or 0)
