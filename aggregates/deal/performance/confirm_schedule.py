"""Agree to a schedule; with the last consent it stands."""

from __future__ import annotations

from collections.abc import Sequence

from aggregates.deal.guards import IN_FORCE, require_lead, require_open
from aggregates.deal.performance.events import ScheduleAgreed, ScheduleConfirmed
from aggregates.deal.performance.schedule_form import check_schedule
from aggregates.deal.state import Deal
from aggregates.errors import RuleError
from aggregates.vocabulary import Command, Sha256


class ConfirmSchedule(Command, frozen=True, kw_only=True):
    """Another lead agrees to ``proposal``, as it was read."""

    proposal: str
    schedule_sha256: Sha256


def confirm_schedule(
    deal: Deal, command: ConfirmSchedule
) -> Sequence[ScheduleConfirmed | ScheduleAgreed]:
    """Agree once; who proposed has agreed. It is looked at again: reports may have come since.

    Raises:
        RuleError: ``not_a_principal``, ``not_lead``, ``unknown_proposal``, ``other_schedule``,
            and as `require_open` and `check_schedule`.
    """
    require_open(deal, command.at, IN_FORCE)
    principal = require_lead(deal, command.actor)
    performance = deal.performance
    if performance.schedule and command.schedule_sha256 == performance.agreed_sha256:
        return []
    under_way = performance.proposal
    if under_way is None or under_way.id != command.proposal:
        raise RuleError("unknown_proposal", proposal=command.proposal)
    if under_way.schedule_sha256 != command.schedule_sha256:
        raise RuleError(
            "other_schedule", cited=command.schedule_sha256, proposed=under_way.schedule_sha256
        )
    if principal in under_way.consents:
        return []
    check_schedule(deal, under_way.schedule)
    confirmed = ScheduleConfirmed(
        at=command.at,
        proposal=command.proposal,
        schedule_sha256=command.schedule_sha256,
        principal=principal,
        by=command.actor.person,
    )
    if not under_way.consents | {principal} >= set(deal.parties.principals):
        return [confirmed]
    agreed = ScheduleAgreed(
        at=command.at, proposal=command.proposal, schedule_sha256=command.schedule_sha256
    )
    return [confirmed, agreed]
