"""The letter of intent: written, read once more, and sent with the sender's signature."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Final

from starlette.responses import Response

from aggregates.deal.state import Progress
from aggregates.vocabulary import Kind, SeatRole
from api.dealfile.countries import COUNTRIES
from api.deals.matrix import MatrixNow
from api.deals.standing import DealStanding, InstrumentNow
from api.errors import CODED_ERRORS, CodedError
from api.http.commands import CommandOutcome
from api.refusals import ApiError
from api.routes.deals_signatories import Signatories
from api.web.again import said_here
from api.web.deals.deadlines import by_clock
from api.web.deals.offer_form import TONGUES, Draft, draft_in, draft_of, offer_body
from api.web.deals.reading import names_of
from api.web.deals.room import Room, room_of
from api.web.page import Pages
from api.web.presence import asked_for
from api.web.visit import Visit

pages = Pages()

ANSWERED_IN: Final = timedelta(days=21)
"""By when a letter is to be answered unless its sender says otherwise."""
LETTER_BYTES: Final = 1024 * 1024


@pages.get("/deals/{deal}/letter")
async def letter_page(visit: Visit) -> Response:
    """Show the letter that was drafted, to be written; or say that there is none yet."""
    room = await _room(visit)
    letter = _letter(room.deal)
    if letter is None:
        return room.show(visit, "deal/letter-none.html", sent=_sent(room.deal))
    table = await _table(visit, letter)
    languages = ("en", "zh-Hans")
    expires = by_clock(visit.at + ANSWERED_IN, visit.formats.zone)
    return await _shown(visit, room, letter, draft_of(table, languages, room.title, expires))


@pages.post("/deals/{deal}/letter", form_bytes=LETTER_BYTES, limit="heavy")
async def letter(visit: Visit) -> Response:
    """Go on writing the letter, or sign and send it."""
    room, draft = await _room(visit), draft_in(visit.form)
    letter = _letter(room.deal)
    if letter is None:
        raise ApiError("route_unknown")
    if visit.form.text("step") != "send":
        return await _shown(visit, room, letter, draft)
    try:
        body = await _body(visit, letter, draft)
        await visit.do("submit_intent", CommandOutcome, body)
    except CODED_ERRORS as wrong:
        if asked_for(wrong) is not None:
            raise
        return await _shown(visit, room, letter, draft, wrong)
    said = visit.told("Your letter of intent is signed and sent.")
    return visit.go(f"/deals/{room.deal.id}", said)


async def _room(visit: Visit) -> Room:
    """Return the room for who leads a side.

    Raises:
        ApiError: ``not_permitted``.
    """
    room = await room_of(visit, "")
    if not room.may("submit_intent"):
        raise ApiError("not_permitted")
    return room


def _letter(deal: DealStanding) -> InstrumentNow | None:
    drafts = [one for one in deal.instruments if one.progress is Progress.DRAFT]
    return next((one for one in drafts if one.kind is Kind.LETTER_OF_INTENT), None)


def _sent(deal: DealStanding) -> InstrumentNow | None:
    """Return the letter of intent that is no draft any more."""
    letters = [one for one in deal.instruments if one.kind is Kind.LETTER_OF_INTENT]
    return letters[-1] if letters else None


async def _table(visit: Visit, letter: InstrumentNow) -> MatrixNow:
    return await visit.read("read_matrix", MatrixNow, {"instrument": letter.id})


async def _body(visit: Visit, letter: InstrumentNow, draft: Draft) -> Mapping[str, object]:
    """Return the command's body: the text as it is written, and a seat for each side.

    Raises:
        CodedError: as `offer_body`, and reading who could sign.
    """
    written = offer_body(draft, await _table(visit, letter), 0, visit.formats.zone)
    return {
        "instrument": letter.id,
        "frame": written["frame"],
        "clauses": written["clauses"],
        "bindingness": visit.form.text("bindingness"),
        "seats": list(_seats(visit)),
        "expires_at": written["expires_at"],
        "language": draft.languages[0],
    }


def _seats(visit: Visit) -> Iterator[Mapping[str, object]]:
    """Yield a seat for each side, for whom the form names there."""
    for number, one in enumerate(visit.form.every("signs"), 1):
        principal, _, who = one.partition("/")
        person, _, mandate = who.partition("/")
        yield {
            "field": f"letter-{number}",
            "role": SeatRole.SIGNATORY.value,
            "of": principal,
            "number": 1,
            "turn": 1,
            "sitters": [{"person": person, "mandate": mandate}],
        }


async def _shown(
    visit: Visit,
    room: Room,
    letter: InstrumentNow,
    draft: Draft,
    wrong: CodedError | None = None,
) -> Response:
    listed = await visit.read("list_signatories", Signatories, instrument=letter.id)
    people = {one.person for side in listed.sides for one in side.people}
    return room.show(
        visit,
        "deal/letter.html",
        422 if wrong else 200,
        draft=draft,
        listed=listed.sides,
        people=await names_of(visit, people),
        bindingness=visit.form.text("bindingness", "not_binding"),
        tongues_of_terms=TONGUES,
        countries=sorted(
            ((c, visit.formats.country(c)) for c in COUNTRIES), key=lambda one: one[1]
        ),
        problem=said_here(visit, wrong) if wrong else None,
    )
