"""How what happens in a signing changes the deal."""

from __future__ import annotations

from collections.abc import Iterable
from typing import assert_never

from msgspec.structs import replace

from aggregates.deal.change import moved, put, with_instrument, without
from aggregates.deal.signing.events import (
    AgreementSealed,
    AgreementSigned,
    ArchiveRenewed,
    InstrumentExecuted,
    Notarised,
    OfficialSigned,
    SignatoryReplaced,
    SignatureApplied,
    SignaturePrepared,
    SigningCalled,
    SigningEmbargoed,
    SigningEvent,
    SigningExpired,
    SigningOpened,
    SigningRefused,
    SigningTurnOpened,
    SigningVoided,
    Witnessed,
)
from aggregates.deal.signing.state import Signature, Signing, Turn
from aggregates.deal.state import Deal, Instrument, Progress, Stage
from aggregates.deal.used import used
from aggregates.vocabulary import InstrumentId, Kind, SeatRole


def evolve_signing(deal: Deal, event: SigningEvent) -> Deal:  # noqa: C901, PLR0911 - one branch an event
    """Return the deal after ``event``. Never refuses: it has happened."""
    match event:
        case SignatureApplied():
            signature = Signature(
                person=event.by, mandate=event.mandate, terms_sha256=event.terms_sha256
            )
            return _signed(deal, event, signature)
        case Witnessed() | Notarised() | OfficialSigned():
            terms = _signing(deal, event.instrument).terms_sha256
            return _signed(deal, event, Signature(person=event.by, mandate="", terms_sha256=terms))
        case SigningOpened():
            return _opened(deal, event)
        case SignatoryReplaced():
            return _replaced(deal, event)
        case InstrumentExecuted():
            return _executed(deal, event)
        case AgreementSigned():
            return deal  # the leading instrument's InstrumentExecuted moves the stage
        case AgreementSealed() | ArchiveRenewed():
            signing = _signing(deal, event.instrument)
            detached = event.detached if isinstance(event, AgreementSealed) else signing.detached
            sealed = replace(
                signing, pdf_sha256=event.revision.pdf_sha256, sealed=True, detached=detached
            )
            return _with(deal, event.instrument, sealed)
        case SigningEmbargoed() | SigningCalled():
            embargoed = isinstance(event, SigningEmbargoed)
            signing = replace(_signing(deal, event.instrument), embargoed=embargoed)
            return _with(deal, event.instrument, signing)
        case SigningTurnOpened() | SignaturePrepared():
            return _at_the_pen(deal, event)
        case SigningRefused():
            return _refused(deal, event)
        case SigningVoided() | SigningExpired():
            return _closed(deal, event)
        case _:
            assert_never(event)


def _signing(deal: Deal, instrument: InstrumentId) -> Signing:
    """Return the signing; that there is none cannot be, in a history that decisions made."""
    signing = deal.instruments[instrument].signing
    if signing is None:
        raise LookupError(instrument)
    return signing


def _with(deal: Deal, instrument: InstrumentId, signing: Signing) -> Deal:
    return with_instrument(deal, replace(deal.instruments[instrument], signing=signing))


def _opened(deal: Deal, event: SigningOpened) -> Deal:
    seats = {seat.field: seat for seat in event.seats}
    registry = Signature(person=event.by, mandate="", terms_sha256=event.terms_sha256)
    certified = {s.field: registry for s in event.seats if s.role is SeatRole.REGISTRY}
    signing = Signing(
        id=event.signing,
        principal=event.principal,
        terms_sha256=event.terms_sha256,
        base_pdf_sha256=event.revision.base_pdf_sha256,
        pdf_sha256=event.revision.pdf_sha256,
        seats=seats,
        signed=certified,
        rates=event.rates,
        expires_at=event.expires_at,
    )
    instrument = replace(deal.instruments[event.instrument], signing=signing)
    return moved(used(deal, event.signing), instrument, Progress.SIGNING)


def _signed(
    deal: Deal,
    event: SignatureApplied | Witnessed | Notarised | OfficialSigned,
    signature: Signature,
) -> Deal:
    signing = _signing(deal, event.instrument)
    changed = replace(
        signing,
        pdf_sha256=event.revision.pdf_sha256,
        signed=put(signing.signed, event.field, signature),
        turn=None,
    )
    return _with(deal, event.instrument, changed)


def _at_the_pen(deal: Deal, event: SigningTurnOpened | SignaturePrepared) -> Deal:
    signing = _signing(deal, event.instrument)
    if isinstance(event, SignaturePrepared):  # it comes in one append with the turn that it is for
        turn = None if signing.turn is None else replace(signing.turn, prepared=event)
    else:
        turn = Turn(
            field=event.field,
            person=event.by,
            pdf_sha256=event.pdf_sha256,
            expires_at=event.expires_at,
        )
    return _with(deal, event.instrument, replace(signing, turn=turn))


def _replaced(deal: Deal, event: SignatoryReplaced) -> Deal:
    signing = _signing(deal, event.instrument)
    seat = replace(signing.seats[event.field], sitters=(event.sitter,))
    seats = put(signing.seats, event.field, seat)
    return _with(deal, event.instrument, replace(signing, seats=seats))


def _executed(deal: Deal, event: InstrumentExecuted) -> Deal:
    instrument = replace(deal.instruments[event.instrument], executed_sha256=event.terms_sha256)
    after = moved(deal, instrument, Progress.EXECUTED)
    if instrument.kind is Kind.AMENDMENT:
        leading = after.instruments[deal.leading]
        amended_by = (*leading.amended_by, instrument.id)
        return with_instrument(after, replace(leading, amended_by=amended_by))
    letter = instrument.kind is Kind.LETTER_OF_INTENT
    if letter and instrument.id != deal.leading and deal.stage is Stage.INTENT:
        return replace(after, stage=Stage.ENGAGED)
    return after


def _refused(deal: Deal, event: SigningRefused) -> Deal:
    instrument = _less_signatures(deal, event.instrument, event.voids)
    matrix = replace(instrument.matrix, locked_sha256="", correction=None)
    opened = replace(instrument, matrix=matrix, approvals={})
    return moved(deal, opened, Progress.NEGOTIATING)


def _closed(deal: Deal, event: SigningVoided | SigningExpired) -> Deal:
    instrument = _less_signatures(deal, event.instrument, event.voids)
    progress = Progress.APPROVING if instrument.approvals else Progress.LOCKED
    return moved(deal, instrument, progress)


def _less_signatures(deal: Deal, instrument: InstrumentId, voids: Iterable[str]) -> Instrument:
    signing = _signing(deal, instrument)
    signed = without(signing.signed, voids)
    left = replace(signing, signed=signed) if signed else None
    return replace(deal.instruments[instrument], signing=left)
