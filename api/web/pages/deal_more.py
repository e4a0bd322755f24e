"""Everything else that may be done in a deal as it stands, each a step away."""

from __future__ import annotations

from starlette.responses import Response

from api.web.deals.acts.act import GROUPS
from api.web.deals.acts.all_acts import offered
from api.web.deals.proposals import proposals_in
from api.web.deals.room import room_of
from api.web.page import Pages
from api.web.visit import Visit

pages = Pages()


@pages.get("/deals/{deal}/more")
async def more(visit: Visit) -> Response:
    """Show what the reader may do in this deal, and what others have proposed."""
    room = await room_of(visit, "/more")
    return room.show(
        visit,
        "deal/more.html",
        offered=tuple(offered(room)),
        groups=GROUPS,
        proposals=await proposals_in(visit, room),
    )
