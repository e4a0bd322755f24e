"""Moves that set, stop and wind the clocks of the whole deal, or take up what had ended."""

from __future__ import annotations

from datetime import datetime
from typing import TypeAlias, assert_never

from aggregates.deal.parties import consent_to_deadline_extension as extension
from aggregates.deal.parties import consent_to_reopening as reopening
from aggregates.deal.parties import expire_deal as expiry
from aggregates.deal.parties import extend_deadline as extending
from aggregates.deal.parties import propose_deadline_extension as proposing
from aggregates.deal.parties import propose_reopening as returning
from aggregates.deal.parties import resume_deal as resuming
from aggregates.deal.parties import suspend_deal as suspending
from aggregates.deal.parties.events import Clock
from aggregates.vocabulary import Actor, Role
from api import ids
from api.dealfile.moves import parties as moves
from api.play.cast import OFFICES
from api.play.stage import Stage
from api.play.venue import Told

ClocksMove: TypeAlias = (
    moves.ExtendDeadline
    | moves.ConsentToExtension
    | moves.SuspendDeal
    | moves.ResumeDeal
    | moves.ExpireDeal
    | moves.ProposeReopening
    | moves.ConsentToReopening
)


def play_clocks(stage: Stage, at: datetime, move: ClocksMove) -> Told:
    """Send the command that ``move`` stands for, as its person."""
    lead = stage.cast.actor(move, Role.LEAD)
    match move:
        case moves.ExtendDeadline():
            return _extend(stage, at, move, lead)
        case moves.ConsentToExtension():
            return _consent_to_extension(stage, at, lead)
        case moves.SuspendDeal() | moves.ResumeDeal():
            return _suspend_or_resume(stage, at, move)
        case moves.ExpireDeal():
            ending = expiry.ExpireDeal(actor=lead, at=at, clock=move.clock)
            return stage.edition(stage.source, expiry.expire_deal, ending)
        case moves.ProposeReopening():
            return _propose_reopening(stage, at, move, lead)
        case moves.ConsentToReopening():
            return _consent_to_reopening(stage, at, lead)
        case _:
            assert_never(move)


def _extend(stage: Stage, at: datetime, move: moves.ExtendDeadline, actor: Actor) -> Told:
    until = stage.cast.deadline(stage.cast.instant(move.expires, at))
    if move.clock is Clock.DEAL:
        proposal = proposing.ProposeDeadlineExtension(
            actor=actor, at=at, proposal=ids.new_id(at), expires_at=until
        )
        return stage.edition(stage.source, proposing.propose_deadline_extension, proposal)
    _, instrument = stage.instrument(move.instrument)
    command = extending.ExtendDeadline(
        actor=actor, at=at, clock=move.clock, instrument=instrument.id, expires_at=until
    )
    return stage.edition(stage.source, extending.extend_deadline, command)


def _consent_to_extension(stage: Stage, at: datetime, actor: Actor) -> Told:
    asked = stage.deal().parties.extension
    command = extension.ConsentToDeadlineExtension(
        actor=actor, at=at, proposal=asked.proposal if asked else ""
    )
    return stage.edition(stage.source, extension.consent_to_deadline_extension, command)


def _suspend_or_resume(
    stage: Stage, at: datetime, move: moves.SuspendDeal | moves.ResumeDeal
) -> Told:
    actor = stage.cast.actor(move, *OFFICES)
    if isinstance(move, moves.SuspendDeal):
        stopping = suspending.SuspendDeal(actor=actor, at=at, reason=move.reason)
        return stage.edition(stage.source, suspending.suspend_deal, stopping)
    going_on = resuming.ResumeDeal(actor=actor, at=at, reason=move.reason)
    return stage.edition(stage.source, resuming.resume_deal, going_on)


def _propose_reopening(
    stage: Stage, at: datetime, move: moves.ProposeReopening, actor: Actor
) -> Told:
    command = returning.ProposeReopening(
        actor=actor,
        at=at,
        proposal=ids.new_id(at),
        reason=move.reason,
        expires_at=stage.cast.deadline(stage.cast.instant(move.expires, at)),
    )
    return stage.edition(stage.source, returning.propose_reopening, command)


def _consent_to_reopening(stage: Stage, at: datetime, actor: Actor) -> Told:
    wanted = stage.deal().parties.reopening
    command = reopening.ConsentToReopening(
        actor=actor, at=at, proposal=wanted.proposal if wanted else ""
    )
    return stage.edition(stage.source, reopening.consent_to_reopening, command)
