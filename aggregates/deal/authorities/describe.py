"""What authorities said of an instrument, in sentences."""

from __future__ import annotations

from typing import assert_never

from aggregates.deal.authorities.events import (
    AnnulledByDecision,
    AttestationAttached,
    AttestationKind,
    AuthoritiesEvent,
    DecisionKind,
    DisputeKind,
    DisputeRecorded,
    DisputeSettled,
    ExecutionSuspended,
    ExecutionSuspensionLifted,
    Outcome,
)
from aggregates.deal.telling import DealTelling
from aggregates.telling import fact

DISPUTES = {
    DisputeKind.MEDIATION: ("mediation", "调解"),
    DisputeKind.ARBITRATION: ("arbitration", "仲裁"),
    DisputeKind.LITIGATION: ("litigation", "诉讼"),
    DisputeKind.ADMINISTRATIVE: ("an administrative procedure", "行政程序"),
}
OUTCOMES = {
    Outcome.SETTLED: ("was settled", "和解"),
    Outcome.AWARDED: ("was decided", "裁决"),
    Outcome.DISMISSED: ("was dismissed", "驳回"),
    Outcome.WITHDRAWN: ("was withdrawn", "撤回"),
}
DECISIONS = {
    DecisionKind.JUDGMENT: ("a judgment", "判决"),
    DecisionKind.AWARD: ("an award", "裁决"),
    DecisionKind.INTERIM_ORDER: ("an interim order", "临时措施裁定"),
    DecisionKind.ADMINISTRATIVE_ACT: ("an administrative act", "行政决定"),
}
ATTESTATIONS = {
    AttestationKind.APOSTILLE: ("an apostille", "附加证明书"),
    AttestationKind.LEGALISATION: ("a legalisation", "领事认证"),
    AttestationKind.STAMP_DUTY_RECEIPT: ("a receipt of stamp duty", "印花税完税凭证"),
    AttestationKind.REGISTRATION: ("a certificate of registration", "登记证明"),
}


def describe_authorities(event: AuthoritiesEvent, t: DealTelling) -> str:
    """Return ``event`` as a sentence."""
    match event:
        case DisputeRecorded() | DisputeSettled():
            return _dispute(event, t)
        case ExecutionSuspended() | AnnulledByDecision():
            return _decided(event, t)
        case ExecutionSuspensionLifted():
            who, office, decision = t.name(event.by), t.name(event.office), t.name(event.decision)
            return t.say(
                en=f"{who} of {office} recorded that the suspension by decision {decision} was"
                " lifted.",
                zh=f"{office}的{who}记录：依决定{decision}的中止执行已解除。",
            )
        case AttestationAttached():
            return _attached(event, t)
        case _:
            assert_never(event)


def _dispute(event: DisputeRecorded | DisputeSettled, t: DealTelling) -> str:
    who, office, dispute = t.name(event.by), t.name(event.office), t.name(event.dispute)
    match event:
        case DisputeRecorded():
            instrument, authority = t.name(event.instrument), fact(event.authority)
            kind = t.word(DISPUTES[event.kind])
            return t.say(
                en=f"{who} of {office} recorded that {instrument} is in dispute ({dispute}):"
                f" {kind}, before {authority}.",
                zh=f"{office}的{who}记录：{instrument}存在争议（{dispute}），由{authority}{kind}。",
            )
        case DisputeSettled():
            outcome = t.word(OUTCOMES[event.outcome])
            return t.say(
                en=f"{who} of {office} recorded that the dispute {dispute} {outcome}.",
                zh=f"{office}的{who}记录：争议{dispute}已结束（{outcome}）。",
            )
        case _:
            assert_never(event)


def _decided(event: ExecutionSuspended | AnnulledByDecision, t: DealTelling) -> str:
    who, office, instrument = t.name(event.by), t.name(event.office), t.name(event.instrument)
    authority, decision = fact(event.authority), t.name(event.decision)
    match event:
        case ExecutionSuspended():
            kind = t.word(DECISIONS[event.kind])
            return t.say(
                en=f"{who} of {office} recorded that {authority} suspended the execution of"
                f" {instrument}, by {kind} ({decision}).",
                zh=f"{office}的{who}记录：{authority}以{kind}（{decision}）中止{instrument}的执行。",
            )
        case AnnulledByDecision():
            kind = t.word(DECISIONS[event.kind])
            return t.say(
                en=f"{who} of {office} recorded that {authority} annulled {instrument}, by {kind}"
                f" ({decision}): it binds nobody any more.",
                zh=f"{office}的{who}记录：{authority}以{kind}（{decision}）撤销{instrument}，"
                "其不再具有约束力。",
            )
        case _:
            assert_never(event)


def _attached(event: AttestationAttached, t: DealTelling) -> str:
    who, side, instrument = t.name(event.by), t.name(event.organisation), t.name(event.instrument)
    authority, kind = fact(event.authority), t.word(ATTESTATIONS[event.kind])
    return t.say(
        en=f"{who} of {side} put {kind} of {authority} beside {instrument}.",
        zh=f"{side}的{who}为{instrument}附上{authority}出具的{kind}。",
    )
