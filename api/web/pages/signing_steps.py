"""What is done around the signatures: the seal, the call on the stage, calling it all off."""

from __future__ import annotations

from starlette.responses import Response

from aggregates.deal.signing.open_turn import LONGEST
from api.http.commands import CommandOutcome
from api.refusals import ApiError
from api.web.deals.deadlines import instant
from api.web.page import Pages
from api.web.signing.place import place_for, require_signing
from api.web.visit import Visit

pages = Pages()


@pages.post("/deals/{deal}/instruments/{instrument}/seal", limit="heavy")
async def seal(visit: Visit) -> Response:
    """Seal the paper as its newest revision stands."""
    place = await place_for(visit)
    body = {"instrument": place.instrument.id, "pdf_sha256": visit.form.text("pdf_sha256")}
    await visit.do("seal_agreement", CommandOutcome, body)
    return visit.go(place.address, visit.told("The agreement is sealed."))


@pages.post("/deals/{deal}/instruments/{instrument}/call")
async def call(visit: Visit) -> Response:
    """Call the signing on the stage: it counts from now on."""
    place = await place_for(visit)
    await visit.do("call_signing", CommandOutcome, {"instrument": place.instrument.id})
    return visit.go(place.address, visit.told("The signing is called."))


@pages.post("/deals/{deal}/instruments/{instrument}/turn")
async def keep_turn(visit: Visit) -> Response:
    """Keep the reader's turn to sign, and with it their session, for as long as a turn lasts."""
    place = await place_for(visit)
    signing = require_signing(place)
    if place.mine is None:
        raise ApiError("not_permitted")
    until = visit.at + LONGEST
    body = {
        "instrument": place.instrument.id,
        "field": place.mine.seat.field,
        "pdf_sha256": signing.pdf_sha256,
        "expires_at": {"at": instant(until), "zone": visit.formats.zone.key},
    }
    await visit.do("open_turn", CommandOutcome, body)
    told = visit.told("It is your turn until %(time)s.", time=visit.formats.clock(until))
    return visit.go(f"{place.address}#consent", told)


@pages.get("/deals/{deal}/instruments/{instrument}/void")
async def void_sheet(visit: Visit) -> Response:
    """Ask whether the signing shall really be called off, and why."""
    return visit.show("signing/void.html", place=await place_for(visit))


@pages.post("/deals/{deal}/instruments/{instrument}/void")
async def void(visit: Visit) -> Response:
    """Call the signing off: every signature falls, and the terms stay locked."""
    place = await place_for(visit)
    body = {"instrument": place.instrument.id, "reason": visit.form.text("reason")}
    await visit.do("void_signing", CommandOutcome, body)
    return visit.go(f"/deals/{place.deal.id}", visit.told("The signing is called off."))
