"""Moves that follow the signing: the schedule, conditions, the effect, the end."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import TypeAlias, assert_never

from aggregates.deal.performance import close_deal as closing
from aggregates.deal.performance import confirm_schedule as confirming
from aggregates.deal.performance import declare_effective as declaring
from aggregates.deal.performance import propose_schedule as proposing
from aggregates.deal.performance import satisfy_condition as satisfying
from aggregates.deal.performance import waive_condition as waiving
from aggregates.deal.performance import write_off_obligation as writing_off
from aggregates.deal.performance.schedule import Condition, Contribution, Milestone, Schedule
from aggregates.vocabulary import Role, Wording
from api import ids
from api.dealfile.moves import performance as moves
from api.dealfile.moves.schedules import ConditionDraft, ContributionDraft, MilestoneDraft
from api.play.stage import Stage
from api.play.venue import Told

EffectMove: TypeAlias = (
    moves.ProposeSchedule
    | moves.ConfirmSchedule
    | moves.SatisfyCondition
    | moves.WaiveCondition
    | moves.DeclareEffective
    | moves.WriteOffObligation
    | moves.CloseDeal
)


def play_performance(stage: Stage, at: datetime, move: EffectMove) -> Told:
    """Send the command that ``move`` stands for, as its person."""
    match move:
        case moves.ProposeSchedule():
            return _propose(stage, at, move)
        case moves.ConfirmSchedule():
            return _confirm(stage, at, move)
        case moves.SatisfyCondition():
            return _satisfy(stage, at, move)
        case moves.DeclareEffective() | moves.CloseDeal():
            return _declare(stage, at, move)
        case moves.WaiveCondition() | moves.WriteOffObligation():
            return _give_up(stage, at, move)
        case _:
            assert_never(move)


def _propose(stage: Stage, at: datetime, move: moves.ProposeSchedule) -> Told:
    schedule = Schedule(
        conditions=tuple(_condition(stage, draft) for draft in move.conditions),
        contributions=tuple(_contribution(stage, draft) for draft in move.contributions),
        milestones=tuple(_milestone(stage, draft) for draft in move.milestones),
    )
    command = proposing.ProposeSchedule(
        actor=stage.cast.actor(move, Role.LEAD),
        at=at,
        proposal=ids.new_id(at),
        schedule=schedule,
    )
    return stage.edition(stage.source, proposing.propose_schedule, command)


def _condition(stage: Stage, draft: ConditionDraft) -> Condition:
    return Condition(
        id=draft.id,
        instrument=_instrument(stage, draft.instrument),
        clause=draft.clause,
        title=Wording(texts=draft.title),
        waivable_by=tuple(sorted(stage.cast.id(side) for side in draft.waivable_by)),
    )


def _contribution(stage: Stage, draft: ContributionDraft) -> Contribution:
    return Contribution(
        id=draft.id,
        instrument=_instrument(stage, draft.instrument),
        clause=draft.clause,
        value=draft.value,
        principal=stage.cast.id(draft.of),
        amount=draft.amount,
        due=draft.due.isoformat() if draft.due else "",
    )


def _milestone(stage: Stage, draft: MilestoneDraft) -> Milestone:
    return Milestone(
        id=draft.id,
        instrument=_instrument(stage, draft.instrument),
        clause=draft.clause,
        title=Wording(texts=draft.title),
        landing=draft.landing,
        principal=stage.cast.id(draft.of),
        due=draft.due.isoformat() if draft.due else "",
    )


def _instrument(stage: Stage, name: str) -> str:
    return stage.cast.id(stage.file.instrument(name).id)


def _confirm(stage: Stage, at: datetime, move: moves.ConfirmSchedule) -> Told:
    under_way = stage.deal().performance.proposal
    command = confirming.ConfirmSchedule(
        actor=stage.cast.actor(move, Role.LEAD),
        at=at,
        proposal=under_way.id if under_way else "",
        schedule_sha256=under_way.schedule_sha256 if under_way else "",
    )
    return stage.edition(stage.source, confirming.confirm_schedule, command)


def _satisfy(stage: Stage, at: datetime, move: moves.SatisfyCondition) -> Told:
    evidence = move.evidence.encode()
    command = satisfying.SatisfyCondition(
        actor=stage.cast.actor(move, Role.OFFICIAL),
        at=at,
        condition=move.condition,
        evidence_sha256=hashlib.sha256(evidence).hexdigest(),
    )
    return stage.edition(stage.source, satisfying.satisfy_condition, command, blobs=(evidence,))


def _declare(stage: Stage, at: datetime, move: moves.DeclareEffective | moves.CloseDeal) -> Told:
    actor = stage.cast.actor(move, Role.LEAD, Role.OFFICIAL)
    if isinstance(move, moves.CloseDeal):
        end = closing.CloseDeal(actor=actor, at=at, reason=move.reason)
        return stage.edition(stage.source, closing.close_deal, end)
    _, leading = stage.instrument("")
    effect = declaring.DeclareEffective(actor=actor, at=at, terms_sha256=leading.executed_sha256)
    return stage.edition(stage.source, declaring.declare_effective, effect)


def _give_up(
    stage: Stage, at: datetime, move: moves.WaiveCondition | moves.WriteOffObligation
) -> Told:
    lead = stage.cast.actor(move, Role.LEAD)
    if isinstance(move, moves.WaiveCondition):
        waiver = waiving.WaiveCondition(
            actor=lead, at=at, condition=move.condition, reason=move.reason
        )
        return stage.edition(stage.source, waiving.waive_condition, waiver)
    loss = writing_off.WriteOffObligation(
        actor=lead, at=at, obligation=move.obligation, reason=move.reason
    )
    return stage.edition(stage.source, writing_off.write_off_obligation, loss)
