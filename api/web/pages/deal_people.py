"""Who is in a deal: its sides, who signs for them under which mandate, who takes part or reads."""

from __future__ import annotations

from collections.abc import Iterator

from starlette.responses import Response

from api.deals.standing import DealStanding
from api.web.deals.acts.choices import mandates_of
from api.web.deals.holding import held_to, pledged_in
from api.web.deals.publicity import published_of
from api.web.deals.reading import names_of, organisations_of
from api.web.deals.room import room_of
from api.web.page import Pages
from api.web.visit import Visit

pages = Pages()


@pages.get("/deals/{deal}/people")
async def people(visit: Visit) -> Response:
    """Show who is in the deal, and what each may do there."""
    room = await room_of(visit, "/people")
    amount = pledged_in(room.matrix.frame if room.matrix else None)
    mandates = () if room.past else await mandates_of(visit, room.deal.edition, own=False)
    who = {*_people_in(room.deal), *(one.person for one in mandates)}
    return room.show(
        visit,
        "deal/people.html",
        people=await names_of(visit, who),
        known=await organisations_of(visit, set(_organisations_in(room.deal))),
        held=[held_to(one, amount) for one in mandates] if room.own else (),
        amount=amount,
        published=[*published_of(room.deal)],
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
