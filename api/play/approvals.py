"""Moves of those who must say yes before signing opens."""

from __future__ import annotations

from datetime import datetime
from typing import assert_never

from aggregates.deal.approvals import grant_approval as granting
from aggregates.deal.approvals import refuse_approval as refusing
from aggregates.deal.approvals import request_approval as requesting
from aggregates.deal.approvals import withdraw_approval_request as withdrawing
from aggregates.mandate import MANDATE
from aggregates.vocabulary import Role
from api.dealfile.moves import approvals as moves
from api.play.stage import Stage
from api.play.venue import Told
from ledger.sources import One


def play_approvals(stage: Stage, at: datetime, move: moves.ApprovalsMove) -> Told:
    """Send the command that ``move`` stands for, as its person."""
    _, instrument = stage.instrument(move.instrument)
    locked = instrument.matrix.locked_sha256
    approver = stage.cast.actor(move, Role.APPROVER)
    match move:
        case moves.RequestApproval():
            request = requesting.RequestApproval(
                actor=stage.cast.actor(move, Role.LEAD),
                at=at,
                instrument=instrument.id,
                approval=move.approval,
                kind=move.kind,
                approver=stage.cast.id(move.approver),
                terms_sha256=locked,
            )
            return stage.edition(stage.source, requesting.request_approval, request)
        case moves.GrantApproval():
            grant = granting.GrantApproval(
                actor=approver,
                at=at,
                instrument=instrument.id,
                approval=move.approval,
                terms_sha256=locked,
            )
            mandate = One(MANDATE, stage.cast.id(move.mandate))
            sources = (stage.source, mandate, stage.rates)
            return stage.together(sources, granting.grant_approval, grant)
        case moves.RefuseApproval():
            refusal = refusing.RefuseApproval(
                actor=approver,
                at=at,
                instrument=instrument.id,
                approval=move.approval,
                terms_sha256=locked,
                reason=move.reason,
            )
            return stage.edition(stage.source, refusing.refuse_approval, refusal)
        case moves.WithdrawApprovalRequest():
            withdrawal = withdrawing.WithdrawApprovalRequest(
                actor=stage.cast.actor(move, Role.LEAD),
                at=at,
                instrument=instrument.id,
                approval=move.approval,
                reason=move.reason,
            )
            return stage.edition(stage.source, withdrawing.withdraw_approval_request, withdrawal)
        case _:
            assert_never(move)
