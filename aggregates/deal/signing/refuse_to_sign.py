"""Refuse to sign: the terms are open again, and every signature falls."""

from __future__ import annotations

from collections.abc import Sequence

from aggregates.checks import check_text
from aggregates.deal.guards import require_open_signing
from aggregates.deal.signing.events import SigningRefused
from aggregates.deal.state import Deal
from aggregates.errors import RuleError
from aggregates.vocabulary import Command, InstrumentId, Kind


class RefuseToSign(Command, frozen=True, kw_only=True):
    """Who sits in the seat ``field`` says no, and why."""

    instrument: InstrumentId
    field: str
    reason: str


def refuse_to_sign(deal: Deal, command: RefuseToSign) -> Sequence[SigningRefused]:
    """Open the terms again. A letter of intent is declined instead.

    Raises:
        RuleError: ``decline_instead``, ``not_your_seat``, ``seat_taken``, and as
            `require_open_signing` and `check_text`.
    """
    instrument, signing = require_open_signing(deal, command.instrument, command.at)
    if instrument.kind is Kind.LETTER_OF_INTENT:
        raise RuleError("decline_instead", instrument=instrument.id)
    seat = signing.seats.get(command.field)
    people = {sitter.person for sitter in seat.sitters} if seat else set[str]()
    if seat is None or command.actor.person not in people or seat.of != command.actor.organisation:
        raise RuleError("not_your_seat", field=command.field, person=command.actor.person)
    if command.field in signing.signed:
        raise RuleError("seat_taken", field=command.field)
    check_text("reason", command.reason)
    return [
        SigningRefused(
            at=command.at,
            instrument=instrument.id,
            field=command.field,
            principal=seat.of,
            by=command.actor.person,
            reason=command.reason,
            voids=tuple(sorted(signing.signed)),
        )
    ]
