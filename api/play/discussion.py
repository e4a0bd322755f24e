"""Moves that are talk."""

from __future__ import annotations

from datetime import datetime
from typing import assert_never

from aggregates.deal.discussion import answer as answering
from aggregates.deal.discussion import ask as asking
from aggregates.deal.discussion import comment as commenting
from aggregates.side import SIDE
from aggregates.side import comment_to_own_side as noting
from aggregates.vocabulary import Actor, Role
from api import ids
from api.dealfile.moves import discussion as moves
from api.play.stage import Stage
from api.play.venue import Told
from ledger.sources import One


def play_discussion(stage: Stage, at: datetime, move: moves.DiscussionMove) -> Told:
    """Send the command that ``move`` stands for, as its person."""
    actor = stage.cast.actor(move, Role.LEAD, Role.NEGOTIATOR, Role.LAWYER)
    match move:
        case moves.Comment() if move.audience == "own_side":
            return _note(stage, at, move, actor)
        case moves.Comment():
            saying = commenting.Comment(
                actor=actor,
                at=at,
                comment=ids.new_id(at),
                instrument=_instrument(stage, move.instrument),
                clause=move.clause,
                text=move.text,
            )
            return stage.edition(stage.source, commenting.comment, saying)
        case moves.Ask():
            question = asking.Ask(
                actor=actor,
                at=at,
                question=move.question,
                instrument=_instrument(stage, move.instrument),
                clause=move.clause,
                text=move.text,
                to=stage.cast.id(move.to),
            )
            return stage.edition(stage.source, asking.ask, question)
        case moves.Answer():
            reply = answering.Answer(actor=actor, at=at, question=move.question, text=move.text)
            return stage.edition(stage.source, answering.answer, reply)
        case _:
            assert_never(move)


def _note(stage: Stage, at: datetime, move: moves.Comment, actor: Actor) -> Told:
    """What is said to one's own side lies in a stream of that side's, under its own key."""
    command = noting.CommentToOwnSide(
        actor=actor,
        at=at,
        comment=ids.new_id(at),
        deal=stage.cast.deal,
        principal=actor.organisation,
        instrument=_instrument(stage, move.instrument),
        clause=move.clause,
        text=move.text,
    )
    key = f"{stage.cast.deal}:{actor.organisation}"
    return stage.edition(One(SIDE, key), noting.comment_to_own_side, command)


def _instrument(stage: Stage, name: str) -> str:
    return stage.cast.id(stage.file.instrument(name).id)
