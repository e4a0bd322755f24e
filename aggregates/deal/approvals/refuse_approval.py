"""Refuse to approve: the terms are open again."""

from __future__ import annotations

from collections.abc import Sequence

from aggregates.checks import check_text
from aggregates.deal.approvals.events import ApprovalRefused
from aggregates.deal.approvals.grant_approval import require_approver
from aggregates.deal.approvals.request_approval import require_locked
from aggregates.deal.guards import AT_THE_TABLE, require_instrument, require_open
from aggregates.deal.state import Deal
from aggregates.vocabulary import Command, InstrumentId, Sha256


class RefuseApproval(Command, frozen=True, kw_only=True):
    """The approver says no to the terms of this digest, and why."""

    instrument: InstrumentId
    approval: str
    terms_sha256: Sha256
    reason: str


def refuse_approval(deal: Deal, command: RefuseApproval) -> Sequence[ApprovalRefused]:
    """Open the terms; every approval of them falls, the granted ones included.

    Raises:
        RuleError: ``unknown_instrument``, ``not_locked``, ``other_terms``, and as `require_open`,
            `require_approver` and `check_text`.
    """
    require_open(deal, command.at, AT_THE_TABLE)
    instrument = require_instrument(deal, command.instrument)
    require_approver(deal, instrument, command.approval, command.actor)
    require_locked(instrument, command.terms_sha256)
    check_text("reason", command.reason)
    return [
        ApprovalRefused(
            at=command.at,
            instrument=instrument.id,
            approval=command.approval,
            terms_sha256=command.terms_sha256,
            reason=command.reason,
            by=command.actor.person,
            voids=tuple(sorted(instrument.approvals)),
        )
    ]
