"""Stop every clock of a deal."""

from __future__ import annotations

from collections.abc import Sequence

from aggregates.checks import check_text
from aggregates.deal.guards import UNDER_WAY, require_office, require_stage
from aggregates.deal.parties.events import DealSuspended
from aggregates.deal.state import Deal
from aggregates.vocabulary import Command


class SuspendDeal(Command, frozen=True, kw_only=True):
    """An official or the organiser stops the deal, and says why."""

    reason: str


def suspend_deal(deal: Deal, command: SuspendDeal) -> Sequence[DealSuspended]:
    """Suspend. Until it is resumed no deadline of the deal passes, and it takes no step forward.

    A signing may still be called off: nobody has to wait for that.

    Raises:
        RuleError: ``role_not_allowed``, ``office_of_a_party``, ``wrong_stage``, and as
            `check_text`.
    """
    require_office(deal, command.actor)
    require_stage(deal, *UNDER_WAY)
    check_text("reason", command.reason)
    if deal.parties.suspended_at is not None:
        return []
    return [DealSuspended(at=command.at, by=command.actor.person, reason=command.reason)]
