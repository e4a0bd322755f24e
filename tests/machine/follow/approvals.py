"""What the notebook says of approvals: of which terms, in full."""

from __future__ import annotations

from machine.authority import is_covered
from machine.follow.change import moved, unlocked
from machine.model import Approval, Model

from aggregates.deal.approvals.grant_approval import GrantApproval
from aggregates.deal.approvals.refuse_approval import RefuseApproval
from aggregates.deal.approvals.request_approval import RequestApproval
from aggregates.deal.approvals.withdraw_approval_request import WithdrawApprovalRequest


def request_approval(model: Model, command: RequestApproval) -> None:
    paper = model.papers[command.instrument]
    terms = model.read[command.terms_sha256]
    side = command.actor.organisation
    assert command.approver not in paper.drafters, "nobody approves what they drafted"
    assert command.approver != command.actor.person, "nobody asks themselves"
    paper.approvals[command.approval] = Approval(command.kind, side, command.approver, terms)
    moved(model, paper, "approving")


def grant_approval(model: Model, command: GrantApproval) -> None:
    paper, by = model.papers[command.instrument], command.actor
    approval = paper.approvals[command.approval]
    assert by.person == approval.approver, "who was asked"
    assert by.person not in paper.drafters, "nobody approves what they drafted"
    assert is_covered(model, paper, by, f"mandate-of-{by.person}", "approve"), "within the limit"
    approval.terms, approval.granted = model.read[command.terms_sha256], True


def refuse_approval(model: Model, command: RefuseApproval) -> None:
    paper = model.papers[command.instrument]
    assert command.actor.person == paper.approvals[command.approval].approver, "who was asked"
    unlocked(model, paper)


def withdraw_approval_request(model: Model, command: WithdrawApprovalRequest) -> None:
    paper = model.papers[command.instrument]
    asked = paper.approvals.pop(command.approval)
    assert asked.side == command.actor.organisation, "who had asked"
    assert not asked.granted, "an approval stands"
    moved(model, paper, "approving" if paper.approvals else "locked")
