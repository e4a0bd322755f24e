"""Close a deal of which everything is done."""

from __future__ import annotations

from collections.abc import Sequence

from aggregates.checks import check_text
from aggregates.deal.authorities.standing import require_execution
from aggregates.deal.guards import require_open
from aggregates.deal.performance.events import DealFulfilled
from aggregates.deal.performance.guards import (
    NO_SCHEDULE,
    is_performed,
    require_lead_or_official,
)
from aggregates.deal.state import Deal, Stage
from aggregates.errors import RuleError
from aggregates.vocabulary import Command


class CloseDeal(Command, frozen=True, kw_only=True):
    """A lead or an official closes the deal, and says why."""

    reason: str


def close_deal(deal: Deal, command: CloseDeal) -> Sequence[DealFulfilled]:
    """Close it once, for good: every obligation is performed or written off.

    Where the sides have agreed on no schedule, only an official says that nothing is owed.

    Raises:
        RuleError: ``not_a_principal``, ``not_lead``, ``office_of_a_party``,
            ``schedule_missing``, ``schedule_open``, ``execution_suspended``,
            ``obligation_open``, and as `require_open` and `check_text`.
    """
    if deal.stage is Stage.FULFILLED:
        return []
    require_open(deal, command.at, {Stage.EFFECTIVE})
    require_lead_or_official(deal, command.actor)
    require_execution(deal)
    check_text("reason", command.reason)
    for obligation in (deal.performance.schedule or NO_SCHEDULE).obligations():
        if not is_performed(deal, obligation):
            raise RuleError("obligation_open", obligation=obligation.id)
    return [DealFulfilled(at=command.at, reason=command.reason, by=command.actor.person)]
