"""What a signed deal waits for: its schedule, its conditions, the proof of what was done."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from aggregates.deal.performance.schedule import Contribution, Schedule
from aggregates.deal.performance.state import Report
from aggregates.deal.state import Deal, Stage
from aggregates.vocabulary import Role
from projections.turns.turn import Turn, of_lead


def performance(deal: Deal) -> Iterator[Turn]:
    """Yield what waits on leads, and on the officials who verify."""
    if deal.stage not in {Stage.SIGNED, Stage.EFFECTIVE}:
        return
    asked, schedule = deal.performance.proposal, deal.performance.schedule
    if asked is not None:
        for side in sorted(set(deal.parties.principals) - asked.consents):
            yield of_lead(deal, side, "confirm_schedule", subject=asked.id)
    if schedule is None:
        return
    if deal.stage is Stage.SIGNED:
        yield from _conditions(deal, schedule)
    else:
        yield from _reports(deal, schedule)


def _conditions(deal: Deal, schedule: Schedule) -> Iterator[Turn]:
    """Yield the conditions that no official has found met and nobody can still wait to waive."""
    done = deal.performance
    for condition in schedule.conditions:
        waivers = done.waived.get(condition.id, frozenset())
        waived = bool(condition.waivable_by) and waivers >= set(condition.waivable_by)
        if condition.id not in done.satisfied and not waived:
            yield _office(deal, "satisfy_condition", condition.id)


def _reports(deal: Deal, schedule: Schedule) -> Iterator[Turn]:
    """Yield what was reported and is not verified to the full."""
    kinds = {item.id: item for item in schedule.obligations()}
    for name, report in sorted(deal.performance.reports.items()):
        item = kinds.get(report.obligation)
        if item is not None and not _is_verified(report):
            money = isinstance(item, Contribution)
            yield _office(deal, "verify_contribution" if money else "verify_milestone", name)


def _is_verified(report: Report) -> bool:
    return Fraction(report.verified) >= Fraction(report.amount)


def _office(deal: Deal, what: str, subject: str) -> Turn:
    return Turn(
        deal=deal.id,
        organisation="",
        person="",
        role=Role.OFFICIAL.value,
        what=what,
        subject=subject,
    )
