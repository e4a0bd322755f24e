"""Moves of the letter of intent: what is sent, or accepted, is signed in the same breath."""

from __future__ import annotations

from datetime import datetime
from typing import TypeAlias, assert_never

from aggregates.deal.terms import decline_intent as declining
from aggregates.deal.terms.events import Bindingness
from aggregates.vocabulary import Role
from api.contracts.prepare_letter import Letter
from api.dealfile.moves import terms as moves
from api.play.papers import clause_of, frame_of_draft
from api.play.seats import consenting, seats_of
from api.play.stage import Stage
from api.play.venue import Told

IntentMove: TypeAlias = moves.SubmitIntent | moves.AcceptIntent | moves.DeclineIntent


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
    who = consenting(stage, actor, at, move.instrument)
    letter = _letter(stage, at, move)
    return stage.told(stage.venue.submit_intent(letter, who, actor))


def _accept(stage: Stage, at: datetime, move: moves.AcceptIntent) -> Told:
    _, instrument = stage.instrument(move.instrument)
    actor = stage.cast.actor(move, Role.SIGNATORY, Role.LEAD)
    who = consenting(stage, actor, at, move.instrument)
    return stage.told(stage.venue.accept_intent(instrument, who, actor))


def _letter(stage: Stage, at: datetime, move: moves.SubmitIntent) -> Letter:
    draft = stage.file.instrument(move.instrument)
    names = [clause.id for clause in draft.clauses]
    return Letter(
        instrument=stage.cast.id(draft.id),
        frame=frame_of_draft(draft, names, stage.annexes),
        clauses=tuple(clause_of(clause) for clause in draft.clauses),
        bindingness=draft.bindingness or Bindingness.NOT_BINDING,
        seats=seats_of(stage, move.seats),
        expires_at=stage.cast.deadline(stage.cast.instant(move.expires, at)),
    )
