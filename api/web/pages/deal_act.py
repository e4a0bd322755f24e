"""Whatever may be done in a deal by a form of its own: read once more in a sheet, then done."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import parse_qs

from starlette.responses import Response

from aggregates.vocabulary import Sha256
from api.errors import CODED_ERRORS, CodedError
from api.http.commands import CommandOutcome
from api.http.problems import status_of, tellable
from api.refusals import ApiError
from api.web.deals.acts.act import Act
from api.web.deals.acts.all_acts import ACTS
from api.web.deals.acts.asking import Written, said_in
from api.web.deals.acts.choices import choices_for
from api.web.deals.acts.defaults import defaults_for
from api.web.deals.acts.subjects import subjects_of
from api.web.deals.handing_in import FORM_FILE_BYTES, handed_in
from api.web.deals.room import Room, room_of
from api.web.page import FORM_BYTES, Pages
from api.web.visit import Visit

pages = Pages()

MENDABLE = frozenset({400, 409, 422})
"""What is told on the page of the form, to be mended there."""


@pages.get("/deals/{deal}/do/{act}")
async def act_sheet(visit: Visit) -> Response:
    """Show what an act binds, and ask what it needs."""
    room = await room_of(visit, "/more")
    return await _shown(visit, room, _act(visit, room), _asked(visit), None)


@pages.post("/deals/{deal}/do/{act}", form_bytes=FORM_FILE_BYTES + FORM_BYTES)
async def act_done(visit: Visit) -> Response:
    """Do it; what is refused is told on the same page, with what was written."""
    room = await room_of(visit, "/more")
    act = _act(visit, room)
    try:
        files = await _files(visit, act)
        written = Written(form=visit.form, zone=visit.formats.zone, files=files)
        body = said_in(written, act)
        whole = act.completes(body, room.deal, visit.who) if act.completes else body
        outcome = await visit.do(act.id, CommandOutcome, whole)
    except CODED_ERRORS as wrong:
        if status_of(tellable(wrong)) not in MENDABLE:
            raise
        return await _shown(visit, room, act, visit.form.fields, wrong)
    done = visit.told("Done, and recorded at position %(n)s.", n=max(outcome.positions, default=0))
    said = done if outcome.positions else visit.told("It was so already.")
    return visit.go(f"/deals/{room.deal.id}{act.back}", said)


def _act(visit: Visit, room: Room) -> Act:
    """Return the act in the address.

    Raises:
        ApiError: ``route_unknown``; ``not_permitted`` for who may not do it.
    """
    act = ACTS.get(visit.path["act"])
    if act is None:
        raise ApiError("route_unknown")
    if not room.may(act.id):
        raise ApiError("not_permitted")
    return act


def _asked(visit: Visit) -> Mapping[str, tuple[str, ...]]:
    """Return what the address says, by the names of fields."""
    asked = parse_qs(visit.request.url.query)
    return {name: tuple(values) for name, values in asked.items()}


async def _files(visit: Visit, act: Act) -> Mapping[str, Sha256]:
    """Return the digests of the files that came with the form, which are annexes now."""
    return {
        field.name: await handed_in(visit, visit.form.called.get(f"{field.name}-file", ""), content)
        for field in act.fields
        if field.asks == "file" and (content := visit.form.files.get(f"{field.name}-file"))
    }


async def _shown(
    visit: Visit,
    room: Room,
    act: Act,
    said: Mapping[str, tuple[str, ...]],
    wrong: CodedError | None,
) -> Response:
    values = {**defaults_for(visit, room, act), **{k: v[-1] for k, v in said.items() if v}}
    return room.show(
        visit,
        "deal/act.html",
        status_of(tellable(wrong)) if wrong else 200,
        act=act,
        values=values,
        ticked=said,
        choices=await choices_for(visit, room, act),
        about=tuple(subjects_of(visit, room, values)),
        by_version=visit.interface.operation(act.id).if_match,
        find=visit.query("find"),
        problem=visit.sentence(wrong) if wrong else None,
    )
