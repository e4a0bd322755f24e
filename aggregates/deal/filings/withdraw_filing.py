"""Take a submission back from an authority: the clocks run again."""

from __future__ import annotations

from collections.abc import Sequence

from aggregates.checks import check_text
from aggregates.deal.filings.events import FilingWithdrawn
from aggregates.deal.filings.guards import require_filing_of
from aggregates.deal.filings.state import Status
from aggregates.deal.guards import AT_THE_TABLE, require_lead, require_open
from aggregates.deal.state import Deal
from aggregates.errors import RuleError
from aggregates.vocabulary import Command


class WithdrawFiling(Command, frozen=True, kw_only=True):
    """The side that submitted ``filing`` takes it back, and says why."""

    filing: str
    reason: str


def withdraw_filing(deal: Deal, command: WithdrawFiling) -> Sequence[FilingWithdrawn]:
    """Withdraw. The filing is still required, and may be submitted anew.

    Raises:
        RuleError: ``not_a_principal``, ``not_lead``, ``unknown_filing``, ``filing_decided``,
            ``filing_of_another_side``, and as `require_open` and `check_text`.
    """
    principal = require_lead(deal, command.actor)
    filing = require_filing_of(deal, command.filing)
    check_text("reason", command.reason)
    if filing.status is Status.REQUIRED:
        return []
    if filing.status is not Status.SUBMITTED:
        raise RuleError("filing_decided", filing=command.filing, status=filing.status.value)
    if filing.submitted_by != principal:
        raise RuleError(
            "filing_of_another_side", filing=command.filing, principal=filing.submitted_by
        )
    require_open(deal, command.at, AT_THE_TABLE)
    return [
        FilingWithdrawn(
            at=command.at,
            filing=command.filing,
            principal=principal,
            reason=command.reason,
            by=command.actor.person,
        )
    ]
