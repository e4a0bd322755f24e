"""What happened after the signing, in sentences."""

from __future__ import annotations

from typing import TypeAlias, assert_never

from aggregates.deal.performance.events import (
    ConditionSatisfied,
    ConditionWaived,
    ContributionReported,
    ContributionVerified,
    DealEffective,
    DealFulfilled,
    MilestoneReported,
    MilestoneVerified,
    ObligationWrittenOff,
    PerformanceEvent,
    ScheduleAgreed,
    ScheduleConfirmed,
    ScheduleProposed,
)
from aggregates.deal.telling import DealTelling
from aggregates.telling import counted, fact, money

ScheduleEvent: TypeAlias = ScheduleProposed | ScheduleConfirmed | ScheduleAgreed
EffectEvent: TypeAlias = ConditionSatisfied | ConditionWaived | DealEffective
DeedEvent: TypeAlias = (
    ContributionReported | ContributionVerified | MilestoneReported | MilestoneVerified
)
EndEvent: TypeAlias = ObligationWrittenOff | DealFulfilled


def describe_performance(event: PerformanceEvent, t: DealTelling) -> str:
    """Return ``event`` as a sentence."""
    if isinstance(event, ScheduleEvent):
        return _schedule(event, t)
    if isinstance(event, EffectEvent):
        return _effect(event, t)
    if isinstance(event, EndEvent):
        return _end(event, t)
    return _deed(event, t)


def _schedule(event: ScheduleEvent, t: DealTelling) -> str:
    match event:
        case ScheduleProposed():
            who, side, holds = t.name(event.by), t.name(event.principal), _holds(event, t)
            return t.say(
                en=f"{who} proposed for {side} the schedule of performance: {holds}.",
                zh=f"{who}代表{side}提议履行计划：{holds}。",
            )
        case ScheduleConfirmed():
            who, side = t.name(event.by), t.name(event.principal)
            return t.say(
                en=f"{who} agreed for {side} to the schedule of performance.",
                zh=f"{who}代表{side}同意履行计划。",
            )
        case ScheduleAgreed():
            return t.say(
                en="Every principal has agreed to the schedule of performance.",
                zh="各主体方均已同意履行计划。",
            )
        case _:
            assert_never(event)


def _holds(event: ScheduleProposed, t: DealTelling) -> str:
    schedule = event.schedule
    conditions, milestones = len(schedule.conditions), len(schedule.milestones)
    contributions = len(schedule.contributions)
    return t.every(
        [
            t.pick(counted(conditions, "condition"), fact(f"{conditions} 项先决条件")),
            t.pick(counted(contributions, "contribution"), fact(f"{contributions} 项出资")),
            t.pick(counted(milestones, "milestone"), fact(f"{milestones} 个里程碑")),
        ]
    )


def _effect(event: EffectEvent, t: DealTelling) -> str:
    who = t.name(event.by)
    match event:
        case ConditionSatisfied():
            condition = t.name(event.condition)
            return t.say(
                en=f"{who} found the condition {condition} met.",
                zh=f"{who}确认先决条件{condition}已成就。",
            )
        case ConditionWaived():
            condition, side = t.name(event.condition), t.name(event.principal)
            why = t.closing(event.reason)
            return t.say(
                en=f"{who} waived the condition {condition} for {side}: {why}",
                zh=f"{who}代表{side}豁免先决条件{condition}：{why}",
            )
        case DealEffective():
            instrument = t.name(event.instrument)
            return t.say(
                en=f"{who} declared {instrument} effective.", zh=f"{who}宣布{instrument}生效。"
            )
        case _:
            assert_never(event)


def _deed(event: DeedEvent, t: DealTelling) -> str:
    who, owed, report = t.name(event.by), t.name(event.obligation), t.name(event.report)
    match event:
        case ContributionReported():
            side, amount = t.name(event.principal), money(event.amount)
            return t.say(
                en=f"{who} reported for {side} that {amount} of {owed} are paid in ({report}).",
                zh=f"{who}代表{side}报告{owed}已缴付 {amount}（{report}）。",
            )
        case ContributionVerified():
            side, amount = t.name(event.principal), money(event.amount)
            return t.say(
                en=f"{who} verified {amount} of what {side} had reported of {owed} ({report}).",
                zh=f"{who}核实{side}就{owed}所报告的 {amount}（{report}）。",
            )
        case MilestoneReported():
            side = t.name(event.principal)
            return t.say(
                en=f"{who} reported for {side} that {owed} is reached ({report}).",
                zh=f"{who}代表{side}报告{owed}已达成（{report}）。",
            )
        case MilestoneVerified():
            return t.say(
                en=f"{who} verified that {owed} is reached ({report}).",
                zh=f"{who}核实{owed}已达成（{report}）。",
            )
        case _:
            assert_never(event)


def _end(event: EndEvent, t: DealTelling) -> str:
    who, why = t.name(event.by), t.closing(event.reason)
    match event:
        case ObligationWrittenOff():
            owed, side = t.name(event.obligation), t.name(event.principal)
            return t.say(
                en=f"{who} wrote off {owed} for {side}: {why}",
                zh=f"{who}代表{side}核销{owed}：{why}",
            )
        case DealFulfilled():
            return t.say(
                en=f"{who} closed the deal as fulfilled: {why}",
                zh=f"{who}以履行完毕为由关闭交易：{why}",
            )
        case _:
            assert_never(event)
