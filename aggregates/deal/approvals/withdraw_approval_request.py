"""Take back a request for an approval that nobody has given."""

from __future__ import annotations

from collections.abc import Sequence

from aggregates.checks import check_text
from aggregates.deal.approvals.events import ApprovalRequestWithdrawn
from aggregates.deal.guards import AT_THE_TABLE, require_instrument, require_lead, require_open
from aggregates.deal.state import Deal
from aggregates.errors import RuleError
from aggregates.vocabulary import Command, InstrumentId


class WithdrawApprovalRequest(Command, frozen=True, kw_only=True):
    """A lead takes back what their side has asked for, and says why."""

    instrument: InstrumentId
    approval: str
    reason: str


def withdraw_approval_request(
    deal: Deal, command: WithdrawApprovalRequest
) -> Sequence[ApprovalRequestWithdrawn]:
    """Take it back; what the edition asks for must be asked for anew before signing opens.

    An approval that was granted stands: it falls when the terms change, and not before.

    Raises:
        RuleError: ``unknown_instrument``, ``unknown_approval``, ``not_a_principal``, ``not_lead``,
            ``request_of_another_side``, ``approval_granted``, and as `require_open` and
            `check_text`.
    """
    require_open(deal, command.at, AT_THE_TABLE)
    principal = require_lead(deal, command.actor)
    instrument = require_instrument(deal, command.instrument)
    asked = instrument.approvals.get(command.approval)
    if asked is None:
        raise RuleError("unknown_approval", approval=command.approval)
    if asked.principal != principal:
        raise RuleError("request_of_another_side", principal=asked.principal)
    if asked.granted:
        raise RuleError("approval_granted", approval=command.approval)
    check_text("reason", command.reason)
    return [
        ApprovalRequestWithdrawn(
            at=command.at,
            instrument=instrument.id,
            approval=command.approval,
            principal=principal,
            by=command.actor.person,
            reason=command.reason,
        )
    ]
