"""A paper that was signed by hand: its scan, and who signed where under which mandate."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.responses import Response

from aggregates.vocabulary import InstrumentId, SeatRole
from api.deals.standing import InstrumentNow, SeatNow, SigningNow
from api.errors import CODED_ERRORS, CodedError
from api.http.commands import CommandOutcome
from api.refusals import ApiError
from api.web.again import said_here
from api.web.deals.handing_in import FORM_FILE_BYTES, handed_in
from api.web.deals.reading import names_of
from api.web.deals.room import Room, room_of
from api.web.page import FORM_BYTES, Pages
from api.web.visit import Visit

pages = Pages()


@pages.get("/deals/{deal}/paper")
async def paper_page(visit: Visit) -> Response:
    """Say how a paper is signed by hand, and take its scan."""
    room = await room_of(visit, "/documents")
    return await _shown(visit, room, _instrument(room, visit.query("instrument")))


@pages.post("/deals/{deal}/paper", form_bytes=FORM_FILE_BYTES + FORM_BYTES)
async def paper(visit: Visit) -> Response:
    """Report that a paper was signed by hand, with its scan."""
    room, form = await room_of(visit, "/documents"), visit.form
    instrument, signing = _instrument(room, form.text("instrument"))
    try:
        scan = await handed_in(visit, form.called.get("scan", ""), form.files.get("scan", b""))
        body = {
            "instrument": instrument.id,
            "base_pdf_sha256": signing.base_pdf_sha256,
            "scan_sha256": scan,
            "signatures": [_signature(visit, one) for one in _seats(signing)],
        }
        await visit.do("record_paper_execution", CommandOutcome, body)
    except CODED_ERRORS as wrong:
        return await _shown(visit, room, (instrument, signing), wrong)
    said = visit.told("Reported. The other sides confirm the scan; then an official attests it.")
    return visit.go(f"/deals/{room.deal.id}/documents", said)


def _instrument(room: Room, wanted: InstrumentId) -> tuple[InstrumentNow, SigningNow]:
    """Return the instrument that is being signed.

    Raises:
        ApiError: ``route_unknown`` for one that is not; ``not_permitted``.
    """
    if not room.may("record_paper_execution"):
        raise ApiError("not_permitted")
    for one in room.deal.instruments:
        if one.id == wanted and one.signing is not None:
            return one, one.signing
    raise ApiError("route_unknown")


def _seats(signing: SigningNow) -> Sequence[SeatNow]:
    return [one for one in signing.seats if one.seat.role is SeatRole.SIGNATORY]


def _signature(visit: Visit, place: SeatNow) -> dict[str, object]:
    field = place.seat.field
    person, _, mandate = visit.form.text(f"by-{field}").partition("/")
    chopped = visit.form.text(f"chop-{field}") == "yes"
    return {"field": field, "person": person, "mandate": mandate, "chopped": chopped}


async def _shown(
    visit: Visit,
    room: Room,
    found: tuple[InstrumentNow, SigningNow],
    wrong: CodedError | None = None,
) -> Response:
    instrument, signing = found
    seats = _seats(signing)
    sitters = {sitter.person for one in seats for sitter in one.seat.sitters}
    return room.show(
        visit,
        "deal/paper.html",
        422 if wrong else 200,
        instrument=instrument,
        signing=signing,
        seats=seats,
        people=await names_of(visit, sitters),
        problem=said_here(visit, wrong) if wrong else None,
    )
