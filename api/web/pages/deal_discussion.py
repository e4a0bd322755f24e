"""What is said about a deal, apart from what binds: to all sides, or to one's own only."""

from __future__ import annotations

from typing import Final

from starlette.responses import Response

from api.errors import CODED_ERRORS
from api.http.commands import CommandOutcome
from api.http.problems import status_of, tellable
from api.refusals import ApiError
from api.web.deals.room import Room, room_of
from api.web.deals.talk import talk_in
from api.web.page import Pages
from api.web.visit import Visit

pages = Pages()

_SAYS: Final = {
    "all": "comment",
    "own": "comment_to_own_side",
    "ask": "ask",
    "answer": "answer",
}
"""What the form wants -> its operation."""


@pages.get("/deals/{deal}/discussion")
async def discussion(visit: Visit) -> Response:
    """Show what was said, and where to say something."""
    return await _shown(visit, await room_of(visit, "/discussion"))


@pages.post("/deals/{deal}/discussion")
async def say(visit: Visit) -> Response:
    """Say something: to all, to one's own side, as a question or as the answer to one."""
    form = visit.form
    operation = _SAYS.get(form.text("as"))
    if operation is None:
        raise ApiError("route_unknown")
    body: dict[str, object] = {"text": form.text("text")}
    if operation == "answer":
        body["question"] = form.text("question")
    else:
        instrument, _, clause = form.text("about").partition("/")
        body |= {"instrument": instrument, "clause": clause}
    try:
        await visit.do(operation, CommandOutcome, body)
    except CODED_ERRORS as wrong:
        if status_of(tellable(wrong)) not in {409, 422}:
            raise
        room = await room_of(visit, "/discussion")
        return await _shown(visit, room, visit.sentence(wrong), form.text("text"))
    said = visit.told("Said to your side only.") if operation == _SAYS["own"] else ""
    return visit.go(f"/deals/{visit.path['deal']}/discussion", said or visit.told("Said."))


async def _shown(visit: Visit, room: Room, problem: str | None = None, text: str = "") -> Response:
    return room.show(
        visit,
        "deal/discussion.html",
        422 if problem else 200,
        talk=await talk_in(visit, room),
        problem=problem,
        text=text,
    )
