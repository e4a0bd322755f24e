"""The room of a deal: where it stands, its terms by side, whose turn it is, what happened."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from starlette.responses import Response

from aggregates.vocabulary import DealId, Wording
from api.deals.matrix import MatrixNow
from api.deals.standing import DealStanding
from api.errors import CODED_ERRORS
from api.refusals import ApiError
from api.routes.lists import Inbox
from api.web.deals.reading import history_of, sides_of, timeline_of
from api.web.deals.stages import WAY, standing_at
from api.web.deals.table import Line, lines_of
from api.web.deals.wordings import wordings_of
from api.web.following import following_deal
from api.web.page import Pages
from api.web.rights import may_in_deal
from api.web.visit import Visit

pages = Pages()

SINCE: Final = ("accepted", "previous", "first")
"""What redlines may be made against."""
_LANGUAGES: Final = {"en": "en", "zh": "zh-Hans"}
SHOWN: Final = 8
"""So many moments are shown before the rest is folded."""


@pages.get("/deals/{deal}")
async def deal_room(visit: Visit) -> Response:
    """Show a deal to whoever may see it, as much as they may see of it."""
    live = await following_deal(visit, visit.path["deal"])
    deal = await visit.read("read_deal", DealStanding)
    matrix = await _matrix(visit, deal)
    sides = await sides_of(visit, deal)
    since = visit.query("since") if visit.query("since") in SINCE else "accepted"
    lines: Sequence[Line] = ()
    if matrix is not None:
        history = await history_of(visit, deal.id) if deal.inside else []
        wordings = wordings_of(history, matrix.instrument)
        told = _LANGUAGES[visit.tongue.told]
        lines = tuple(lines_of(matrix, sides, wordings, since, told))
    moments = await timeline_of(visit, deal.id)
    numbers = {side.id: side.number for side in sides}
    return visit.show(
        "deal/room.html",
        live=live,
        deal=deal,
        title=title_of(deal, matrix, visit.tongue.tag),
        matrix=matrix,
        sides=sides,
        lines=lines,
        since=since,
        way=WAY,
        standing=standing_at(deal.stage),
        turns=await _turns(visit, deal.id),
        may=await may_in_deal(visit, deal.id),
        moments=moments,
        shown=SHOWN,
        by_lead={one.lead: numbers[one.party.id] for one in deal.principals},
    )


def title_of(deal: DealStanding, matrix: MatrixNow | None, language: str) -> str:
    """Return what the table calls the deal in a language, else what it was opened as."""
    title = matrix.frame.values.get("title") if matrix and matrix.frame else None
    return title.texts.get(language, deal.title) if isinstance(title, Wording) else deal.title


async def _matrix(visit: Visit, deal: DealStanding) -> MatrixNow | None:
    """Return the table of the instrument asked for; none where who reads may not see its terms."""
    query = {"instrument": visit.query("instrument") or deal.leading}
    try:
        return await visit.read("read_matrix", MatrixNow, query)
    except ApiError as wrong:
        if wrong.code == "not_permitted":
            return None
        raise


async def _turns(visit: Visit, deal: DealId) -> Inbox:
    """Return what waits on the reader in this deal; nothing while the lists are being made."""
    try:
        return await visit.read("read_inbox", Inbox, {"deal": deal})
    except CODED_ERRORS:
        return Inbox(items=(), fallen=(), next=None)
