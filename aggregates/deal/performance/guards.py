"""What the decisions after the signing ask first."""

from __future__ import annotations

from fractions import Fraction

from aggregates.deal.guards import require_lead, require_official
from aggregates.deal.performance.schedule import (
    Condition,
    Contribution,
    Item,
    Milestone,
    Obligation,
    Schedule,
)
from aggregates.deal.performance.state import Report
from aggregates.deal.state import Deal
from aggregates.errors import RuleError
from aggregates.vocabulary import Actor, OrganisationId, Role

NO_SCHEDULE = Schedule()
"""What has to be done where nothing was agreed that has."""


def require_condition(deal: Deal, condition: str) -> Condition:
    """Return the condition of the agreed schedule.

    Raises:
        RuleError: ``unknown_condition``.
    """
    for found in (deal.performance.schedule or NO_SCHEDULE).conditions:
        if found.id == condition:
            return found
    raise RuleError("unknown_condition", condition=condition)


def require_contribution(deal: Deal, obligation: str) -> Contribution:
    """Return the contribution of the agreed schedule.

    Raises:
        RuleError: ``unknown_obligation``, ``not_a_contribution``.
    """
    found = require_obligation(deal, obligation)
    if not isinstance(found, Contribution):
        raise RuleError("not_a_contribution", obligation=obligation)
    return found


def require_milestone(deal: Deal, obligation: str) -> Milestone:
    """Return the milestone of the agreed schedule.

    Raises:
        RuleError: ``unknown_obligation``, ``not_a_milestone``.
    """
    found = require_obligation(deal, obligation)
    if not isinstance(found, Milestone):
        raise RuleError("not_a_milestone", obligation=obligation)
    return found


def require_obligation(deal: Deal, obligation: str) -> Obligation:
    """Return the contribution or milestone of the agreed schedule.

    Raises:
        RuleError: ``unknown_obligation``.
    """
    for found in (deal.performance.schedule or NO_SCHEDULE).obligations():
        if found.id == obligation:
            return found
    raise RuleError("unknown_obligation", obligation=obligation)


def require_report(deal: Deal, report: str) -> Report:
    """Return what a side has reported.

    Raises:
        RuleError: ``unknown_report``.
    """
    found = deal.performance.reports.get(report)
    if found is None:
        raise RuleError("unknown_report", report=report)
    return found


def require_owed_by(obligation: Obligation, principal: OrganisationId) -> None:
    """Refuse a side that reports what another one owes; what nobody alone owes, any may report.

    Raises:
        RuleError: ``owed_by_another_side``.
    """
    if obligation.principal not in {"", principal}:
        raise RuleError(
            "owed_by_another_side", obligation=obligation.id, principal=obligation.principal
        )


def require_binding(deal: Deal, item: Item) -> None:
    """Refuse what would be done for an item of an instrument that an authority annulled.

    Raises:
        RuleError: ``annulled`` with the decision.
    """
    annulled = deal.records.annulments.get(item.instrument)
    if annulled is not None:
        raise RuleError("annulled", decision=annulled.decision)


def require_lead_or_official(deal: Deal, actor: Actor) -> None:
    """Refuse whoever neither leads for a side nor is an official of none.

    An official may say what no schedule of the sides says; a lead asks for one to be agreed.

    Raises:
        RuleError: ``not_a_principal``, ``not_lead``, ``office_of_a_party``,
            ``schedule_missing``, ``schedule_open``.
    """
    if actor.role is Role.OFFICIAL:
        require_official(deal, actor)
    else:
        require_lead(deal, actor)
        if deal.performance.schedule is None:
            raise RuleError("schedule_missing", instrument=deal.leading)
    if deal.performance.proposal is not None:
        raise RuleError("schedule_open", proposal=deal.performance.proposal.id)


def is_met(deal: Deal, condition: Condition) -> bool:
    """Return whether ``condition`` is satisfied, or waived by everybody who has to.

    What an annulled instrument asked for, nobody waits for.
    """
    entitled = set(condition.waivable_by)
    given_up = deal.performance.waived.get(condition.id, frozenset())
    waived = bool(entitled) and given_up >= entitled
    return waived or condition.id in deal.performance.satisfied or _is_void(deal, condition)


def promised(obligation: Obligation) -> Fraction:
    """Return how much is owed, exactly; a milestone is one."""
    return Fraction(obligation.amount.amount if isinstance(obligation, Contribution) else "1")


def is_performed(deal: Deal, obligation: Obligation) -> bool:
    """Return whether all of ``obligation`` is verified, or written off by all whom it is owed.

    Under an annulled instrument nothing is owed.
    """
    creditors = set(deal.parties.principals) - {obligation.principal}
    written_off = deal.performance.written_off.get(obligation.id, frozenset())
    verified = deal.performance.verified(obligation.id)
    done = verified >= promised(obligation) or written_off >= creditors
    return done or _is_void(deal, obligation)


def _is_void(deal: Deal, item: Item) -> bool:
    return item.instrument in deal.records.annulments
