"""The files of a deal: its papers, its annexes, what its record names; and handing one in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from starlette.responses import Response

from api.annexes.annex import Annex
from api.errors import CODED_ERRORS
from api.web.again import MENDABLE, said_here
from api.web.deals.handing_in import FORM_FILE_BYTES, handed_in
from api.web.deals.named import named_in
from api.web.deals.reading import names_of, organisations_of
from api.web.deals.room import Room, room_of
from api.web.page import FORM_BYTES, Pages
from api.web.visit import Visit

pages = Pages()

_MENDABLE: Final = MENDABLE | {415}


@pages.get("/deals/{deal}/documents")
async def documents(visit: Visit) -> Response:
    """Show the files of a deal, each with its digest."""
    return await _shown(visit, await room_of(visit, "/documents"))


@pages.post("/deals/{deal}/documents", form_bytes=FORM_FILE_BYTES + FORM_BYTES)
async def hand_in(visit: Visit) -> Response:
    """Hand in an annex by a plain form; a script does it in parts, and goes on after a loss."""
    try:
        content = visit.form.files.get("file", b"")
        digest = await handed_in(visit, visit.form.called.get("file", ""), content)
    except CODED_ERRORS as wrong:
        problem = said_here(visit, wrong, _MENDABLE)
        return await _shown(visit, await room_of(visit, "/documents"), problem)
    said = visit.told("Handed in. Its digest begins with %(digest)s.", digest=digest[:12])
    return visit.go(f"/deals/{visit.path['deal']}/documents", said)


async def _shown(visit: Visit, room: Room, problem: str | None = None) -> Response:
    annexes = [one for one in await _annexes(visit) if not room.past or _was_there(one, room)]
    frame = room.matrix.frame if room.matrix else None
    return room.show(
        visit,
        "deal/documents.html",
        422 if problem else 200,
        annexes=annexes,
        in_terms=set(frame.annexes) if frame else set[str](),
        people=await names_of(visit, {one.person for one in annexes}),
        known=await organisations_of(visit, {one.organisation for one in annexes}),
        named=tuple(named_in(visit, room.deal)),
        most=FORM_FILE_BYTES,
        problem=problem,
    )


async def _annexes(visit: Visit) -> Sequence[Annex]:
    try:
        return await visit.read_every("list_annexes", Annex)
    except CODED_ERRORS as wrong:
        if wrong.code != "not_permitted":
            raise
        return ()


def _was_there(annex: Annex, room: Room) -> bool:
    """Return whether a file had been handed in when the deal stood as it is shown."""
    return room.moment is not None and annex.uploaded_at <= room.moment
