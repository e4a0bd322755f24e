"""The organiser's move: how figures count the deal."""

from __future__ import annotations

from datetime import datetime

from msgspec.structs import replace

from aggregates.deal.classification import correct_classification as correcting
from aggregates.vocabulary import Role
from api.dealfile.moves.classification import CorrectClassification
from api.play.parties import classification_of
from api.play.stage import Stage
from api.play.venue import Told


def play_classification(stage: Stage, at: datetime, move: CorrectClassification) -> Told:
    """Send the command that ``move`` stands for, as its person."""
    actor = stage.cast.actor(move, Role.ORGANISER)
    stands = stage.deal().classification or classification_of(stage)
    given = {
        "direction": move.direction,
        "mode": move.mode,
        "industry": move.industry,
        "origin": move.origin,
        "destination": move.destination,
        "code_lists": move.code_lists,
    }
    changed = {name: value for name, value in given.items() if value}
    command = correcting.CorrectClassification(
        actor=actor,
        at=at,
        classification=replace(stands, made_by=actor.person, **changed),
        reason=move.reason,
    )
    return stage.edition(stage.source, correcting.correct_classification, command)
