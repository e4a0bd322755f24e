"""How a deal in force came to its end, in sentences."""

from __future__ import annotations

from typing import assert_never

from aggregates.deal.ending.events import (
    DealTerminated,
    EndingEvent,
    Ground,
    TerminationNoticeGiven,
    TerminationNoticeWithdrawn,
)
from aggregates.deal.telling import DealTelling
from aggregates.telling import moment

GROUNDS = {
    Ground.MUTUAL: ("by mutual consent", "协商一致"),
    Ground.BREACH: ("for breach", "违约"),
    Ground.INSOLVENCY: ("for insolvency", "丧失偿付能力"),
    Ground.FORCE_MAJEURE: ("for force majeure", "不可抗力"),
    Ground.CONDITION_NOT_MET: ("because a condition was not met", "条件未成就"),
    Ground.CONVENIENCE: ("without cause", "无因解除"),
}


def describe_ending(event: EndingEvent, t: DealTelling) -> str:
    """Return ``event`` as a sentence."""
    match event:
        case TerminationNoticeGiven():
            return _given(event, t)
        case TerminationNoticeWithdrawn():
            who, side, why = t.name(event.by), t.name(event.principal), t.closing(event.reason)
            return t.say(
                en=f"{who} took back the notice of termination {event.notice} for {side}: {why}",
                zh=f"{who}代表{side}撤回终止通知{t.name(event.notice)}：{why}",
            )
        case DealTerminated():
            return _terminated(event, t)
        case _:
            assert_never(event)


def _given(event: TerminationNoticeGiven, t: DealTelling) -> str:
    who, side, until = t.name(event.by), t.name(event.principal), moment(event.ends_at.at)
    ground, why = t.word(GROUNDS[event.ground]), t.closing(event.reason)
    return t.say(
        en=f"{who} gave notice for {side} to terminate the deal {ground}, running until {until}:"
        f" {why}",
        zh=f"{who}代表{side}发出终止通知（{ground}），通知期至{until}：{why}",
    )


def _terminated(event: DealTerminated, t: DealTelling) -> str:
    if event.instrument:
        instrument = t.name(event.instrument)
        return t.say(
            en=f"The deal is terminated by mutual consent, with {instrument}.",
            zh=f"各主体方以{instrument}协商一致终止交易。",
        )
    who, side = t.name(event.by), t.name(event.principal)
    ground, notice = t.word(GROUNDS[event.ground]), t.name(event.notice)
    return t.say(
        en=f"{who} terminated the deal for {side} {ground}, when the notice {notice} had run out.",
        zh=f"终止通知{notice}期满，{who}代表{side}终止交易（{ground}）。",
    )
