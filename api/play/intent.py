"""Moves of the letter of intent: what is sent, or accepted, is signed in the same breath."""

from __future__ import annotations

from datetime import datetime
from typing import TypeAlias, assert_never

import msgspec

from aggregates.deal.evolve import evolve
from aggregates.deal.signing.events import SigningOpened
from aggregates.deal.state import Deal
from aggregates.deal.terms import accept_intent as accepting
from aggregates.deal.terms import decline_intent as declining
from aggregates.deal.terms import submit_intent as submitting
from aggregates.deal.terms.events import Bindingness, IntentSubmitted
from aggregates.rates import RATES
from aggregates.vocabulary import Actor, Clause, Frame, InstrumentId, Role, Seat
from api.contracts.opening import Opened, Request, prepare_opening
from api.contracts.signature import Paper
from api.dealfile.moves import terms as moves
from api.play.papers import clause_of, frame_of_draft
from api.play.seats import mandate_at, mandates_of, seats_of
from api.play.signing import consenting, paper_of, signed_at
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
    actor = stage.cast.actor(move, Role.LEAD)
    letter = _letter(stage, move)
    seats = seats_of(stage, move.seats)
    asked = Request(
        seats=seats,
        rates=stage.book.state(One(RATES, RATES_KEY)).current,
        edition_name=stage.file.edition.name,
        at=at,
        expires_at=stage.cast.deadline(stage.cast.instant(move.expires, at)),
    )
    deal = _as_sent(stage.deal(), letter, actor, asked)
    instrument = deal.instruments[letter.instrument]
    prepared = prepare_opening(
        stage.installation.authority, stage.registered, deal, instrument, asked
    )
    deal = evolve(deal, _as_opened(prepared, letter, actor, at))
    instrument = deal.instruments[letter.instrument]
    field = _field_of(seats, actor)
    mandate = stage.book.state(mandate_at(instrument, field, actor.person))
    who = consenting(stage, actor, at, move.instrument)
    given = signed_at(stage, instrument, _paper(prepared), field, who, mandate)
    command = submitting.SubmitIntent(
        actor=actor,
        at=at,
        instrument=letter.instrument,
        frame=letter.frame,
        clauses=letter.clauses,
        bindingness=letter.bindingness,
        opening=prepared.opening,
        mandate=mandate.id,
        attestation=given.attestation,
    )
    sources = (stage.source, mandates_of(seats), One(RATES, RATES_KEY))
    blobs = (*prepared.blobs, *given.blobs)
    context = stage.context(command)
    return stage.told(stage.book.handle(sources, submitting.submit_intent, command, context, blobs))


def _accept(stage: Stage, at: datetime, move: moves.AcceptIntent) -> Told:
    _, instrument = stage.instrument(move.instrument)
    actor = stage.cast.actor(move, Role.SIGNATORY, Role.LEAD)
    paper = paper_of(stage, instrument)
    seats = tuple(instrument.signing.seats.values()) if instrument.signing else ()
    field = _field_of(seats, actor)
    source = mandate_at(instrument, field, actor.person)
    mandate = stage.book.state(source)
    who = consenting(stage, actor, at, move.instrument)
    given = signed_at(stage, instrument, paper, field, who, mandate)
    command = accepting.AcceptIntent(
        actor=actor,
        at=at,
        instrument=instrument.id,
        mandate=mandate.id,
        terms_sha256=paper.terms_sha256,
        attestation=given.attestation,
    )
    context = stage.context(command)
    sources = (stage.source, source)
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


def _as_opened(prepared: Opened, letter: Letter, actor: Actor, at: datetime) -> SigningOpened:
    facts = msgspec.structs.asdict(prepared.opening)
    return SigningOpened(
        **facts,
        at=at,
        instrument=letter.instrument,
        rates=(),
        principal=actor.organisation,
        by=actor.person,
    )


def _paper(prepared: Opened) -> Paper:
    """The certified revision, which nobody has stored yet."""
    return Paper(
        signing=prepared.opening.signing,
        terms_sha256=prepared.opening.terms_sha256,
        base_pdf_sha256=prepared.opening.revision.base_pdf_sha256,
        pdf=prepared.certified,
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
