"""Report that a milestone was reached."""

from __future__ import annotations

from collections.abc import Sequence

from aggregates.checks import check_identifier, check_sha256
from aggregates.deal.guards import require_lead, require_open
from aggregates.deal.performance.events import MilestoneReported
from aggregates.deal.performance.guards import require_binding, require_milestone, require_owed_by
from aggregates.deal.state import Deal, Stage
from aggregates.errors import RuleError
from aggregates.vocabulary import Command, OrganisationId, Sha256


class ReportMilestone(Command, frozen=True, kw_only=True):
    """A lead reports that ``obligation`` is reached; ``report`` is a new id."""

    report: str
    obligation: str
    evidence_sha256: Sha256


def report_milestone(deal: Deal, command: ReportMilestone) -> Sequence[MilestoneReported]:
    """Report once; other evidence, under a new id, until an official has verified it.

    Raises:
        RuleError: ``not_a_principal``, ``not_lead``, ``unknown_obligation``,
            ``not_a_milestone``, ``owed_by_another_side``, ``identifier_malformed``,
            ``sha256_malformed``, ``report_id_used``, ``reached_already``, and as
            `require_open` and `require_binding`.
    """
    principal = require_lead(deal, command.actor)
    owed = require_milestone(deal, command.obligation)
    require_owed_by(owed, principal)
    check_identifier("report", command.report)
    check_sha256("evidence_sha256", command.evidence_sha256)
    if _reported_already(deal, command, principal):
        return []
    require_open(deal, command.at, {Stage.EFFECTIVE})
    require_binding(deal, owed)
    if deal.performance.verified(owed.id):
        raise RuleError("reached_already", obligation=owed.id)
    return [
        MilestoneReported(
            at=command.at,
            report=command.report,
            obligation=owed.id,
            principal=principal,
            evidence_sha256=command.evidence_sha256,
            by=command.actor.person,
        )
    ]


def _reported_already(deal: Deal, command: ReportMilestone, principal: OrganisationId) -> bool:
    known = deal.performance.reports.get(command.report)
    if known is None:
        return False
    stands = (known.obligation, known.principal, known.evidence_sha256)
    if stands != (command.obligation, principal, command.evidence_sha256):
        raise RuleError("report_id_used", report=command.report)
    return True
