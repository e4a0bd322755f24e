"""Find a condition precedent met."""

from __future__ import annotations

from collections.abc import Sequence

from aggregates.checks import check_sha256
from aggregates.deal.guards import require_official, require_open
from aggregates.deal.performance.events import ConditionSatisfied
from aggregates.deal.performance.guards import require_binding, require_condition
from aggregates.deal.state import Deal, Stage
from aggregates.vocabulary import Command, Sha256


class SatisfyCondition(Command, frozen=True, kw_only=True):
    """An official has seen the evidence that ``condition`` is met."""

    condition: str
    evidence_sha256: Sha256


def satisfy_condition(deal: Deal, command: SatisfyCondition) -> Sequence[ConditionSatisfied]:
    """Record it once. No side finds its own conditions met.

    Raises:
        RuleError: ``role_not_allowed``, ``office_of_a_party``, ``unknown_condition``,
            ``sha256_malformed``, and as `require_open` and `require_binding`.
    """
    require_official(deal, command.actor)
    condition = require_condition(deal, command.condition)
    check_sha256("evidence_sha256", command.evidence_sha256)
    if condition.id in deal.performance.satisfied:
        return []
    require_open(deal, command.at, {Stage.SIGNED})
    require_binding(deal, condition)
    return [
        ConditionSatisfied(
            at=command.at,
            condition=condition.id,
            evidence_sha256=command.evidence_sha256,
            by=command.actor.person,
        )
    ]
