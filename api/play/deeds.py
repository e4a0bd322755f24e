"""Moves by which what was promised is reported and verified."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import TypeAlias, assert_never

from aggregates.deal.performance import report_contribution as paying
from aggregates.deal.performance import report_milestone as reaching
from aggregates.deal.performance import verify_contribution as counting
from aggregates.deal.performance import verify_milestone as inspecting
from aggregates.deal.performance.schedule import Contribution
from aggregates.vocabulary import Money, Role
from api.dealfile.moves import performance as moves
from api.play.stage import Stage
from api.play.venue import Told

DeedsMove: TypeAlias = (
    moves.ReportContribution
    | moves.VerifyContribution
    | moves.ReportMilestone
    | moves.VerifyMilestone
)


def play_deeds(stage: Stage, at: datetime, move: DeedsMove) -> Told:
    """Send the command that ``move`` stands for, as its person, with the evidence."""
    evidence = move.evidence.encode()
    digest = hashlib.sha256(evidence).hexdigest()
    lead, official = stage.cast.actor(move, Role.LEAD), stage.cast.actor(move, Role.OFFICIAL)
    source, blobs = stage.source, (evidence,)
    match move:
        case moves.ReportContribution():
            paid = paying.ReportContribution(
                actor=lead,
                at=at,
                report=move.report,
                obligation=move.obligation,
                amount=move.amount,
                evidence_sha256=digest,
            )
            return stage.edition(source, paying.report_contribution, paid, blobs)
        case moves.VerifyContribution():
            counted = counting.VerifyContribution(
                actor=official,
                at=at,
                report=move.report,
                amount=move.amount or _reported(stage, move.report),
                evidence_sha256=digest,
            )
            return stage.edition(source, counting.verify_contribution, counted, blobs)
        case moves.ReportMilestone():
            reached = reaching.ReportMilestone(
                actor=lead,
                at=at,
                report=move.report,
                obligation=move.obligation,
                evidence_sha256=digest,
            )
            return stage.edition(source, reaching.report_milestone, reached, blobs)
        case moves.VerifyMilestone():
            seen = inspecting.VerifyMilestone(
                actor=official, at=at, report=move.report, evidence_sha256=digest
            )
            return stage.edition(source, inspecting.verify_milestone, seen, blobs)
        case _:
            assert_never(move)


def _reported(stage: Stage, report: str) -> Money:
    """Return all that a report says, or any amount where the rules say that there is no report."""
    performance = stage.deal().performance
    found = performance.reports.get(report)
    obligations = performance.schedule.obligations() if performance.schedule else ()
    for owed in obligations:
        if found is not None and isinstance(owed, Contribution) and owed.id == found.obligation:
            return Money(amount=found.amount, currency=owed.amount.currency)
    return Money(amount="1", currency="XTS")
