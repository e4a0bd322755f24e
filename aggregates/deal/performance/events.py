"""What can have happened after the signing. Stored for ever."""

from __future__ import annotations

from typing import TypeAlias

from aggregates.deal.performance.schedule import Schedule
from aggregates.vocabulary import Event, InstrumentId, Money, OrganisationId, PersonId, Sha256


class ScheduleProposed(Event, frozen=True, kw_only=True, tag="deal.schedule_proposed.v1"):
    """A lead named the conditions and obligations that what was executed holds."""

    proposal: str
    schedule: Schedule
    schedule_sha256: Sha256
    principal: OrganisationId
    by: PersonId


class ScheduleConfirmed(Event, frozen=True, kw_only=True, tag="deal.schedule_confirmed.v1"):
    """Another lead agreed to exactly this schedule."""

    proposal: str
    schedule_sha256: Sha256
    principal: OrganisationId
    by: PersonId


class ScheduleAgreed(Event, frozen=True, kw_only=True, tag="deal.schedule_agreed.v1"):
    """Every principal has agreed to the schedule; it takes the place of any before it."""

    proposal: str
    schedule_sha256: Sha256


class ConditionSatisfied(Event, frozen=True, kw_only=True, tag="deal.condition_satisfied.v1"):
    """An official found a condition precedent met, on the evidence of this digest."""

    condition: str
    evidence_sha256: Sha256
    by: PersonId


class ConditionWaived(Event, frozen=True, kw_only=True, tag="deal.condition_waived.v1"):
    """A side that is entitled to waived a condition; it falls when all of them have."""

    condition: str
    principal: OrganisationId
    reason: str
    by: PersonId


class DealEffective(Event, frozen=True, kw_only=True, tag="deal.effective.v1"):
    """Nothing is left to wait for: the leading instrument has taken effect."""

    instrument: InstrumentId
    terms_sha256: Sha256
    by: PersonId


class ContributionReported(Event, frozen=True, kw_only=True, tag="deal.contribution_reported.v1"):
    """A side reported that it paid in or brought ``amount``, on the evidence of this digest."""

    report: str
    obligation: str
    principal: OrganisationId
    amount: Money
    evidence_sha256: Sha256
    by: PersonId


class ContributionVerified(Event, frozen=True, kw_only=True, tag="deal.contribution_verified.v1"):
    """An official found ``amount`` of what was reported to be true: all of it that is known now.

    A later event for the same report says a larger amount, which takes the place of this one.
    """

    report: str
    obligation: str
    principal: OrganisationId
    amount: Money
    evidence_sha256: Sha256
    by: PersonId


class MilestoneReported(Event, frozen=True, kw_only=True, tag="deal.milestone_reported.v1"):
    """A side reported that a milestone was reached, on the evidence of this digest."""

    report: str
    obligation: str
    principal: OrganisationId
    evidence_sha256: Sha256
    by: PersonId


class MilestoneVerified(Event, frozen=True, kw_only=True, tag="deal.milestone_verified.v1"):
    """An official found that a milestone was reached, as reported."""

    report: str
    obligation: str
    evidence_sha256: Sha256
    by: PersonId


class ObligationWrittenOff(Event, frozen=True, kw_only=True, tag="deal.obligation_written_off.v1"):
    """A side no longer asks for what is owed; it is written off when all who may ask have."""

    obligation: str
    principal: OrganisationId
    reason: str
    by: PersonId


class DealFulfilled(Event, frozen=True, kw_only=True, tag="deal.fulfilled.v1"):
    """Every obligation is met or written off, and the deal is closed."""

    reason: str
    by: PersonId


PerformanceEvent: TypeAlias = (
    ContributionReported
    | ContributionVerified
    | MilestoneReported
    | MilestoneVerified
    | ConditionSatisfied
    | ConditionWaived
    | DealEffective
    | ScheduleProposed
    | ScheduleConfirmed
    | ScheduleAgreed
    | ObligationWrittenOff
    | DealFulfilled
)
