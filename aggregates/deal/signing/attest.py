"""Witness, notarise, sign as an official: the signatures that follow the principals'.

What must be shown, in this order:

1. the seat is of the role asked for, of the actor's office, and not yet signed;
2. the deal is not suspended; the instrument is executed, not sealed, and not locked by an official;
3. the actor is no party, sits for none, and attests at no other seat;
4. it is the seat's turn;
5. the signature is on the newest revision of the base.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from aggregates.authority import check_role
from aggregates.deal.guards import require_running, require_signing
from aggregates.deal.signing.events import Notarised, OfficialSigned, Witnessed
from aggregates.deal.signing.seating import sitters_of
from aggregates.deal.signing.sign import Attestation, require_revision, require_turn
from aggregates.deal.signing.state import AFTER_EXECUTION, Signing
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
        RuleError: ``role_not_allowed``, ``unknown_instrument``, ``no_signing``,
            ``unknown_field``, ``wrong_seat``, ``seat_taken``, ``suspended``, ``not_executed``,
            ``sealed_already``, ``fields_locked``, ``party_attests``, ``signed_already``, and as
            `require_turn` and `require_revision`.
    """
    return _attested(deal, command, Role.OFFICIAL, SeatRole.OFFICIAL, OfficialSigned)


def _attested(
    deal: Deal, command: Attest, role: Role, seat_role: SeatRole, event: type[A]
) -> Sequence[A]:
    check_role(command.actor, role)
    instrument, signing = require_signing(deal, command.instrument)
    attestation = command.attestation
    seat = _require_seat(signing, attestation.field, seat_role, command.actor)  # 1
    done = signing.signed.get(seat.field)
    if done is not None and done.person == command.actor.person:
        return []
    if done is not None:
        raise RuleError("seat_taken", field=seat.field)
    require_running(deal)  # 2
    _require_open_file(instrument, signing)
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


def _require_open_file(instrument: Instrument, signing: Signing) -> None:
    if instrument.progress is not Progress.EXECUTED:
        raise RuleError("not_executed", progress=instrument.progress.value)
    if signing.sealed:
        raise RuleError("sealed_already", instrument=instrument.id)
    for field in signing.signed:
        if signing.seats[field].role is SeatRole.OFFICIAL:
            # FieldMDP All: what is signed after it, breaks it (ISO 32000-2, 12.8.2.4)
            raise RuleError("fields_locked", field=field)


def _require_seat(signing: Signing, field: str, role: SeatRole, actor: Actor) -> Seat:
    seat = signing.seats.get(field)
    if seat is None:
        raise RuleError("unknown_field", field=field)
    if seat.role is not role or seat.of != actor.organisation:
        raise RuleError("wrong_seat", field=field, organisation=actor.organisation)
    return seat


def _require_stranger(deal: Deal, signing: Signing, actor: Actor) -> None:
    signatories = [s for s in signing.seats.values() if s.role is SeatRole.SIGNATORY]
    people = {sitter.person for sitter in sitters_of(signatories)}
    leads = {principal.lead for principal in deal.parties.principals.values()}
    if actor.person in people | leads or actor.organisation in deal.parties.principals:
        raise RuleError("party_attests", person=actor.person)
    for field, done in signing.signed.items():
        if done.person == actor.person and signing.seats[field].role in AFTER_EXECUTION:
            raise RuleError("signed_already", field=field, person=actor.person)
