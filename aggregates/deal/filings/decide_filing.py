"""Record what an authority has decided on a filing: the clocks run again."""

from __future__ import annotations

from collections.abc import Sequence

from aggregates.checks import check_sha256, check_text
from aggregates.deal.filings.events import FilingDecided, Outcome
from aggregates.deal.filings.guards import require_filing_of
from aggregates.deal.filings.state import Filing, Status
from aggregates.deal.guards import AT_THE_TABLE, require_official, require_stage
from aggregates.deal.state import Deal
from aggregates.errors import RuleError
from aggregates.vocabulary import Command, Sha256

STATUS_OF = {Outcome.GRANTED: Status.GRANTED, Outcome.REFUSED: Status.REFUSED}


class DecideFiling(Command, frozen=True, kw_only=True):
    """An official records the decision by its digest; a refusal has a reason."""

    filing: str
    outcome: Outcome
    decision_sha256: Sha256
    reason: str = ""


def decide_filing(deal: Deal, command: DecideFiling) -> Sequence[FilingDecided]:
    """Record it, also while the deal is suspended: authorities do not wait for the fair.

    Raises:
        RuleError: ``role_not_allowed``, ``office_of_a_party``, ``unknown_filing``,
            ``sha256_malformed``, ``filing_not_submitted``, ``filing_decided``,
            ``wrong_stage``, ``before_submission``, and as `check_text`.
    """
    require_official(deal, command.actor)
    filing = require_filing_of(deal, command.filing)
    check_sha256("decision_sha256", command.decision_sha256)
    if command.reason or command.outcome is Outcome.REFUSED:
        check_text("reason", command.reason)
    if _decided_already(filing, command):
        return []
    require_stage(deal, *AT_THE_TABLE)
    if filing.submitted_at is not None and command.at < filing.submitted_at:
        raise RuleError("before_submission", since=filing.submitted_at)
    return [
        FilingDecided(
            at=command.at,
            filing=command.filing,
            outcome=command.outcome,
            decision_sha256=command.decision_sha256,
            reason=command.reason,
            by=command.actor.person,
        )
    ]


def _decided_already(filing: Filing, command: DecideFiling) -> bool:
    if filing.status is Status.SUBMITTED:
        return False
    if filing.status is Status.REQUIRED:
        raise RuleError("filing_not_submitted", filing=command.filing)
    known = (filing.status, filing.decision_sha256)
    if known != (STATUS_OF[command.outcome], command.decision_sha256):
        raise RuleError("filing_decided", filing=command.filing, status=filing.status.value)
    return True
