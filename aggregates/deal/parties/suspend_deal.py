"""Stop every clock of a deal."""

from __future__ import annotations

from collections.abc import Sequence

from aggregates.authority import check_role
from aggregates.checks import check_text
from aggregates.deal.guards import LIVE, require_stage
from aggregates.deal.parties.events import DealSuspended
from aggregates.deal.state import Deal
from aggregates.vocabulary import Command, Role


class SuspendDeal(Command, frozen=True, kw_only=True):
    """An official or the organiser stops the deal, and says why."""

    reason: str


def suspend_deal(deal: Deal, command: SuspendDeal) -> Sequence[DealSuspended]:
    """Suspend. Until it is resumed the deal takes no step, and no deadline of it passes.

    Raises:
        RuleError: ``role_not_allowed``, ``wrong_stage``, and as `check_text`.
    """
    check_role(command.actor, Role.OFFICIAL, Role.ORGANISER)
    require_stage(deal, *LIVE)
    check_text("reason", command.reason)
    if deal.parties.suspended_at is not None:
        return []
    return [DealSuspended(at=command.at, by=command.actor.person, reason=command.reason)]
