"""Prepare the opening of a signing: ask the rules, render, certify."""

from __future__ import annotations

from datetime import datetime

import msgspec

from aggregates.deal.signing.open_signing import Opening, OpenSigning, open_signing
from aggregates.deal.state import Deal, Instrument
from aggregates.vocabulary import Actor, Deadline, Seat
from api.contracts.opening import Request, carry_out, plan_opening
from api.contracts.prepared import Prepared
from api.contracts.room import Room
from api.contracts.seating import mandates_of


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """Which signing is to be opened: the seats, the registry's first, and until when."""

    at: datetime
    seats: tuple[Seat, ...]
    expires_at: Deadline
    embargoed: bool = False


def prepare_opening(
    room: Room, deal: Deal, instrument: Instrument, wanted: Wanted, actor: Actor
) -> Prepared:
    """Return the opening of a signing on the terms as they stand, at the rates that stand.

    Raises:
        RuleError: as `open_signing`: nothing is rendered that could not be opened.
        ApiError, SignatureError: as `plan_opening`, `Room.seal` and `carry_out`.
    """
    rates = room.book.state(room.rates)
    plan = plan_opening(
        room.registered,
        deal,
        instrument,
        Request(
            seats=wanted.seats,
            rates=rates.current,
            edition_name=room.edition_name(deal),
            at=wanted.at,
            expires_at=wanted.expires_at,
        ),
    )

    def asked(opening: Opening) -> OpenSigning:
        return OpenSigning(
            actor=actor,
            at=wanted.at,
            instrument=instrument.id,
            opening=opening,
            embargoed=wanted.embargoed,
        )

    mandates = mandates_of(wanted.seats)
    open_signing(deal, room.book.state(mandates), rates, asked(plan.opening))
    made = carry_out(plan, room.seal, room.authority.time_stamps, wanted.at)
    return Prepared(
        streams=(room.source, mandates, room.rates),
        decision=open_signing,
        command=asked(made.opening),
        blobs=made.blobs,
    )
