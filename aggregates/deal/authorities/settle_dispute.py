"""Record how a dispute ended."""

from __future__ import annotations

from collections.abc import Sequence

from aggregates.checks import check_sha256
from aggregates.deal.authorities.events import DisputeSettled, Outcome
from aggregates.deal.authorities.recording import require_recorder
from aggregates.deal.state import Deal
from aggregates.errors import RuleError
from aggregates.vocabulary import Command, Sha256


class SettleDispute(Command, frozen=True, kw_only=True):
    """An official records the decision or the settlement that ended ``dispute``."""

    dispute: str
    outcome: Outcome
    decision_sha256: Sha256


def settle_dispute(deal: Deal, command: SettleDispute) -> Sequence[DisputeSettled]:
    """Record it once: no verdict speaks of the dispute any more.

    Raises:
        RuleError: ``unknown_record``, ``settled_already`` by another decision,
            ``sha256_malformed``, and as `require_recorder`.
    """
    require_recorder(deal, command.actor)
    check_sha256("decision_sha256", command.decision_sha256)
    dispute = deal.records.disputes.get(command.dispute)
    if dispute is None:
        raise RuleError("unknown_record", record=command.dispute)
    if dispute.decision_sha256 == command.decision_sha256:
        return []
    if dispute.decision_sha256:
        raise RuleError("settled_already", record=command.dispute)
    return [
        DisputeSettled(
            at=command.at,
            dispute=command.dispute,
            outcome=command.outcome,
            decision_sha256=command.decision_sha256,
            office=command.actor.organisation,
            by=command.actor.person,
        )
    ]
