"""Samples of what happens to the approvals of an instrument."""

from __future__ import annotations

from aggregates.deal.approvals.events import (
    ApprovalGranted,
    ApprovalRefused,
    ApprovalRequested,
    ApprovalRequestWithdrawn,
)
from samples.world import RATES, at, digest

EVENTS = (
    ApprovalRequested(
        at=at(12, 16),
        instrument="agreement-1",
        approval="A-1",
        kind="board",
        principal="linghai",
        approver="gu-lan",
        terms_sha256=digest("terms of agreement-1"),
        by="lin-yue",
    ),
    ApprovalGranted(
        at=at(12, 17),
        instrument="agreement-1",
        approval="A-1",
        terms_sha256=digest("terms of agreement-1"),
        mandate="M-4",
        rates=RATES,
        by="gu-lan",
    ),
    ApprovalRefused(
        at=at(12, 18),
        instrument="agreement-1",
        approval="A-2",
        terms_sha256=digest("terms of agreement-1"),
        reason="The guarantee of the parent company is missing.",
        by="wanda",
        voids=("A-1",),
    ),
    ApprovalRequestWithdrawn(
        at=at(12, 19),
        instrument="agreement-1",
        approval="A-3",
        principal="linghai",
        by="lin-yue",
        reason="The other board is competent.",
    ),
)
