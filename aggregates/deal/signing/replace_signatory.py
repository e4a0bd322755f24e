"""Put another person, with a mandate, into a seat that is not yet signed."""

from __future__ import annotations

from aggregates.aggregate import EventsByStream
from aggregates.deal.guards import require_lead, require_open_signing
from aggregates.deal.signing.events import SignatoryReplaced
from aggregates.deal.signing.seating import (
    require_sitter,
    signatory_seats,
    sitters_of,
)
from aggregates.deal.signing.state import Signing
from aggregates.deal.state import Deal
from aggregates.errors import RuleError
from aggregates.mandate.state import Mandate
from aggregates.vocabulary import Command, InstrumentId, OrganisationId, Seat, SeatRole, Sitter


class ReplaceSignatory(Command, frozen=True, kw_only=True):
    """A principal's lead names another sitter for one of its seats."""

    instrument: InstrumentId
    field: str
    sitter: Sitter


def replace_signatory(deal: Deal, mandate: Mandate, command: ReplaceSignatory) -> EventsByStream:
    """Seat the alternate. The PDF and the earlier signatures stand.

    Raises:
        RuleError: ``not_a_principal``, ``not_lead``, ``unknown_field``, ``wrong_seat``,
            ``seat_taken``, ``seat_shared``, ``sits_already``, ``joint_rule``, and as
            `require_open_signing` and `require_sitter`.
    """
    principal = require_lead(deal, command.actor)
    instrument, signing = require_open_signing(deal, command.instrument, command.at)
    seat = _require_free_seat(signing, command.field, principal)
    if seat.sitters == (command.sitter,):
        return {}
    _require_elsewhere_absent(signing, seat, command.sitter)
    known = {mandate.id: mandate}
    require_sitter(deal, instrument, principal, command.sitter, known, signing.rates, command.at)
    own = [s for s in signatory_seats(signing.seats.values(), principal) if s.required]
    if len(own) < mandate.joint:
        raise RuleError("joint_rule", principal=principal, needed=mandate.joint, seats=len(own))
    replaced = SignatoryReplaced(
        at=command.at,
        instrument=instrument.id,
        field=seat.field,
        previous=seat.sitters[0].person,
        sitter=command.sitter,
        principal=principal,
        by=command.actor.person,
    )
    return {deal.id: [replaced]}


def _require_free_seat(signing: Signing, field: str, principal: OrganisationId) -> Seat:
    seat = signing.seats.get(field)
    if seat is None:
        raise RuleError("unknown_field", field=field)
    if seat.role is not SeatRole.SIGNATORY or seat.of != principal:
        raise RuleError("wrong_seat", field=field, organisation=principal)
    if field in signing.signed:
        raise RuleError("seat_taken", field=field)
    if len(seat.sitters) > 1:
        raise RuleError("seat_shared", field=field)  # any of its sitters may sign already
    return seat


def _require_elsewhere_absent(signing: Signing, seat: Seat, sitter: Sitter) -> None:
    """Refuse who sits, or whose mandate is used, at another seat, of whichever side."""
    others = (s for s in signing.seats.values() if s.role is SeatRole.SIGNATORY and s != seat)
    for other in sitters_of(others):
        if other.person == sitter.person or other.mandate == sitter.mandate:
            raise RuleError("sits_already", person=sitter.person, mandate=sitter.mandate)
