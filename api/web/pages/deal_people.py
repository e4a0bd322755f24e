"""Who is in a deal: its sides, who signs for them under which mandate, who takes part or reads."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import msgspec
from starlette.responses import Response

from aggregates.vocabulary import Money
from api.deals.standing import DealStanding
from api.web.deals.acts.choices import mandates_of
from api.web.deals.reading import names_of, organisations_of
from api.web.deals.room import Room, room_of
from api.web.page import Pages
from api.web.visit import Visit
from projections.views.mandates import MandateRow

pages = Pages()


class Held(msgspec.Struct, frozen=True, kw_only=True):
    """A mandate of the reader's organisation, held to what this deal pledges.

    ``left`` is how much of its limit the instrument leaves, negative where it does not suffice;
    None without a limit, or where the currencies differ: then the rates of the signing decide.
    """

    mandate: MandateRow
    left: Decimal | None
    share: int


@pages.get("/deals/{deal}/people")
async def people(visit: Visit) -> Response:
    """Show who is in the deal, and what each may do there."""
    room = await room_of(visit, "/people")
    mandates = () if room.past else await mandates_of(visit, room.deal.edition, own=False)
    who = {*_people_in(room.deal), *(one.person for one in mandates)}
    return room.show(
        visit,
        "deal/people.html",
        people=await names_of(visit, who),
        known=await organisations_of(visit, set(_organisations_in(room.deal))),
        held=[_held(one, _amount(room)) for one in mandates] if room.own else (),
        amount=_amount(room),
    )


def _people_in(deal: DealStanding) -> Iterator[str]:
    for one in deal.instruments:
        for seat in one.signing.seats if one.signing else ():
            yield from (sitter.person for sitter in seat.seat.sitters)
            if seat.signed:
                yield seat.signed.person


def _organisations_in(deal: DealStanding) -> Iterator[str]:
    yield from deal.participants
    if deal.inside:
        yield from deal.inside.invitations.values()
        yield from (one.organisation for one in deal.inside.access if one.organisation)
    for one in deal.instruments:
        yield from (seat.seat.of for seat in (one.signing.seats if one.signing else ()))
    if deal.sponsor:
        yield deal.sponsor


def _amount(room: Room) -> Money | None:
    frame = room.matrix.frame if room.matrix else None
    amount = frame.values.get("amount") if frame else None
    return amount if isinstance(amount, Money) else None


def _held(mandate: MandateRow, amount: Money | None) -> Held:
    if mandate.amount is None or amount is None or amount.currency != mandate.currency:
        return Held(mandate=mandate, left=None, share=0)
    pledged = Decimal(amount.amount)
    share = int(100 * pledged / mandate.amount) if mandate.amount else 100
    return Held(mandate=mandate, left=mandate.amount - pledged, share=min(share, 100))
