"""Where somebody stands before a paper: which seat is theirs, and what they can do there now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

import msgspec

from aggregates.deal.state import Progress
from aggregates.vocabulary import Kind, Role, Seat, SeatRole
from api.deals.standing import DealStanding, InstrumentNow, SeatNow, SigningNow
from api.http.acting import Acting
from api.refusals import ApiError
from api.web.visit import Visit

ATTESTS: Final[Mapping[SeatRole, tuple[Role, str]]] = {
    SeatRole.WITNESS: (Role.WITNESS, "witness"),
    SeatRole.NOTARY: (Role.NOTARY, "notarise"),
    SeatRole.OFFICIAL: (Role.OFFICIAL, "official_sign"),
}
"""The seat of an office -> the role in which somebody signs there, and the operation."""


class Mine(msgspec.Struct, frozen=True, kw_only=True):
    """A seat of the reader's: what they sign it by, under which mandate, and whether they have."""

    seat: Seat
    operation: str
    mandate: str
    signed: bool
    waits_for: str


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """An instrument, its signing if one is open, and the reader's seat if they have one."""

    deal: DealStanding
    instrument: InstrumentNow
    mine: Mine | None

    @property
    def signing(self) -> SigningNow | None:
        """The signing, if one was opened."""
        return self.instrument.signing

    @property
    def is_open(self) -> bool:
        """Return whether seats can be signed, by the sides or after them."""
        return self.signing is not None and self.instrument.progress in {
            Progress.SIGNING,
            Progress.EXECUTED,
        }

    @property
    def executed(self) -> bool:
        """Return whether all have signed who must for it to bind."""
        return self.instrument.progress is Progress.EXECUTED

    @property
    def awaited(self) -> tuple[SeatNow, ...]:
        """Return the required seats that nobody has signed."""
        return awaited_in(self.signing) if self.signing else ()

    @property
    def address(self) -> str:
        """Return where its page is."""
        return f"/deals/{self.deal.id}/instruments/{self.instrument.id}/sign"


async def place_for(visit: Visit) -> Place:
    """Return where the reader stands before the instrument in the address.

    Raises:
        CodedError: as ``read_deal``; ``route_unknown`` for an instrument that the deal has not.
    """
    deal = await visit.read("read_deal", DealStanding)
    for instrument in deal.instruments:
        if instrument.id == visit.path["instrument"]:
            mine = _mine(instrument, visit.who) if instrument.signing else None
            return Place(deal=deal, instrument=instrument, mine=mine)
    raise ApiError("route_unknown")


def require_signing(place: Place) -> SigningNow:
    """Return the signing of an instrument.

    Raises:
        ApiError: ``route_unknown`` where none was opened.
    """
    if place.signing is None:
        raise ApiError("route_unknown")
    return place.signing


def awaited_in(signing: SigningNow) -> tuple[SeatNow, ...]:
    """Return the required seats that nobody has signed, in the order of their turns."""
    waiting = [one for one in signing.seats if one.seat.required and one.signed is None]
    of_others = [one for one in waiting if one.seat.role is not SeatRole.REGISTRY]
    return tuple(sorted(of_others, key=lambda one: (one.seat.turn, one.seat.field)))


def _mine(instrument: InstrumentNow, who: Acting) -> Mine | None:
    """Return the reader's seat: one that they may sign before one that they have signed."""
    own = list(_seats_of(instrument, who))
    return next((one for one in own if not one.signed), next(iter(own), None))


def _seats_of(instrument: InstrumentNow, who: Acting) -> Iterator[Mine]:
    signing = instrument.signing
    if signing is None:
        return
    signatures = [
        one.signed for one in signing.seats if one.signed and one.seat.of == who.organisation
    ]
    letter = instrument.kind is Kind.LETTER_OF_INTENT
    has_signed = any(one.person == who.person for one in signatures)
    for at in signing.seats:
        operation, mandate = _role_at(at, who, letter=letter and not signatures)
        by_me = at.signed is not None and at.signed.person == who.person
        if operation and (by_me or (at.signed is None and not has_signed)):
            yield Mine(
                seat=at.seat,
                operation=operation,
                mandate=mandate,
                signed=at.signed is not None,
                waits_for=_waits_for(signing, at.seat),
            )


def _role_at(now: SeatNow, who: Acting, *, letter: bool) -> tuple[str, str]:
    """Return by which operation somebody signs a seat, and under which mandate; empty: not.

    ``letter``: it is a letter of intent that nobody of their side has signed.
    """
    if now.seat.of != who.organisation:
        return "", ""
    if now.seat.role in ATTESTS:
        role, operation = ATTESTS[now.seat.role]
        return (operation if who.role is role else ""), ""
    for sitter in now.seat.sitters:
        if sitter.person == who.person:
            return "accept_intent" if letter else "sign", sitter.mandate
    return "", ""


def _waits_for(signing: SigningNow, seat: Seat) -> str:
    """Return the field of the seat that has to be signed before this one, empty if none."""
    first = next(iter(awaited_in(signing)), None)
    return first.seat.field if first and first.seat.turn < seat.turn else ""
