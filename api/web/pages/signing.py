"""Signing a paper: the whole text, for whom and under which mandate, and each of the ways."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import msgspec
from starlette.responses import Response

from aggregates.deal.state import Progress
from aggregates.vocabulary import DealId
from api.accounts.step_up import What
from api.deals.matrix import MatrixNow
from api.deals.standing import DealStanding, InstrumentNow, SigningNow
from api.errors import CODED_ERRORS
from api.http.commands import CommandOutcome
from api.refusals import ApiError
from api.routes.desk import Attested
from api.routes.mandates import MandateNow
from api.web.deals.reading import names_of, organisations_of, sides_of
from api.web.page import Pages
from api.web.presence import ways_of
from api.web.rights import may_in_deal
from api.web.signing.attending import attended_at, what_is_seen
from api.web.signing.mandates import left_of
from api.web.signing.place import Mine, Place, place_for
from api.web.signing.receipt import receipt_for
from api.web.signing.text import Text, text_of
from api.web.visit import Visit

pages = Pages()

LANGUAGE: Final[Mapping[str, str]] = {"en": "en", "zh": "zh-Hans"}


@pages.get("/deals/{deal}/sign")
async def sign_deal(visit: Visit) -> Response:
    """Lead on to the instrument of a deal that is open to be signed, else to its leading one."""
    deal = await visit.read("read_deal", DealStanding)
    named = visit.query("instrument") or _next_to_sign(deal)
    return visit.go(f"/deals/{deal.id}/instruments/{named}/sign")


@pages.get("/deals/{deal}/instruments/{instrument}/sign")
async def sign_page(visit: Visit) -> Response:
    """Show the paper, and what the reader can do about it."""
    return await shown(visit, await place_for(visit))


@pages.post("/deals/{deal}/instruments/{instrument}/sign", limit="heavy")
async def sign(visit: Visit) -> Response:
    """Sign at one's seat, as the form says that one has read and consents."""
    place, form = await place_for(visit), visit.form
    if place.mine is None:
        raise ApiError("not_permitted")
    if form.text("consent") != "yes":
        return await shown(visit, place, visit.told("Tick first that you have read it and agree."))
    body: dict[str, object] = {
        "instrument": place.instrument.id,
        "terms_sha256": form.text("terms_sha256"),
        "base_pdf_sha256": form.text("base_pdf_sha256"),
        "language": form.text("language"),
    }
    if place.mine.operation != "accept_intent":
        body["field"] = place.mine.seat.field
    await visit.do(place.mine.operation, CommandOutcome, body)
    return visit.go(f"{place.address}#receipt", visit.told("You have signed. Keep the receipt."))


@pages.get("/deals/{deal}/instruments/{instrument}/refuse")
async def refuse_sheet(visit: Visit) -> Response:
    """Ask whether the reader really refuses to sign, and why."""
    return visit.show("signing/refuse.html", place=await place_for(visit))


@pages.post("/deals/{deal}/instruments/{instrument}/refuse")
async def refuse(visit: Visit) -> Response:
    """Refuse to sign, or decline the letter of intent."""
    place, reason = await place_for(visit), visit.form.text("reason")
    if place.mine is None:
        raise ApiError("not_permitted")
    body: dict[str, object] = {"instrument": place.instrument.id, "reason": reason}
    if place.mine.operation == "accept_intent":
        await visit.do("decline_intent", CommandOutcome, body)
        return visit.go(f"/deals/{place.deal.id}", visit.told("The letter is declined."))
    body["field"] = place.mine.seat.field
    await visit.do("refuse_to_sign", CommandOutcome, body)
    told = visit.told("You have refused. The terms are open again, and no signature counts.")
    return visit.go(f"/deals/{place.deal.id}", told)


@pages.post("/deals/{deal}/instruments/{instrument}/attend")
async def attend(visit: Visit) -> Response:
    """Attest that one sees the visitor of a session at one's desk sign this paper at their seat."""
    place, form = await place_for(visit), visit.form
    body = msgspec.structs.asdict(what_is_seen(place, form.text("field")))
    await visit.do("attest_presence", Attested, body, session=form.text("session"))
    told = visit.told("Attested. They can sign now, within five minutes.")
    return visit.go(place.address, told)


async def shown(visit: Visit, place: Place, problem: str | None = None) -> Response:
    """Return the page of a paper as it stands to the reader."""
    text, mine = await _text(visit, place), place.mine
    signing, reading = place.signing, text is not None and mine is not None
    people = [s.person for one in signing.seats for s in one.seat.sitters] if signing else []
    people += [one.signed.person for one in signing.seats if one.signed] if signing else []
    signed = mine is not None and mine.signed and text is not None
    may, sides = await may_in_deal(visit, place.deal.id), await sides_of(visit, place.deal)
    mandate, attends = await _mandate(visit, place), await attended_at(visit, place)
    return visit.show(
        "signing/page.html",
        422 if problem else 200,
        place=place,
        text=text,
        same=text is not None and signing is not None and text.terms_sha256 == signing.terms_sha256,
        mandate=mandate,
        left=left_of(mandate, text.amount if text else None),
        attends=attends,
        ways=await ways_of(visit) if reading or may("seal_agreement") else None,
        what=_what(place.deal.id, mine, signing) if mine and signing else None,
        sealing=_sealing(place, signing) if signing else None,
        receipt=await receipt_for(visit, place.deal.id, place.instrument.id, mine.seat.field)
        if signed and mine
        else None,
        sides=sides,
        numbers={side.id: side.number for side in sides},
        names=await names_of(visit, set(people)),
        offices=await organisations_of(visit, {one.seat.of for one in signing.seats})
        if signing
        else {},
        may=may,
        locked=place.instrument.progress in {Progress.LOCKED, Progress.APPROVING},
        problem=problem,
    )


def _next_to_sign(deal: DealStanding) -> str:
    def wanted(one: InstrumentNow) -> tuple[bool, bool]:
        return one.progress is Progress.SIGNING, one.id == deal.leading

    return max(deal.instruments, key=wanted).id


async def _text(visit: Visit, place: Place) -> Text | None:
    """Return the text in the language asked for; none where the reader may not see it."""
    query = {"instrument": place.instrument.id}
    try:
        matrix = await visit.read("read_matrix", MatrixNow, query)
    except CODED_ERRORS as wrong:
        if wrong.code != "not_permitted":
            raise
        return None
    asked = visit.query("language") or visit.form.text("language")
    return text_of(matrix, (asked, LANGUAGE[visit.tongue.told]))


async def _mandate(visit: Visit, place: Place) -> MandateNow | None:
    if place.mine is None or not place.mine.mandate:
        return None
    edition, mandate = place.deal.edition, place.mine.mandate
    return await visit.read("read_mandate", MandateNow, edition=edition, mandate=mandate)


def _what(deal: DealId, mine: Mine, signing: SigningNow) -> What:
    """Return for what the reader shows presence: this deal, this seat, this very paper."""
    seat = "" if mine.operation == "accept_intent" else mine.seat.field
    return What(
        operation=mine.operation,
        document_sha256=signing.base_pdf_sha256,
        deal=deal,
        seat=seat,
    )


def _sealing(place: Place, signing: SigningNow) -> What:
    return What(operation="seal_agreement", document_sha256=signing.pdf_sha256, deal=place.deal.id)
