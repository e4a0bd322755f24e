"""Give up a condition precedent that is in one's favour."""

from __future__ import annotations

from collections.abc import Sequence

from aggregates.checks import check_text
from aggregates.deal.guards import require_lead, require_open
from aggregates.deal.performance.events import ConditionWaived
from aggregates.deal.performance.guards import is_met, require_condition
from aggregates.deal.state import Deal, Stage
from aggregates.errors import RuleError
from aggregates.vocabulary import Command


class WaiveCondition(Command, frozen=True, kw_only=True):
    """The lead of a side that is entitled to waives ``condition``, and says why."""

    condition: str
    reason: str


def waive_condition(deal: Deal, command: WaiveCondition) -> Sequence[ConditionWaived]:
    """Waive once; the condition falls when every side that is entitled has. What is met is met.

    Raises:
        RuleError: ``not_a_principal``, ``not_lead``, ``unknown_condition``, ``not_entitled``,
            and as `require_open` and `check_text`.
    """
    principal = require_lead(deal, command.actor)
    condition = require_condition(deal, command.condition)
    check_text("reason", command.reason)
    if principal not in condition.waivable_by:
        raise RuleError("not_entitled", condition=condition.id, principal=principal)
    waived = deal.performance.waived.get(condition.id, frozenset())
    if principal in waived or is_met(deal, condition):
        return []
    require_open(deal, command.at, {Stage.SIGNED})
    return [
        ConditionWaived(
            at=command.at,
            condition=condition.id,
            principal=principal,
            reason=command.reason,
            by=command.actor.person,
        )
    ]
