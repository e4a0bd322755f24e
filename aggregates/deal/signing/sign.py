"""Sign a seat for a principal; the use of the mandate is recorded with it.

What must be shown, in this order:

1. the signing is open, running, and not past its deadline;
2. the seat is a signatory's, of the actor's organisation, not yet signed, and the actor's to take;
3. the actor, and the mandate, signed no other seat for this principal;
4. it is the seat's turn;
5. nobody else has the pen; the signature is on the newest revision of the base, for the locked
   terms, which, if they amend or end another text, are of the one in force;
6. the mandate covers the amount, the instrument and the date, now.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import msgspec

from aggregates.aggregate import EventsByStream
from aggregates.checks import check_language, check_name, check_sha256
from aggregates.deal.amending.text import require_of_text_in_force
from aggregates.deal.evolve import evolve
from aggregates.deal.guards import require_open_signing, require_signing
from aggregates.deal.signing.events import Consent, Revision, SignatureApplied
from aggregates.deal.signing.execution import ExecutionEvent, execution
from aggregates.deal.signing.seating import require_sitter
from aggregates.deal.signing.state import AFTER_EXECUTION, Signature, Signing
from aggregates.deal.signing.upon import require_upon
from aggregates.deal.state import Deal, Instrument
from aggregates.deal.terms.current import amount_of
from aggregates.errors import RuleError
from aggregates.mandate.events import MandateExercised
from aggregates.mandate.state import Mandate
from aggregates.vocabulary import (
    Actor,
    Command,
    InstrumentId,
    Kind,
    MandateId,
    Seat,
    SeatRole,
    Sha256,
    Sitter,
)


class Attestation(msgspec.Struct, frozen=True, kw_only=True):
    """What every signature brings: the seat's field, the revision, certificate and consent."""

    field: str
    revision: Revision
    certificate_sha256: Sha256
    consent: Consent


class Sign(Command, frozen=True, kw_only=True):
    """The actor signs for the actor's organisation, under ``mandate``, the terms of this digest."""

    instrument: InstrumentId
    mandate: MandateId
    terms_sha256: Sha256
    attestation: Attestation


def sign(deal: Deal, mandate: Mandate, command: Sign) -> EventsByStream:
    """Record the signature and the mandate's use; the last required one executes the instrument.

    The same signature sent again changes nothing. A principal's first signature of a letter of
    intent is its acceptance, and comes with that; its further seats are signed here.

    Raises:
        RuleError: ``accept_instead``, and as `signature`.
    """
    instrument, signing = require_signing(deal, command.instrument)
    if instrument.kind is Kind.LETTER_OF_INTENT and not _accepted(signing, command.actor):
        raise RuleError("accept_instead", instrument=instrument.id)
    if _already(signing, command):
        return {}
    return signature(deal, mandate, command)


def signature(deal: Deal, mandate: Mandate, command: Sign) -> EventsByStream:
    """Return the events of a signature that was not given yet.

    Raises:
        RuleError: ``unknown_field``, ``wrong_seat``, ``seat_taken``, ``not_your_seat``,
            ``signed_already``, ``other_terms``, and as `require_open_signing`, `require_turn`,
            `require_free_turn`, `require_revision`, `require_of_text_in_force` and
            `require_sitter`.
    """
    instrument, signing = require_open_signing(deal, command.instrument, command.at)  # 1
    seat = _require_seat(signing, command.attestation.field, command.actor, command.mandate)  # 2
    _require_first(signing, seat, command.actor, command.mandate)  # 3
    require_turn(signing, seat)  # 4
    require_free_turn(signing, command.actor, command.at)  # 5
    require_revision(signing, command.attestation)
    _require_terms(instrument, signing, command.terms_sha256)
    require_of_text_in_force(deal, instrument)
    sitter = Sitter(person=command.actor.person, mandate=command.mandate)
    known = {mandate.id: mandate}
    require_sitter(deal, instrument, seat.of, sitter, known, signing.rates, command.at)  # 6
    return {deal.id: signed(deal, command, seat), mandate.id: [_exercised(deal, command)]}


def signed(deal: Deal, command: Sign, seat: Seat) -> Sequence[SignatureApplied | ExecutionEvent]:
    """Return the signature, and what follows when it is the last one required.

    On a signing that is kept for the stage nothing follows before it is called.
    """
    attestation = command.attestation
    applied = SignatureApplied(
        at=command.at,
        instrument=command.instrument,
        field=attestation.field,
        principal=seat.of,
        by=command.actor.person,
        mandate=command.mandate,
        terms_sha256=command.terms_sha256,
        revision=attestation.revision,
        certificate_sha256=attestation.certificate_sha256,
        consent=attestation.consent,
    )
    instrument, signing = require_signing(evolve(deal, applied), command.instrument)
    if signing.embargoed or not principals_have_signed(signing):
        return [applied]
    pdf = attestation.revision.pdf_sha256
    return [applied, *execution(deal, instrument, pdf, command.at, in_file=True)]


def principals_have_signed(signing: Signing) -> bool:
    """Return whether every required seat is signed but those that are signed afterwards."""
    return all(seat.role in AFTER_EXECUTION for seat in signing.awaited())


def require_free_turn(signing: Signing, actor: Actor, at: datetime) -> None:
    """Refuse while somebody else has the pen.

    Raises:
        RuleError: ``turn_taken`` with the field, and until when.
    """
    turn = signing.turn
    if turn is not None and at < turn.expires_at.at and turn.person != actor.person:
        raise RuleError("turn_taken", field=turn.field, until=turn.expires_at.at)


def require_turn(signing: Signing, seat: Seat) -> None:
    """Refuse while a required seat of an earlier turn is empty.

    Raises:
        RuleError: ``not_your_turn`` with the first field awaited.
    """
    awaited = signing.awaited()
    if awaited and awaited[0].turn < seat.turn:
        raise RuleError("not_your_turn", field=seat.field, awaited=awaited[0].field)


def require_revision(signing: Signing, attestation: Attestation) -> None:
    """Refuse a signature on anything but the newest revision of this signing's base.

    Raises:
        RuleError: ``other_base``, ``revision_moved``, ``unchanged_pdf``, ``sha256_malformed``,
            ``language_malformed``, and as `check_name`.
    """
    revision = attestation.revision
    check_sha256("pdf_sha256", revision.pdf_sha256)
    check_sha256("certificate_sha256", attestation.certificate_sha256)
    check_sha256("evidence_sha256", attestation.consent.evidence_sha256)
    check_name("method", attestation.consent.method)
    check_language("language", attestation.consent.language)
    require_upon(signing, revision)
    if revision.pdf_sha256 in {revision.base_pdf_sha256, revision.previous_pdf_sha256}:
        raise RuleError("unchanged_pdf", pdf_sha256=revision.pdf_sha256)


def _accepted(signing: Signing, actor: Actor) -> bool:
    return any(signing.seats[field].of == actor.organisation for field in signing.signed)


def _already(signing: Signing, command: Sign) -> bool:
    done = signing.signed.get(command.attestation.field)
    mine = Signature(
        person=command.actor.person, mandate=command.mandate, terms_sha256=command.terms_sha256
    )
    return done == mine and command.attestation.revision.base_pdf_sha256 == signing.base_pdf_sha256


def _require_seat(signing: Signing, field: str, actor: Actor, mandate: MandateId) -> Seat:
    seat = signing.seats.get(field)
    if seat is None:
        raise RuleError("unknown_field", field=field)
    if seat.role is not SeatRole.SIGNATORY or seat.of != actor.organisation:
        raise RuleError("wrong_seat", field=field, organisation=actor.organisation)
    if field in signing.signed:
        raise RuleError("seat_taken", field=field)
    if Sitter(person=actor.person, mandate=mandate) not in seat.sitters:
        raise RuleError("not_your_seat", field=field, person=actor.person)
    return seat


def _require_first(signing: Signing, seat: Seat, actor: Actor, mandate: MandateId) -> None:
    for field, signature in signing.signed.items():
        if signing.seats[field].of != seat.of:
            continue
        if signature.person == actor.person or signature.mandate == mandate:
            raise RuleError("signed_already", field=field, person=actor.person)


def _require_terms(instrument: Instrument, signing: Signing, cited: Sha256) -> None:
    if not cited == signing.terms_sha256 == instrument.matrix.locked_sha256:
        raise RuleError("other_terms", cited=cited, locked=signing.terms_sha256)


def _exercised(deal: Deal, command: Sign) -> MandateExercised:
    return MandateExercised(
        at=command.at,
        deal=deal.id,
        instrument=command.instrument,
        field=command.attestation.field,
        amount=amount_of(deal.instruments[command.instrument]),
        terms_sha256=command.terms_sha256,
    )
