"""Witness, notarise, sign as an official: the signatures that follow the principals'.

What must be shown, in this order:

1. the instrument is executed and not sealed;
2. the seat is of the role asked for, of the actor's office, and not yet signed;
3. the actor is no signatory of the instrument, and no party;
4. it is the seat's turn;
5. the signature is on the newest revision of the base.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from aggregates.authority import check_role
from aggregates.deal.guards import require_signing
from aggregates.deal.signing.events import Notarised, OfficialSigned, Witnessed
from aggregates.deal.signing.sign import Attestation, require_revision, require_turn
from aggregates.deal.signing.state import Signing
from aggregates.deal.state import Deal, Instrument, Progress
from aggregates.errors import RuleError
from aggregates.vocabulary import Actor, Command, InstrumentId, Role, Seat, SeatRole

A = TypeVar("A", Witnessed, Notarised, OfficialSigned)


class Attest(Command, frozen=True, kw_only=True):
    """The actor signs a seat of the actor's own role and office."""

    instrument: InstrumentId
    attestation: Attestation


def witness(deal: Deal, command: Attest) -> Sequence[Witnessed]:
    """Record a witness's signature. As `notarise` and `official_sign` in all else."""
    return _attested(deal, command, Role.WITNESS, SeatRole.WITNESS, Witnessed)


def notarise(deal: Deal, command: Attest) -> Sequence[Notarised]:
    """Record a notary's signature. As `witness` and `official_sign` in all else."""
    return _attested(deal, command, Role.NOTARY, SeatRole.NOTARY, Notarised)


def official_sign(deal: Deal, command: Attest) -> Sequence[OfficialSigned]:
    """Record the official's signature, which locks every field. The same again changes nothing.

    Raises:
        RuleError: ``role_not_allowed``, ``not_executed``, ``sealed_already``, ``unknown_field``,
            ``wrong_seat``, ``seat_taken``, ``party_attests``, ``not_your_turn``,
            ``revision_moved``, ``other_base``.
    """
    return _attested(deal, command, Role.OFFICIAL, SeatRole.OFFICIAL, OfficialSigned)


def _attested(
    deal: Deal, command: Attest, role: Role, seat_role: SeatRole, event: type[A]
) -> Sequence[A]:
    check_role(command.actor, role)
    instrument, signing = require_signing(deal, command.instrument)
    attestation = command.attestation
    done = signing.signed.get(attestation.field)
    seat = _require_seat(signing, attestation.field, seat_role, command.actor)  # 2
    if done is not None and done.person == command.actor.person:
        return []
    _require_executed(instrument, signing)  # 1
    if done is not None:
        raise RuleError("seat_taken", field=seat.field)
    _require_stranger(deal, signing, command.actor)  # 3
    require_turn(signing, seat)  # 4
    require_revision(signing, attestation)  # 5
    return [
        event(
            at=command.at,
            instrument=instrument.id,
            field=seat.field,
            office=seat.of,
            by=command.actor.person,
            revision=attestation.revision,
            certificate_sha256=attestation.certificate_sha256,
            consent=attestation.consent,
        )
    ]


def _require_executed(instrument: Instrument, signing: Signing) -> None:
    if instrument.progress is not Progress.EXECUTED:
        raise RuleError("not_executed", progress=instrument.progress.value)
    if signing.sealed:
        raise RuleError("sealed_already", instrument=instrument.id)


def _require_seat(signing: Signing, field: str, role: SeatRole, actor: Actor) -> Seat:
    seat = signing.seats.get(field)
    if seat is None:
        raise RuleError("unknown_field", field=field)
    if seat.role is not role or seat.of != actor.organisation:
        raise RuleError("wrong_seat", field=field, organisation=actor.organisation)
    return seat


def _require_stranger(deal: Deal, signing: Signing, actor: Actor) -> None:
    signatories = {s.person for s in signing.signed.values() if s.mandate}
    leads = {principal.lead for principal in deal.parties.principals.values()}
    if actor.person in signatories | leads or actor.organisation in deal.parties.principals:
        raise RuleError("party_attests", person=actor.person)
