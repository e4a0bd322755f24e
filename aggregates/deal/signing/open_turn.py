"""Take the pen: nobody else signs upon this revision for a while.

It is for who signs with a key of their own, outside: between the preparation of their signature
and its return another signature would make it worthless.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from aggregates.deal.guards import require_deadline, require_open_signing
from aggregates.deal.signing.events import SigningTurnOpened
from aggregates.deal.signing.sign import require_free_turn, require_turn
from aggregates.deal.signing.state import Signing
from aggregates.deal.state import Deal
from aggregates.errors import RuleError
from aggregates.vocabulary import Actor, Command, Deadline, InstrumentId, Seat, SeatRole, Sha256

LONGEST: Final = timedelta(minutes=15)
"""How long one signatory may keep all others waiting."""


class OpenTurn(Command, frozen=True, kw_only=True):
    """Who sits at ``field`` is about to sign upon the revision ``pdf_sha256``."""

    instrument: InstrumentId
    field: str
    pdf_sha256: Sha256
    expires_at: Deadline


def open_turn(deal: Deal, command: OpenTurn) -> Sequence[SigningTurnOpened]:
    """Take it. A turn ends with the signature, or by itself.

    Raises:
        RuleError: ``unknown_field``, ``wrong_seat``, ``seat_taken``, ``not_your_seat``,
            ``revision_moved``, ``turn_too_long``, and as `require_open_signing`, `require_turn`,
            `require_free_turn` and `require_deadline`.
    """
    instrument, signing = require_open_signing(deal, command.instrument, command.at)
    seat = _require_own_seat(signing, command.field, command.actor)
    require_turn(signing, seat)
    require_free_turn(signing, command.actor, command.at)
    if command.pdf_sha256 != signing.pdf_sha256:
        raise RuleError("revision_moved", cited=command.pdf_sha256, newest=signing.pdf_sha256)
    if _has_it_already(signing, command):
        return []
    _require_short(command.expires_at, command.at)
    return [
        SigningTurnOpened(
            at=command.at,
            instrument=instrument.id,
            field=seat.field,
            principal=seat.of,
            by=command.actor.person,
            pdf_sha256=command.pdf_sha256,
            expires_at=command.expires_at,
        )
    ]


def _require_own_seat(signing: Signing, field: str, actor: Actor) -> Seat:
    seat = signing.seats.get(field)
    if seat is None:
        raise RuleError("unknown_field", field=field)
    if seat.role is not SeatRole.SIGNATORY or seat.of != actor.organisation:
        raise RuleError("wrong_seat", field=field, organisation=actor.organisation)
    if field in signing.signed:
        raise RuleError("seat_taken", field=field)
    if actor.person not in {sitter.person for sitter in seat.sitters}:
        raise RuleError("not_your_seat", field=field, person=actor.person)
    return seat


def _has_it_already(signing: Signing, command: OpenTurn) -> bool:
    turn = signing.turn
    asked = (command.field, command.actor.person, command.pdf_sha256, command.expires_at)
    return turn is not None and asked == (
        turn.field,
        turn.person,
        turn.pdf_sha256,
        turn.expires_at,
    )


def _require_short(expires_at: Deadline, at: datetime) -> None:
    require_deadline(expires_at, at, "turn")
    if expires_at.at - at > LONGEST:
        raise RuleError("turn_too_long", minutes=LONGEST // timedelta(minutes=1))
