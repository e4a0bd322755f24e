"""Moves of the signing, from its opening to the seal; and of the mandates it rests on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import assert_never

from aggregates.deal.signing import attest as attesting
from aggregates.deal.signing import expire_signing as expiring
from aggregates.deal.signing import open_signing as opening_
from aggregates.deal.signing import refuse_to_sign as refusing
from aggregates.deal.signing import replace_signatory as replacing
from aggregates.deal.signing import seal_agreement as sealing
from aggregates.deal.signing import sign as signing
from aggregates.deal.signing import void_signing as voiding
from aggregates.deal.signing.events import Revision
from aggregates.deal.signing.open_signing import Opening
from aggregates.deal.signing.sign import Attestation
from aggregates.deal.state import Deal
from aggregates.errors import RuleError
from aggregates.mandate import MANDATE
from aggregates.mandate import revoke_mandate as revoking
from aggregates.rates import RATES
from aggregates.vocabulary import Actor, Event, Role, Sitter
from api.contracts.opening import carry_out, plan_opening
from api.dealfile.moves import signing as moves
from api.play.hand import Hand, consenting, paper_of, seats_on, signed_by
from api.play.seats import mandate_at, mandates_of, request_of, seats_of
from api.play.stage import RATES_KEY, Stage, Told
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


def _open(stage: Stage, at: datetime, move: moves.OpenSigning) -> Told:
    deal, instrument = stage.instrument(move.instrument)
    seats = seats_of(stage, move.seats)
    request = request_of(stage, move, seats, at)
    plan = plan_opening(stage.registered, deal, instrument, request)

    def asked(opening: Opening) -> opening_.OpenSigning:
        return opening_.OpenSigning(
            actor=stage.cast.actor(move, Role.LEAD, Role.OFFICIAL, Role.ORGANISER),
            at=at,
            instrument=instrument.id,
            opening=opening,
        )

    mandates, rates = mandates_of(seats), One(RATES, RATES_KEY)
    known = (stage.book.state(mandates), stage.book.state(rates))
    opening_.open_signing(deal, *known, asked(plan.opening))
    prepared = carry_out(stage.installation.authority, plan, at)
    command = asked(prepared.opening)
    sources, context = (stage.source, mandates, rates), stage.context(command)
    answer = stage.book.handle(sources, opening_.open_signing, command, context, prepared.blobs)
    return stage.told(answer)


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
    deal, instrument = stage.instrument(move.instrument)
    seats = seats_on(instrument)
    source = mandate_at(seats, move.seat, actor.person)
    mandate, paper = stage.book.state(source), paper_of(stage, instrument)

    def asked(attestation: Attestation) -> signing.Sign:
        return signing.Sign(
            actor=actor,
            at=at,
            instrument=instrument.id,
            mandate=mandate.id,
            terms_sha256=paper.terms_sha256,
            attestation=attestation,
        )

    who = consenting(stage, actor, at, move.instrument)
    hand = Hand(paper=paper, seats=seats, field=move.seat, who=who, mandate=mandate)
    given = signed_by(stage, hand, lambda plan: signing.sign(deal, mandate, asked(plan)))
    if given is None:
        return stage.told()
    command = asked(given.attestation)
    sources, context = (stage.source, source), stage.context(command)
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
    deal, instrument = stage.instrument(move.instrument)
    actor = stage.cast.actor(move, role)

    def asked(attestation: Attestation) -> attesting.Attest:
        return attesting.Attest(
            actor=actor, at=at, instrument=instrument.id, attestation=attestation
        )

    hand = Hand(
        paper=paper_of(stage, instrument),
        seats=seats_on(instrument),
        field=move.seat,
        who=consenting(stage, actor, at, move.instrument),
    )
    given = signed_by(stage, hand, lambda plan: decision(deal, asked(plan)))
    if given is None:
        return stage.told()
    return stage.edition(stage.source, decision, asked(given.attestation), given.blobs)


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
