"""Record that the suspension of an execution was lifted."""

from __future__ import annotations

from collections.abc import Sequence

from aggregates.checks import check_sha256
from aggregates.deal.authorities.events import ExecutionSuspensionLifted
from aggregates.deal.authorities.recording import require_recorder
from aggregates.deal.state import Deal
from aggregates.errors import RuleError
from aggregates.vocabulary import Command, Sha256


class LiftSuspension(Command, frozen=True, kw_only=True):
    """An official records the document that lifted the suspension by ``decision``."""

    decision: str
    decision_sha256: Sha256


def lift_suspension(deal: Deal, command: LiftSuspension) -> Sequence[ExecutionSuspensionLifted]:
    """Record it once: the instrument is to be performed again.

    Raises:
        RuleError: ``unknown_record``, ``lifted_already`` by another document,
            ``sha256_malformed``, and as `require_recorder`.
    """
    require_recorder(deal, command.actor)
    check_sha256("decision_sha256", command.decision_sha256)
    suspension = deal.records.suspensions.get(command.decision)
    if suspension is None:
        raise RuleError("unknown_record", record=command.decision)
    if suspension.decision_sha256 == command.decision_sha256:
        return []
    if suspension.decision_sha256:
        raise RuleError("lifted_already", record=command.decision)
    return [
        ExecutionSuspensionLifted(
            at=command.at,
            decision=command.decision,
            decision_sha256=command.decision_sha256,
            office=command.actor.organisation,
            by=command.actor.person,
        )
    ]
