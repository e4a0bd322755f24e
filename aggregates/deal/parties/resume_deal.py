"""Let the clocks of a suspended deal run again."""

from __future__ import annotations

from collections.abc import Sequence

from aggregates.checks import check_text
from aggregates.deal.guards import UNDER_WAY, require_office, require_stage
from aggregates.deal.parties.events import DealResumed
from aggregates.deal.state import Deal
from aggregates.errors import RuleError
from aggregates.vocabulary import Command


class ResumeDeal(Command, frozen=True, kw_only=True):
    """An official or the organiser lets the deal go on, and says why."""

    reason: str


def resume_deal(deal: Deal, command: ResumeDeal) -> Sequence[DealResumed]:
    """Resume. Every open deadline moves by the time suspended; a mandate's validity does not.

    While a filing waits on its authority, the clocks stand still until that is decided, too.

    Raises:
        RuleError: ``role_not_allowed``, ``office_of_a_party``, ``wrong_stage``,
            ``before_suspension`` (no deadline moves to an earlier instant), and as `check_text`.
    """
    require_office(deal, command.actor)
    require_stage(deal, *UNDER_WAY)
    check_text("reason", command.reason)
    since = deal.parties.suspended_at
    if since is None:
        return []
    if command.at < since:
        raise RuleError("before_suspension", since=since)
    return [DealResumed(at=command.at, by=command.actor.person, reason=command.reason)]
