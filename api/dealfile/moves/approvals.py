"""Moves of those who must say yes before signing opens."""

from __future__ import annotations

from typing import TypeAlias

from api.dealfile.fields import Code, Id, MandateRef, PersonRef, Text
from api.dealfile.moves.move import InstrumentMove


class RequestApproval(InstrumentMove, frozen=True, kw_only=True, tag="request_approval"):
    """Ask an approver of one's side; ``approval`` is the request's id."""

    approval: Id
    kind: Code
    approver: PersonRef


class GrantApproval(InstrumentMove, frozen=True, kw_only=True, tag="grant_approval"):
    """Say yes to exactly these terms, within the limit of a mandate."""

    approval: Id
    mandate: MandateRef


class RefuseApproval(InstrumentMove, frozen=True, kw_only=True, tag="refuse_approval"):
    """Say no: the terms are open again."""

    approval: Id
    reason: Text


class WithdrawApprovalRequest(
    InstrumentMove, frozen=True, kw_only=True, tag="withdraw_approval_request"
):
    """Take back what one's side has asked for, as long as nobody has approved."""

    approval: Id
    reason: Text


ApprovalsMove: TypeAlias = (
    RequestApproval | GrantApproval | RefuseApproval | WithdrawApprovalRequest
)
