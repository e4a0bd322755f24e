"""How terms are approved, each step as the command that is sent."""

from __future__ import annotations

from machine.cast import APPROVERS, actor
from machine.decisions import Step
from machine.model import Model
from machine.steps.parties import lead

from aggregates.deal.approvals.grant_approval import GrantApproval
from aggregates.deal.approvals.refuse_approval import RefuseApproval
from aggregates.deal.approvals.request_approval import RequestApproval
from aggregates.deal.approvals.withdraw_approval_request import WithdrawApprovalRequest
from aggregates.vocabulary import Actor, Role


def request(model: Model, side: str, paper: str, kind: str = "board") -> Step:
    """Ask for it, or once more for what was asked for already."""
    on_table = model.papers[paper]
    known = on_table.approval_of(side, kind)
    command = RequestApproval(
        actor=lead(model, side),
        at=model.now,
        instrument=paper,
        approval=known if known in on_table.approvals else model.next_id("approval"),
        kind=kind,
        approver=APPROVERS[side],
        terms_sha256=model.cite_terms(on_table),
    )
    return Step("request_approval", command)


def grant(model: Model, side: str, paper: str, kind: str = "board") -> Step:
    command = GrantApproval(
        actor=_approver(side),
        at=model.now,
        instrument=paper,
        approval=model.papers[paper].approval_of(side, kind),
        terms_sha256=model.cite_terms(model.papers[paper]),
    )
    return Step("grant_approval", command)


def refuse(model: Model, side: str, paper: str, kind: str = "board") -> Step:
    command = RefuseApproval(
        actor=_approver(side),
        at=model.now,
        instrument=paper,
        approval=model.papers[paper].approval_of(side, kind),
        terms_sha256=model.cite_terms(model.papers[paper]),
        reason="The price is too low.",
    )
    return Step("refuse_approval", command)


def withdraw(model: Model, side: str, paper: str, kind: str = "board") -> Step:
    command = WithdrawApprovalRequest(
        actor=lead(model, side),
        at=model.now,
        instrument=paper,
        approval=model.papers[paper].approval_of(side, kind),
        reason="Another board is competent.",
    )
    return Step("withdraw_approval_request", command)


def _approver(side: str) -> Actor:
    return actor(side, APPROVERS[side], Role.APPROVER)
