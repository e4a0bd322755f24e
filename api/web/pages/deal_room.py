"""The room of a deal: where it stands, its terms by side, whose turn it is, what happened."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from starlette.responses import Response

from aggregates.terms import translation_sha256
from aggregates.vocabulary import DealId
from api.errors import CODED_ERRORS
from api.routes.lists import Inbox
from api.web.deals.reading import history_of
from api.web.deals.replay import replay_of
from api.web.deals.room import Room, position_asked, room_of
from api.web.deals.table import Line, lines_of
from api.web.deals.ways import next_steps, way_to
from api.web.deals.wordings import wordings_of
from api.web.page import Pages
from api.web.visit import Visit

pages = Pages()

SINCE: Final = ("accepted", "previous", "first")
"""What redlines may be made against."""
_LANGUAGES: Final = {"en": "en", "zh": "zh-Hans"}
SHOWN: Final = 6
"""So many moments are shown before the rest is left to the timeline."""
NOTHING: Final = Inbox(items=(), fallen=(), next=None)


@pages.get("/deals/{deal}")
async def deal_room(visit: Visit) -> Response:
    """Show a deal to whoever may see it, as much as they may see of it, now or as it was."""
    replay = await replay_of(visit, position_asked(visit), SHOWN)
    if step := visit.query("step"):
        at = replay.position(step)
        return visit.go(f"/deals/{visit.path['deal']}{f'?at={at}' if at else ''}")
    room = await room_of(visit, "")
    numbers = {side.id: side.number for side in room.sides}
    return room.show(
        visit,
        "deal/room.html",
        matrix=room.matrix,
        lines=await _lines(visit, room),
        since=_since(visit),
        turns=NOTHING if room.past else await _turns(visit, room.deal.id),
        replay=replay,
        shown=SHOWN,
        way_to=way_to,
        next_steps=next_steps(visit, room),
        certifiable=_certifiable(room) if room.may("certify_translation") else {},
        by_lead={one.lead: numbers[one.party.id] for one in room.deal.principals},
    )


def _certifiable(room: Room) -> Mapping[tuple[str, str], str]:
    """Return the digest of each translation of a wording as it stands, by clause and language."""
    return {
        (row.row, language): translation_sha256(row.sha256, language, one.translation.text)
        for row in (room.matrix.rows if room.matrix else ())
        for language, one in row.translations.items()
        if not one.stale
    }


def _since(visit: Visit) -> str:
    return visit.query("since") if visit.query("since") in SINCE else "accepted"


async def _lines(visit: Visit, room: Room) -> Sequence[Line]:
    """Return the rows of the table, held to wordings that were there by then."""
    if room.matrix is None:
        return ()
    history = await history_of(visit, room.deal.id) if room.deal.inside else []
    known = [one for one in history if not room.at or one.position <= room.at]
    wordings = wordings_of(known, room.matrix.instrument)
    told = _LANGUAGES[visit.tongue.told]
    return tuple(lines_of(room.matrix, room.sides, wordings, _since(visit), told))


async def _turns(visit: Visit, deal: DealId) -> Inbox:
    """Return what waits on the reader in this deal; nothing while the lists are being made."""
    try:
        return await visit.read("read_inbox", Inbox, {"deal": deal})
    except CODED_ERRORS:
        return NOTHING
