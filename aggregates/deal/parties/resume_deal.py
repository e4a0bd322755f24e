"""Let the clocks of a suspended deal run again."""

from __future__ import annotations

from collections.abc import Sequence

from aggregates.authority import check_role
from aggregates.checks import check_text
from aggregates.deal.guards import LIVE, require_stage
from aggregates.deal.parties.events import DealResumed
from aggregates.deal.state import Deal
from aggregates.vocabulary import Command, Role


class ResumeDeal(Command, frozen=True, kw_only=True):
    """An official or the organiser lets the deal go on, and says why."""

    reason: str


def resume_deal(deal: Deal, command: ResumeDeal) -> Sequence[DealResumed]:
    """Resume. Every open deadline moves by the time suspended; a mandate's validity does not.

    Raises:
        RuleError: ``role_not_allowed``, ``wrong_stage``, and as `check_text`.
    """
    check_role(command.actor, Role.OFFICIAL, Role.ORGANISER)
    require_stage(deal, *LIVE)
    check_text("reason", command.reason)
    if deal.parties.suspended_at is None:
        return []
    return [DealResumed(at=command.at, by=command.actor.person, reason=command.reason)]
