"""Find that a filing is not required after all."""

from __future__ import annotations

from collections.abc import Sequence

from aggregates.checks import check_text
from aggregates.deal.filings.events import FilingLifted
from aggregates.deal.filings.guards import require_filing_of, require_unfinished
from aggregates.deal.filings.state import Status
from aggregates.deal.guards import AT_THE_TABLE, require_official, require_stage
from aggregates.deal.state import Deal
from aggregates.vocabulary import Command


class LiftFiling(Command, frozen=True, kw_only=True):
    """An official lifts the requirement of ``filing``, and says why."""

    filing: str
    reason: str


def lift_filing(deal: Deal, command: LiftFiling) -> Sequence[FilingLifted]:
    """Lift it, also while the deal is suspended: nothing waits for this filing any more.

    Raises:
        RuleError: ``role_not_allowed``, ``office_of_a_party``, ``unknown_filing``,
            ``filing_done``, ``wrong_stage``, and as `check_text`.
    """
    require_official(deal, command.actor)
    filing = require_filing_of(deal, command.filing)
    check_text("reason", command.reason)
    if filing.status is Status.LIFTED:
        return []
    require_unfinished(command.filing, filing)
    require_stage(deal, *AT_THE_TABLE)
    return [
        FilingLifted(
            at=command.at,
            filing=command.filing,
            reason=command.reason,
            by=command.actor.person,
        )
    ]
