"""Report what one's side has paid in or brought."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from aggregates.checks import check_identifier, check_positive_money, check_sha256
from aggregates.deal.guards import require_lead, require_open
from aggregates.deal.performance.events import ContributionReported
from aggregates.deal.performance.guards import (
    promised,
    require_binding,
    require_contribution,
    require_owed_by,
)
from aggregates.deal.state import Deal, Stage
from aggregates.errors import RuleError
from aggregates.vocabulary import Command, Money, OrganisationId, Sha256


class ReportContribution(Command, frozen=True, kw_only=True):
    """A lead reports ``amount``, which no earlier report holds; ``report`` is a new id."""

    report: str
    obligation: str
    amount: Money
    evidence_sha256: Sha256


def report_contribution(deal: Deal, command: ReportContribution) -> Sequence[ContributionReported]:
    """Report once. All reports together are never more than what was promised.

    Raises:
        RuleError: ``not_a_principal``, ``not_lead``, ``unknown_obligation``,
            ``not_a_contribution``, ``owed_by_another_side``, ``identifier_malformed``,
            ``sha256_malformed``, ``other_currency``, ``report_id_used``,
            ``more_than_promised``, and as `require_open`, `require_binding` and
            `check_positive_money`.
    """
    principal = require_lead(deal, command.actor)
    owed = require_contribution(deal, command.obligation)
    require_owed_by(owed, principal)
    _check_values(command, owed.amount.currency)
    if _reported_already(deal, command, principal):
        return []
    require_open(deal, command.at, {Stage.EFFECTIVE})
    require_binding(deal, owed)
    reported = deal.performance.reported(owed.id) + Fraction(command.amount.amount)
    if reported > promised(owed):
        raise RuleError("more_than_promised", obligation=owed.id, promised=owed.amount.amount)
    return [
        ContributionReported(
            at=command.at,
            report=command.report,
            obligation=owed.id,
            principal=principal,
            amount=command.amount,
            evidence_sha256=command.evidence_sha256,
            by=command.actor.person,
        )
    ]


def _check_values(command: ReportContribution, currency: str) -> None:
    check_identifier("report", command.report)
    check_positive_money("amount", command.amount)
    check_sha256("evidence_sha256", command.evidence_sha256)
    if command.amount.currency != currency:
        raise RuleError("other_currency", currency=command.amount.currency, stated=currency)


def _reported_already(deal: Deal, command: ReportContribution, principal: OrganisationId) -> bool:
    known = deal.performance.reports.get(command.report)
    if known is None:
        return False
    stands = (known.obligation, known.principal, known.amount, known.evidence_sha256)
    asked = (command.obligation, principal, command.amount.amount, command.evidence_sha256)
    if stands != asked:
        raise RuleError("report_id_used", report=command.report)
    return True
