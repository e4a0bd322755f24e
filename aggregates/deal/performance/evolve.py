"""How what follows the signing changes the deal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias, assert_never

from msgspec.structs import replace

from aggregates.deal.change import ended, put
from aggregates.deal.performance.events import (
    ConditionSatisfied,
    ConditionWaived,
    ContributionReported,
    ContributionVerified,
    DealEffective,
    DealFulfilled,
    MilestoneReported,
    MilestoneVerified,
    ObligationWrittenOff,
    PerformanceEvent,
    ScheduleAgreed,
    ScheduleConfirmed,
    ScheduleProposed,
)
from aggregates.deal.performance.state import Performance, Proposal, Report
from aggregates.deal.state import Deal, Stage
from aggregates.deal.used import used
from aggregates.vocabulary import OrganisationId

ReportingEvent: TypeAlias = (
    ContributionReported | ContributionVerified | MilestoneReported | MilestoneVerified
)
ScheduleEvent: TypeAlias = ScheduleProposed | ScheduleConfirmed | ScheduleAgreed
GivenUp: TypeAlias = Mapping[str, frozenset[OrganisationId]]


def evolve_performance(deal: Deal, event: PerformanceEvent) -> Deal:
    """Return the deal after ``event``. Never refuses: it has happened."""
    if isinstance(event, DealEffective):
        return replace(deal, stage=Stage.EFFECTIVE)
    if isinstance(event, DealFulfilled):
        return ended(deal, Stage.FULFILLED, event.at, deal.parties)
    after = replace(deal, performance=_performed(deal.performance, event))
    return used(after, event.proposal) if isinstance(event, ScheduleProposed) else after


def _performed(
    now: Performance,
    event: ReportingEvent
    | ScheduleEvent
    | ConditionSatisfied
    | ConditionWaived
    | ObligationWrittenOff,
) -> Performance:
    if isinstance(event, ReportingEvent):
        return replace(now, reports=put(now.reports, event.report, _report(now, event)))
    if isinstance(event, ScheduleEvent):
        return _scheduled(now, event)
    match event:
        case ConditionSatisfied():
            return replace(now, satisfied=now.satisfied | {event.condition})
        case ConditionWaived():
            waived = _given_up(now.waived, event.condition, event.principal)
            return replace(now, waived=waived)
        case ObligationWrittenOff():
            written_off = _given_up(now.written_off, event.obligation, event.principal)
            return replace(now, written_off=written_off)
        case _:
            assert_never(event)


def _given_up(sides: GivenUp, item: str, principal: OrganisationId) -> GivenUp:
    return put(sides, item, sides.get(item, frozenset()) | {principal})


def _report(now: Performance, event: ReportingEvent) -> Report:
    match event:
        case ContributionReported():
            return Report(
                obligation=event.obligation,
                principal=event.principal,
                amount=event.amount.amount,
                evidence_sha256=event.evidence_sha256,
            )
        case MilestoneReported():
            return Report(
                obligation=event.obligation,
                principal=event.principal,
                amount="1",
                evidence_sha256=event.evidence_sha256,
            )
        case ContributionVerified():
            return replace(now.reports[event.report], verified=event.amount.amount)
        case MilestoneVerified():
            return replace(now.reports[event.report], verified="1")
        case _:
            assert_never(event)


def _scheduled(now: Performance, event: ScheduleEvent) -> Performance:
    match event:
        case ScheduleProposed():
            proposal = Proposal(
                id=event.proposal,
                schedule=event.schedule,
                schedule_sha256=event.schedule_sha256,
                consents=frozenset({event.principal}),
            )
            return replace(now, proposal=proposal)
        case ScheduleConfirmed():
            return replace(now, proposal=_confirmed(now.proposal, event))
        case ScheduleAgreed():
            return _agreed(now, event)
        case _:
            assert_never(event)


def _confirmed(proposal: Proposal | None, event: ScheduleConfirmed) -> Proposal | None:
    if proposal is None:
        return None
    return replace(proposal, consents=proposal.consents | {event.principal})


def _agreed(now: Performance, event: ScheduleAgreed) -> Performance:
    """Return what stands: whatever was said of an item that is no more, or another, falls."""
    if now.proposal is None:
        return now
    schedule = now.proposal.schedule
    before = list(now.schedule.items()) if now.schedule else []
    same = {item.id for item in schedule.items() if item in before}
    return replace(
        now,
        proposal=None,
        schedule=schedule,
        agreed_sha256=event.schedule_sha256,
        satisfied=now.satisfied & same,
        waived={item: sides for item, sides in now.waived.items() if item in same},
        written_off={item: sides for item, sides in now.written_off.items() if item in same},
    )
