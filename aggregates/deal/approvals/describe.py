"""What happened to the approvals of an instrument, in sentences."""

from __future__ import annotations

from typing import assert_never

from aggregates.deal.approvals.events import (
    ApprovalGranted,
    ApprovalRefused,
    ApprovalRequested,
    ApprovalRequestWithdrawn,
    ApprovalsEvent,
)
from aggregates.deal.telling import DealTelling
from aggregates.telling import fact

APPROVALS = {
    "board": ("the board's approval", "董事会批准"),
    "parent": ("the parent company's approval", "母公司批准"),
    "asset_supervisor": ("the asset supervisor's approval", "国有资产监督管理机构批准"),
    "government": ("the government's approval", "政府批准"),
}
"""The usual kinds of approval; an edition may ask for others, which are told by their own name."""


def describe_approvals(event: ApprovalsEvent, t: DealTelling) -> str:
    """Return ``event`` as a sentence."""
    match event:
        case ApprovalRequested():
            return _requested(event, t)
        case ApprovalGranted():
            return _granted(event, t)
        case ApprovalRefused():
            return _refused(event, t)
        case ApprovalRequestWithdrawn():
            return _withdrawn(event, t)
        case _:
            assert_never(event)


def _requested(event: ApprovalRequested, t: DealTelling) -> str:
    who, approver, side = t.name(event.by), t.name(event.approver), t.name(event.principal)
    kind, instrument = _kind(event.kind, t), t.name(event.instrument)
    approval = t.name(event.approval)
    return t.say(
        en=f"{who} asked {approver} for {kind} of {instrument} on behalf of {side} ({approval}).",
        zh=f"{who}代表{side}就{instrument}请{approver}给予{kind}（{approval}）。",
    )


def _kind(kind: str, t: DealTelling) -> str:
    if kind in APPROVALS:
        return t.word(APPROVALS[kind])
    return t.pick(f"the approval “{kind}”", f"“{fact(kind)}”批准")


def _granted(event: ApprovalGranted, t: DealTelling) -> str:
    who, instrument = t.name(event.by), t.name(event.instrument)
    approval, mandate = t.name(event.approval), t.name(event.mandate)
    rates = t.rates(event.rates)
    return t.say(
        en=f"{who} approved {instrument} as locked ({approval}), under mandate {mandate}{rates}.",
        zh=f"{who}依据授权{mandate}批准已锁定的{instrument}（{approval}）{rates}。",
    )


def _refused(event: ApprovalRefused, t: DealTelling) -> str:
    who, instrument, approval = t.name(event.by), t.name(event.instrument), t.name(event.approval)
    why, fallen = t.closing(event.reason), t.fall(event.voids, ("approval", "批准"))
    return t.say(
        en=f"{who} refused to approve {instrument} ({approval}): {why} Its terms are open"
        f" again.{fallen}",
        zh=f"{who}不批准{instrument}（{approval}）：{why}其条件重新开放谈判。{fallen}",
    )


def _withdrawn(event: ApprovalRequestWithdrawn, t: DealTelling) -> str:
    who, side, instrument = t.name(event.by), t.name(event.principal), t.name(event.instrument)
    approval, why = t.name(event.approval), t.closing(event.reason)
    return t.say(
        en=f"{who} took back for {side} the request for the approval {approval} of {instrument}:"
        f" {why}",
        zh=f"{who}代表{side}撤回就{instrument}提出的批准请求{approval}：{why}",
    )
