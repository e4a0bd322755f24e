"""Give a side more time to submit a filing."""

from __future__ import annotations

from collections.abc import Sequence

from aggregates.deal.clock import standing
from aggregates.deal.filings.events import FilingExtended
from aggregates.deal.filings.guards import require_filing_of, require_unfinished
from aggregates.deal.guards import (
    AT_THE_TABLE,
    require_deadline,
    require_later,
    require_official,
    require_open,
)
from aggregates.deal.state import Deal
from aggregates.vocabulary import Command, Deadline


class ExtendFiling(Command, frozen=True, kw_only=True):
    """An official lets ``filing`` be submitted until ``due``."""

    filing: str
    due: Deadline


def extend_filing(deal: Deal, command: ExtendFiling) -> Sequence[FilingExtended]:
    """Extend, also what is overdue.

    Raises:
        RuleError: ``role_not_allowed``, ``office_of_a_party``, ``unknown_filing``,
            ``filing_done``, ``not_later``, and as `require_open` and `require_deadline`.
    """
    require_official(deal, command.actor)
    filing = require_filing_of(deal, command.filing)
    require_unfinished(command.filing, filing)
    if filing.due == command.due:
        return []
    require_open(deal, command.at, AT_THE_TABLE)
    require_deadline(command.due, command.at, "filing")
    due = standing(deal, filing.due, command.at)
    require_later(command.due, due, "filing")
    return [
        FilingExtended(
            at=command.at,
            filing=command.filing,
            previous=due,
            due=command.due,
            by=command.actor.person,
        )
    ]
