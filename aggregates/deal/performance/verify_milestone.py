"""Find that a reported milestone was reached."""

from __future__ import annotations

from collections.abc import Sequence

from aggregates.checks import check_sha256
from aggregates.deal.guards import require_official, require_open
from aggregates.deal.performance.events import MilestoneVerified
from aggregates.deal.performance.guards import require_binding, require_milestone, require_report
from aggregates.deal.state import Deal, Stage
from aggregates.vocabulary import Command, Sha256


class VerifyMilestone(Command, frozen=True, kw_only=True):
    """An official has seen the evidence that what ``report`` says is so."""

    report: str
    evidence_sha256: Sha256


def verify_milestone(deal: Deal, command: VerifyMilestone) -> Sequence[MilestoneVerified]:
    """Verify once: a milestone is reached once, whichever report of it was true.

    Raises:
        RuleError: ``role_not_allowed``, ``office_of_a_party``, ``unknown_report``,
            ``not_a_milestone``, ``sha256_malformed``, and as `require_open` and `require_binding`.
    """
    require_official(deal, command.actor)
    report = require_report(deal, command.report)
    owed = require_milestone(deal, report.obligation)
    check_sha256("evidence_sha256", command.evidence_sha256)
    if deal.performance.verified(owed.id):
        return []
    require_open(deal, command.at, {Stage.EFFECTIVE})
    require_binding(deal, owed)
    return [
        MilestoneVerified(
            at=command.at,
            report=command.report,
            obligation=owed.id,
            evidence_sha256=command.evidence_sha256,
            by=command.actor.person,
        )
    ]
