"""Signing with the key of one's own browser: it is made there, shown to be held, and used."""

from __future__ import annotations

from typing import Final

import msgspec
from starlette.responses import Response

from aggregates.vocabulary import Seat
from api.deals.standing import DealStanding, InstrumentNow, SigningNow
from api.refusals import ApiError
from api.web.catalogues import N_
from api.web.page import Pages
from api.web.visit import Visit

pages = Pages()

REFUSALS: Final = {
    "offer_of_another_revision": N_(
        "The server asks for a signature on another file than the one that was shown. "
        "Nothing was signed."
    ),
    "offer_covers_otherwise": N_(
        "The signature would not cover all of the file that was shown. Nothing was signed."
    ),
    "certificate_not_yours": N_(
        "The server names another certificate than the one of this key. Nothing was signed."
    ),
    "attributes_strange": N_(
        "What the server asks to be signed is not the file that was shown. Nothing was signed."
    ),
    "challenge_strange": N_("The server's challenge has a strange form. Nothing was signed."),
    "no_store": N_("This browser does not keep keys for this page."),
    "otherwise": N_("That did not work. Nothing was signed."),
}


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """Where somebody is to sign: the seat that is theirs, and under which mandate."""

    deal: DealStanding
    instrument: InstrumentNow
    signing: SigningNow
    seat: Seat
    mandate: str
    signed: bool


@pages.get("/deals/{deal}/instruments/{instrument}/own-key")
async def own_key(visit: Visit) -> Response:
    """Show the seat, the key of this browser, and what comes next."""
    deal = await visit.read("read_deal", DealStanding)
    place = _place(visit, deal)
    return visit.show("deal/own-key.html", place=place, who=visit.who, refusals=REFUSALS)


def _place(visit: Visit, deal: DealStanding) -> Place:
    """Return the seat of who visits.

    Raises:
        ApiError: ``page_unknown`` where they have none.
    """
    for instrument in deal.instruments:
        signing = instrument.signing
        if instrument.id != visit.path["instrument"] or signing is None:
            continue
        for one in signing.seats:
            for sitter in one.seat.sitters:
                mine = one.seat.of == visit.who.organisation and sitter.person == visit.who.person
                if mine:
                    return Place(
                        deal=deal,
                        instrument=instrument,
                        signing=signing,
                        seat=one.seat,
                        mandate=sitter.mandate,
                        signed=one.signed is not None,
                    )
    raise ApiError("not_permitted")
