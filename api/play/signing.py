"""Moves of the signing, from its opening to the seal; and of the mandates it rests on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import assert_never

from aggregates.deal.signing import attest as attesting
from aggregates.deal.signing import expire_signing as expiring
from aggregates.deal.signing import open_signing as opening
from aggregates.deal.signing import refuse_to_sign as refusing
from aggregates.deal.signing import replace_signatory as replacing
from aggregates.deal.signing import seal_agreement as sealing
from aggregates.deal.signing import sign as signing
from aggregates.deal.signing import void_signing as voiding
from aggregates.deal.signing.events import Revision
from aggregates.deal.state import Deal, Instrument
from aggregates.errors import RuleError
from aggregates.mandate import MANDATE
from aggregates.mandate import revoke_mandate as revoking
from aggregates.mandate.state import Mandate
from aggregates.rates import RATES
from aggregates.vocabulary import Actor, Event, Role, Sitter
from api.contracts.opening import Request, prepare_opening
from api.contracts.signature import Consenting, Paper, Signed
from api.dealfile.moves import signing as moves
from api.play.seats import mandate_at, mandates_of, seats_of
from api.play.stage import METHOD, RATES_KEY, Stage, Told
from ledger.sources import One


def play_signing(stage: Stage, at: datetime, move: moves.SigningMove) -> Told:  # noqa: C901, PLR0911 - one branch a move
    """Send the command that ``move`` stands for, as its person."""
    actor = stage.cast.actor(move, Role.SIGNATORY, Role.LEAD)
    match move:
        case moves.OpenSigning():
            return _open(stage, at, move)
        case moves.ReplaceSignatory():
            return _replace(stage, at, move)
        case moves.Sign():
            return _sign(stage, at, move, actor)
        case moves.RefuseToSign():
            _, instrument = stage.instrument(move.instrument)
            refusal = refusing.RefuseToSign(
                actor=actor,
                at=at,
                instrument=instrument.id,
                field=move.seat,
                reason=move.reason,
            )
            return stage.edition(stage.source, refusing.refuse_to_sign, refusal)
        case moves.VoidSigning():
            return _void(stage, at, move)
        case moves.ExpireSigning():
            _, instrument = stage.instrument(move.instrument)
            expiry = expiring.ExpireSigning(actor=actor, at=at, instrument=instrument.id)
            return stage.edition(stage.source, expiring.expire_signing, expiry)
        case moves.Witness():
            return _attest(stage, at, move, attesting.witness, Role.WITNESS)
        case moves.Notarise():
            return _attest(stage, at, move, attesting.notarise, Role.NOTARY)
        case moves.OfficialSign():
            return _attest(stage, at, move, attesting.official_sign, Role.OFFICIAL)
        case moves.Seal():
            return _seal(stage, at, move)
        case moves.RevokeMandate():
            return _revoke(stage, at, move)
        case _:
            assert_never(move)


def paper_of(stage: Stage, instrument: Instrument) -> Paper:
    """Return the newest revision of an instrument's PDF.

    Raises:
        RuleError: ``no_signing``.
    """
    if instrument.signing is None:
        raise RuleError("no_signing", instrument=instrument.id)
    return Paper(
        signing=instrument.signing.id,
        terms_sha256=instrument.signing.terms_sha256,
        base_pdf_sha256=instrument.signing.base_pdf_sha256,
        pdf=stage.book.blob(stage.source, instrument.signing.pdf_sha256),
    )


def signed_at(
    stage: Stage,
    instrument: Instrument,
    paper: Paper,
    field: str,
    who: Consenting,
    mandate: Mandate | None,
) -> Signed:
    """Return the signature of ``who`` at a seat, as it would be if the rules allow it.

    Raises:
        RuleError: ``no_signing``, ``unknown_field``.
    """
    if instrument.signing is None:
        raise RuleError("no_signing", instrument=instrument.id)
    seat = instrument.signing.seats.get(field)
    if seat is None:
        raise RuleError("unknown_field", field=field)
    return stage.desk.sign(stage.cast.deal, paper, seat, who, mandate)


def consenting(stage: Stage, actor: Actor, at: datetime, instrument: str) -> Consenting:
    """Return that ``actor`` consents, having read the first authentic language."""
    draft = stage.file.instrument(instrument)
    language = min(draft.authentic_languages)
    return Consenting(person=actor.person, method=METHOD, language=language, at=at)


def _open(stage: Stage, at: datetime, move: moves.OpenSigning) -> Told:
    deal, instrument = stage.instrument(move.instrument)
    seats = seats_of(stage, move.seats)
    asked = Request(
        seats=seats,
        rates=stage.book.state(One(RATES, RATES_KEY)).current,
        edition_name=stage.file.edition.name,
        at=at,
        expires_at=stage.cast.deadline(stage.cast.instant(move.expires, at)),
    )
    prepared = prepare_opening(
        stage.installation.authority, stage.registered, deal, instrument, asked
    )
    command = opening.OpenSigning(
        actor=stage.cast.actor(move, Role.LEAD, Role.OFFICIAL, Role.ORGANISER),
        at=at,
        instrument=instrument.id,
        opening=prepared.opening,
    )
    sources = (stage.source, mandates_of(seats), One(RATES, RATES_KEY))
    context = stage.context(command)
    return stage.told(
        stage.book.handle(sources, opening.open_signing, command, context, prepared.blobs)
    )


def _replace(stage: Stage, at: datetime, move: moves.ReplaceSignatory) -> Told:
    _, instrument = stage.instrument(move.instrument)
    sitter = Sitter(person=stage.cast.id(move.person), mandate=stage.cast.id(move.mandate))
    command = replacing.ReplaceSignatory(
        actor=stage.cast.actor(move, Role.LEAD),
        at=at,
        instrument=instrument.id,
        field=move.seat,
        sitter=sitter,
    )
    sources = (stage.source, One(MANDATE, sitter.mandate))
    context = stage.context(command)
    return stage.told(stage.book.handle(sources, replacing.replace_signatory, command, context))


def _sign(stage: Stage, at: datetime, move: moves.Sign, actor: Actor) -> Told:
    _, instrument = stage.instrument(move.instrument)
    source = mandate_at(instrument, move.seat, actor.person)
    mandate = stage.book.state(source)
    paper = paper_of(stage, instrument)
    who = consenting(stage, actor, at, move.instrument)
    given = signed_at(stage, instrument, paper, move.seat, who, mandate)
    command = signing.Sign(
        actor=actor,
        at=at,
        instrument=instrument.id,
        mandate=mandate.id,
        terms_sha256=paper.terms_sha256,
        attestation=given.attestation,
    )
    sources = (stage.source, source)
    context = stage.context(command)
    return stage.told(stage.book.handle(sources, signing.sign, command, context, given.blobs))


def _void(stage: Stage, at: datetime, move: moves.VoidSigning) -> Told:
    _, instrument = stage.instrument(move.instrument)
    command = voiding.VoidSigning(
        actor=stage.cast.actor(move, Role.LEAD, Role.OFFICIAL, Role.ORGANISER),
        at=at,
        instrument=instrument.id,
        reason=move.reason,
    )
    return stage.edition(stage.source, voiding.void_signing, command)


def _attest(
    stage: Stage,
    at: datetime,
    move: moves.Witness | moves.Notarise | moves.OfficialSign,
    decision: Callable[[Deal, attesting.Attest], Sequence[Event]],
    role: Role,
) -> Told:
    _, instrument = stage.instrument(move.instrument)
    actor = stage.cast.actor(move, role)
    paper = paper_of(stage, instrument)
    who = consenting(stage, actor, at, move.instrument)
    given = signed_at(stage, instrument, paper, move.seat, who, None)
    command = attesting.Attest(
        actor=actor, at=at, instrument=instrument.id, attestation=given.attestation
    )
    return stage.edition(stage.source, decision, command, given.blobs)


def _seal(stage: Stage, at: datetime, move: moves.Seal) -> Told:
    """Every signature is time-stamped: the newest revision is sealed as it is, at level B-T."""
    _, instrument = stage.instrument(move.instrument)
    if instrument.signing is None:
        raise RuleError("no_signing", instrument=instrument.id)
    newest = instrument.signing.pdf_sha256
    command = sealing.SealAgreement(
        actor=stage.cast.actor(move, Role.REGISTRY),
        at=at,
        instrument=instrument.id,
        revision=Revision(
            base_pdf_sha256=instrument.signing.base_pdf_sha256,
            previous_pdf_sha256=newest,
            pdf_sha256=newest,
        ),
        level="B-T",
    )
    return stage.edition(stage.source, sealing.seal_agreement, command)


def _revoke(stage: Stage, at: datetime, move: moves.RevokeMandate) -> Told:
    mandate = stage.cast.id(move.mandate)
    command = revoking.RevokeMandate(
        actor=stage.cast.actor(move, Role.LEAD), at=at, mandate=mandate, reason=move.reason
    )
    return stage.edition(One(MANDATE, mandate), revoking.revoke_mandate, command)
