"""A person's hand on a paper: who signs, where, on which revision, under which mandate."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import msgspec

from aggregates.aggregate import EventsByStream
from aggregates.deal.signing.sign import Attestation
from aggregates.mandate.state import Mandate
from aggregates.vocabulary import Event, Seat
from api.contracts.room import Room
from api.contracts.signature import Consenting, Paper, Signed, planned


class Hand(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody about to sign ``field`` of ``paper``, whose seats are ``seats``."""

    paper: Paper
    seats: tuple[Seat, ...]
    field: str
    who: Consenting
    mandate: Mandate | None = None


def signed_by(
    room: Room, hand: Hand, ask: Callable[[Attestation], EventsByStream | Sequence[Event]]
) -> Signed | None:
    """Return the signature, made only after ``ask`` has put it to the rules; None if it is there.

    Raises:
        RuleError: what ``ask`` raises.
        ApiError, SignatureError: as `Desk.sign`; ``certificate_revoked``.
    """
    decided = ask(planned(hand.field, hand.paper, hand.who))
    if not (any(decided.values()) if isinstance(decided, Mapping) else decided):
        return None
    room.require_assisting()
    seat = next(seat for seat in hand.seats if seat.field == hand.field)
    return room.desk.sign(room.deal_id, hand.paper, seat, hand.who, hand.mandate)
