"""What the sides agree to do, by whom and until when: written row by row, then proposed."""

from __future__ import annotations

from collections.abc import Iterator

from starlette.responses import Response

from aggregates.deal.state import Progress
from aggregates.vocabulary import Money
from api.deals.matrix import MatrixNow
from api.errors import CODED_ERRORS, CodedError
from api.http.commands import CommandOutcome
from api.refusals import ApiError
from api.web.again import said_here
from api.web.catalogues import texts_in
from api.web.deals.room import Room, room_of
from api.web.deals.schedule_form import Draft, draft_in, draft_of, schedule_body
from api.web.page import Pages
from api.web.visit import Visit
from api.web.words import KINDS, called

pages = Pages()


@pages.get("/deals/{deal}/schedule")
async def schedule_page(visit: Visit) -> Response:
    """Show what was agreed, to be proposed otherwise; or an empty row."""
    room = await _room(visit)
    done = room.deal.inside.done if room.deal.inside else None
    standing = (done.proposal.schedule if done.proposal else done.schedule) if done else None
    return await _shown(visit, room, draft_of(standing, visit.tongue.tag))


@pages.post("/deals/{deal}/schedule")
async def propose(visit: Visit) -> Response:
    """Add or leave out a row, or propose the schedule as it is written."""
    room, draft = await _room(visit), draft_in(visit.form)
    if visit.form.text("step") != "send":
        return await _shown(visit, room, draft)
    sides = [side.id for side in room.sides]
    body = {"schedule": schedule_body(draft, visit.tongue.tag, sides)}
    try:
        await visit.do("propose_schedule", CommandOutcome, body)
    except CODED_ERRORS as wrong:
        return await _shown(visit, room, draft, wrong)
    said = visit.told("The schedule is proposed: the other sides agree to it.")
    return visit.go(f"/deals/{room.deal.id}/steps", said)


async def _room(visit: Visit) -> Room:
    """Return the room for who may propose.

    Raises:
        ApiError: ``not_permitted``.
    """
    room = await room_of(visit, "/steps")
    if not room.may("propose_schedule"):
        raise ApiError("not_permitted")
    return room


async def _shown(
    visit: Visit, room: Room, draft: Draft, wrong: CodedError | None = None
) -> Response:
    executed = [one for one in room.deal.instruments if one.progress is Progress.EXECUTED]
    executed.sort(key=lambda one: one.id != room.deal.leading)  # what binds, before its letter
    tables = [
        await visit.read("read_matrix", MatrixNow, {"instrument": one.id}) for one in executed
    ]
    several = len(executed) > 1
    papers = [
        called(texts_in(visit.tongue), KINDS, one.kind) if several else "" for one in executed
    ]
    return room.show(
        visit,
        "deal/schedule.html",
        422 if wrong else 200,
        draft=draft,
        clauses=[
            one
            for table, paper in zip(tables, papers, strict=True)
            for one in _clauses(table, visit.tongue.tag, paper)
        ],
        values=sorted({name for table in tables for name in _sums(table)}),
        problem=said_here(visit, wrong) if wrong else None,
    )


def _clauses(table: MatrixNow, language: str, paper: str) -> Iterator[tuple[str, str]]:
    """Yield each clause by what cites it, with its title after that of its ``paper``."""
    for row in table.rows:
        if row.clause is not None:
            texts = row.clause.texts
            text = texts.get(language) or texts.get("en") or next(iter(texts.values()))
            title = f"{paper} · {text.title}" if paper else text.title
            yield f"{table.instrument}/{row.row}", title


def _sums(table: MatrixNow) -> Iterator[str]:
    for row in table.rows:
        values = row.clause.values if row.clause else {}
        yield from (name for name, value in values.items() if isinstance(value, Money))
