"""Declare that the leading instrument has taken effect."""

from __future__ import annotations

from collections.abc import Sequence

from aggregates.deal.authorities.standing import require_execution
from aggregates.deal.filings.events import FilingEffect
from aggregates.deal.filings.guards import require_filed
from aggregates.deal.guards import require_open
from aggregates.deal.performance.events import DealEffective
from aggregates.deal.performance.guards import (
    NO_SCHEDULE,
    is_met,
    require_lead_or_official,
)
from aggregates.deal.state import Deal, Stage
from aggregates.errors import RuleError
from aggregates.vocabulary import Command, Sha256


class DeclareEffective(Command, frozen=True, kw_only=True):
    """A lead or an official declares the executed terms of this digest effective."""

    terms_sha256: Sha256


def declare_effective(deal: Deal, command: DeclareEffective) -> Sequence[DealEffective]:
    """Declare it once: every condition is met or waived, every filing granted or lifted.

    Where the sides have agreed on no schedule, only an official says that there is no condition.

    Raises:
        RuleError: ``not_a_principal``, ``not_lead``, ``office_of_a_party``,
            ``schedule_missing``, ``schedule_open``, ``execution_suspended``, ``other_terms``,
            ``condition_open``, ``filing_open``, and as `require_open`.
    """
    if deal.stage is Stage.EFFECTIVE:
        return []
    require_open(deal, command.at, {Stage.SIGNED})
    require_lead_or_official(deal, command.actor)
    require_execution(deal)
    executed = deal.instruments[deal.leading].executed_sha256
    if command.terms_sha256 != executed:
        raise RuleError("other_terms", cited=command.terms_sha256, locked=executed)
    for condition in (deal.performance.schedule or NO_SCHEDULE).conditions:
        if not is_met(deal, condition):
            raise RuleError("condition_open", condition=condition.id)
    require_filed(deal, deal.leading, FilingEffect.CONDITION)
    return [
        DealEffective(
            at=command.at,
            instrument=deal.leading,
            terms_sha256=executed,
            by=command.actor.person,
        )
    ]
