"""Find out how much of a reported contribution is there."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from aggregates.checks import check_positive_money, check_sha256
from aggregates.deal.guards import require_official, require_open
from aggregates.deal.performance.events import ContributionVerified
from aggregates.deal.performance.guards import require_binding, require_contribution, require_report
from aggregates.deal.performance.state import Report
from aggregates.deal.state import Deal, Stage
from aggregates.errors import RuleError
from aggregates.vocabulary import Command, Money, Sha256


class VerifyContribution(Command, frozen=True, kw_only=True):
    """An official has seen evidence of ``amount``, of what ``report`` says."""

    report: str
    amount: Money
    evidence_sha256: Sha256


def verify_contribution(deal: Deal, command: VerifyContribution) -> Sequence[ContributionVerified]:
    """Verify: part of it first, if need be, and more of it later; never more than was reported.

    Raises:
        RuleError: ``role_not_allowed``, ``office_of_a_party``, ``unknown_report``,
            ``not_a_contribution``, ``sha256_malformed``, ``other_currency``,
            ``more_than_reported``, ``less_than_verified``, and as `require_open`,
            `require_binding` and `check_positive_money`.
    """
    require_official(deal, command.actor)
    report = require_report(deal, command.report)
    owed = require_contribution(deal, report.obligation)
    check_positive_money("amount", command.amount)
    check_sha256("evidence_sha256", command.evidence_sha256)
    if command.amount.currency != owed.amount.currency:
        raise RuleError(
            "other_currency", currency=command.amount.currency, stated=owed.amount.currency
        )
    if command.amount.amount == report.verified:
        return []
    require_open(deal, command.at, {Stage.EFFECTIVE})
    require_binding(deal, owed)
    _require_between(command, report)
    return [
        ContributionVerified(
            at=command.at,
            report=command.report,
            obligation=owed.id,
            principal=report.principal,
            amount=command.amount,
            evidence_sha256=command.evidence_sha256,
            by=command.actor.person,
        )
    ]


def _require_between(command: VerifyContribution, report: Report) -> None:
    amount = Fraction(command.amount.amount)
    if amount > Fraction(report.amount):
        raise RuleError("more_than_reported", report=command.report, reported=report.amount)
    if amount < Fraction(report.verified):
        raise RuleError("less_than_verified", report=command.report, verified=report.verified)
