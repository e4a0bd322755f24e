"""How what happens to the approvals changes the deal."""

from __future__ import annotations

from typing import assert_never

from msgspec.structs import replace

from aggregates.deal.approvals.events import (
    ApprovalGranted,
    ApprovalRefused,
    ApprovalRequested,
    ApprovalRequestWithdrawn,
    ApprovalsEvent,
)
from aggregates.deal.approvals.state import Approval
from aggregates.deal.change import moved, put, with_instrument, without
from aggregates.deal.state import Deal, Progress
from aggregates.deal.used import used


def evolve_approvals(deal: Deal, event: ApprovalsEvent) -> Deal:
    """Return the deal after ``event``. Never refuses: it has happened."""
    match event:
        case ApprovalRequested():
            return _requested(deal, event)
        case ApprovalGranted():
            return _granted(deal, event)
        case ApprovalRefused():
            return _refused(deal, event)
        case ApprovalRequestWithdrawn():
            return _withdrawn(deal, event)
        case _:
            assert_never(event)


def _requested(deal: Deal, event: ApprovalRequested) -> Deal:
    instrument = deal.instruments[event.instrument]
    approval = Approval(
        kind=event.kind,
        principal=event.principal,
        approver=event.approver,
        terms_sha256=event.terms_sha256,
    )
    approvals = put(instrument.approvals, event.approval, approval)
    asked = replace(instrument, approvals=approvals)
    return moved(used(deal, event.approval), asked, Progress.APPROVING)


def _granted(deal: Deal, event: ApprovalGranted) -> Deal:
    instrument = deal.instruments[event.instrument]
    granted = replace(instrument.approvals[event.approval], granted=True)
    approvals = put(instrument.approvals, event.approval, granted)
    return with_instrument(deal, replace(instrument, approvals=approvals))


def _refused(deal: Deal, event: ApprovalRefused) -> Deal:
    instrument = deal.instruments[event.instrument]
    matrix = replace(instrument.matrix, locked_sha256="", correction=None)
    approvals = without(instrument.approvals, event.voids)
    changed = replace(instrument, matrix=matrix, approvals=approvals)
    return moved(deal, changed, Progress.NEGOTIATING)


def _withdrawn(deal: Deal, event: ApprovalRequestWithdrawn) -> Deal:
    instrument = deal.instruments[event.instrument]
    left = without(instrument.approvals, [event.approval])
    progress = Progress.APPROVING if left else Progress.LOCKED
    return moved(deal, replace(instrument, approvals=left), progress)
