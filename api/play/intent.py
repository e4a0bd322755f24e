"""Moves of the letter of intent: what is sent, or accepted, is signed in the same breath."""

from __future__ import annotations

from datetime import datetime
from typing import TypeAlias, assert_never

import msgspec

from aggregates.aggregate import EventsByStream
from aggregates.deal.evolve import evolve
from aggregates.deal.signing.open_signing import Opening
from aggregates.deal.signing.sign import Attestation
from aggregates.deal.state import Deal
from aggregates.deal.terms import accept_intent as accepting
from aggregates.deal.terms import decline_intent as declining
from aggregates.deal.terms import submit_intent as submitting
from aggregates.deal.terms.events import Bindingness, IntentSubmitted
from aggregates.rates import RATES
from aggregates.vocabulary import Actor, Clause, Frame, InstrumentId, MandateId, Role, Seat
from api.contracts.opening import Plan, Request, carry_out, plan_opening
from api.contracts.signature import Paper, planned
from api.dealfile.moves import terms as moves
from api.play.hand import Hand, consenting, paper_of, seats_on, signed_by
from api.play.papers import clause_of, frame_of_draft
from api.play.seats import mandate_at, mandates_of, request_of, seats_of
from api.play.stage import RATES_KEY, Stage, Told
from ledger.sources import One

IntentMove: TypeAlias = moves.SubmitIntent | moves.AcceptIntent | moves.DeclineIntent


class Letter(msgspec.Struct, frozen=True, kw_only=True):
    """A letter of intent as it is to be sent."""

    instrument: InstrumentId
    frame: Frame
    clauses: tuple[Clause, ...]
    bindingness: Bindingness


def play_intent(stage: Stage, at: datetime, move: IntentMove) -> Told:
    """Send the command that ``move`` stands for, as its person."""
    match move:
        case moves.SubmitIntent():
            return _submit(stage, at, move)
        case moves.AcceptIntent():
            return _accept(stage, at, move)
        case moves.DeclineIntent():
            _, letter = stage.instrument(move.instrument)
            command = declining.DeclineIntent(
                actor=stage.cast.actor(move, Role.LEAD),
                at=at,
                instrument=letter.id,
                reason=move.reason,
            )
            return stage.edition(stage.source, declining.decline_intent, command)
        case _:
            assert_never(move)


def _submit(stage: Stage, at: datetime, move: moves.SubmitIntent) -> Told:
    """Ask the rules about the letter, make it, ask about the signature on it, sign, and send."""
    actor, letter, deal = stage.cast.actor(move, Role.LEAD), _letter(stage, move), stage.deal()
    seats = seats_of(stage, move.seats)
    field = _field_of(seats, actor)
    mandate = stage.book.state(mandate_at(seats, field, actor.person))
    mandates, rates = mandates_of(seats), One(RATES, RATES_KEY)
    known = (stage.book.state(mandates), stage.book.state(rates))

    def asked(opening: Opening, attestation: Attestation) -> submitting.SubmitIntent:
        return _sending(actor, at, letter, opening, mandate.id, attestation)

    def decided(opening: Opening, attestation: Attestation) -> EventsByStream:
        return submitting.submit_intent(deal, *known, asked(opening, attestation))

    plan = _plan(stage, deal, letter, actor, request_of(stage, move, seats, at))
    who = consenting(stage, actor, at, move.instrument)
    decided(plan.opening, planned(field, _paper(plan.opening, b""), who))
    made = carry_out(stage.installation.authority, plan, at)
    paper = _paper(made.opening, made.certified)
    hand = Hand(paper=paper, seats=seats, field=field, who=who, mandate=mandate)
    given = signed_by(stage, hand, lambda pending: decided(made.opening, pending))
    if given is None:
        return stage.told()
    command = asked(made.opening, given.attestation)
    return stage.told(
        stage.book.handle(
            (stage.source, mandates, rates),
            submitting.submit_intent,
            command,
            stage.context(command),
            (*made.blobs, *given.blobs),
        )
    )


def _sending(
    actor: Actor,
    at: datetime,
    letter: Letter,
    opening: Opening,
    mandate: MandateId,
    attestation: Attestation,
) -> submitting.SubmitIntent:
    return submitting.SubmitIntent(
        actor=actor,
        at=at,
        instrument=letter.instrument,
        frame=letter.frame,
        clauses=letter.clauses,
        bindingness=letter.bindingness,
        opening=opening,
        mandate=mandate,
        attestation=attestation,
    )


def _plan(stage: Stage, deal: Deal, letter: Letter, actor: Actor, asked: Request) -> Plan:
    sent = _as_sent(deal, letter, actor, asked)
    return plan_opening(stage.registered, sent, sent.instruments[letter.instrument], asked)


def _accept(stage: Stage, at: datetime, move: moves.AcceptIntent) -> Told:
    deal, instrument = stage.instrument(move.instrument)
    actor = stage.cast.actor(move, Role.SIGNATORY, Role.LEAD)
    seats, paper = seats_on(instrument), paper_of(stage, instrument)
    field = _field_of(seats, actor)
    source = mandate_at(seats, field, actor.person)
    mandate = stage.book.state(source)

    def asked(attestation: Attestation) -> accepting.AcceptIntent:
        return accepting.AcceptIntent(
            actor=actor,
            at=at,
            instrument=instrument.id,
            mandate=mandate.id,
            terms_sha256=paper.terms_sha256,
            attestation=attestation,
        )

    who = consenting(stage, actor, at, move.instrument)
    hand = Hand(paper=paper, seats=seats, field=field, who=who, mandate=mandate)
    given = signed_by(stage, hand, lambda plan: accepting.accept_intent(deal, mandate, asked(plan)))
    if given is None:
        return stage.told()
    command = asked(given.attestation)
    sources, context = (stage.source, source), stage.context(command)
    return stage.told(
        stage.book.handle(sources, accepting.accept_intent, command, context, given.blobs)
    )


def _letter(stage: Stage, move: moves.SubmitIntent) -> Letter:
    draft = stage.file.instrument(move.instrument)
    names = [clause.id for clause in draft.clauses]
    return Letter(
        instrument=stage.cast.id(draft.id),
        frame=frame_of_draft(draft, names, stage.annexes),
        clauses=tuple(clause_of(clause) for clause in draft.clauses),
        bindingness=draft.bindingness or Bindingness.NOT_BINDING,
    )


def _as_sent(deal: Deal, letter: Letter, actor: Actor, asked: Request) -> Deal:
    """Return the deal as it will be when the letter is sent: what its PDF is made of."""
    submitted = IntentSubmitted(
        at=asked.at,
        instrument=letter.instrument,
        principal=actor.organisation,
        by=actor.person,
        frame=letter.frame,
        clauses=letter.clauses,
        bindingness=letter.bindingness,
        terms_sha256="",
        expires_at=asked.expires_at,
    )
    return evolve(deal, submitted)


def _paper(opening: Opening, certified: bytes) -> Paper:
    """The certified revision, which nobody has stored yet."""
    return Paper(
        signing=opening.signing,
        terms_sha256=opening.terms_sha256,
        base_pdf_sha256=opening.revision.base_pdf_sha256,
        pdf_sha256=opening.revision.pdf_sha256,
        pdf=certified,
    )


def _field_of(seats: tuple[Seat, ...], actor: Actor) -> str:
    """Return the seat where ``actor`` sits for their organisation, empty if they sit at none."""
    return next(
        (
            seat.field
            for seat in seats
            if seat.of == actor.organisation
            and any(sitter.person == actor.person for sitter in seat.sitters)
        ),
        "",
    )
