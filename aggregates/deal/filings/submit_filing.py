"""Put a filing before its authority: from now on the clocks of the deal stand still."""

from __future__ import annotations

from collections.abc import Sequence

from aggregates.checks import check_sha256
from aggregates.deal.filings.events import FilingSubmitted
from aggregates.deal.filings.guards import require_filing_of, require_unfinished
from aggregates.deal.filings.state import Status
from aggregates.deal.guards import AT_THE_TABLE, require_lead, require_open
from aggregates.deal.state import Deal
from aggregates.errors import RuleError
from aggregates.vocabulary import Command, Sha256


class SubmitFiling(Command, frozen=True, kw_only=True):
    """A lead has handed in ``filing``; ``submission_sha256`` is the digest of what was."""

    filing: str
    submission_sha256: Sha256


def submit_filing(deal: Deal, command: SubmitFiling) -> Sequence[FilingSubmitted]:
    """Submit, late as well. What an authority has refused may be put before it again.

    Raises:
        RuleError: ``not_a_principal``, ``not_lead``, ``unknown_filing``, ``sha256_malformed``,
            ``filing_of_another_side``, ``filing_done``, ``submitted_already``, and as
            `require_open`.
    """
    principal = require_lead(deal, command.actor)
    filing = require_filing_of(deal, command.filing)
    check_sha256("submission_sha256", command.submission_sha256)
    if filing.principal not in {"", principal}:
        raise RuleError("filing_of_another_side", filing=command.filing, principal=filing.principal)
    if filing.status is Status.SUBMITTED:
        if filing.submission_sha256 == command.submission_sha256:
            return []
        raise RuleError("submitted_already", filing=command.filing, by=filing.submitted_by)
    require_unfinished(command.filing, filing)
    require_open(deal, command.at, AT_THE_TABLE)
    return [
        FilingSubmitted(
            at=command.at,
            filing=command.filing,
            principal=principal,
            submission_sha256=command.submission_sha256,
            by=command.actor.person,
        )
    ]
