"""Samples of what happens to an executed instrument: amended, ended, disputed, attested."""

from __future__ import annotations

from aggregates.consolidated import Change, ClauseChange
from aggregates.deal.amending.events import TextConsolidated
from aggregates.deal.authorities.events import (
    AnnulledByDecision,
    AttestationAttached,
    AttestationKind,
    DecisionKind,
    DisputeKind,
    DisputeRecorded,
    DisputeSettled,
    ExecutionSuspended,
    ExecutionSuspensionLifted,
    Outcome,
)
from aggregates.deal.ending.events import (
    DealTerminated,
    Ground,
    TerminationNoticeGiven,
    TerminationNoticeWithdrawn,
)
from samples.world import at, digest, until

COURT = "the Commercial Court of Puerto Claro"

EVENTS = (
    TextConsolidated(
        at=at(20),
        instrument="agreement-1",
        amendment="amendment-1",
        changes=(
            ClauseChange(clause="2", change=Change.REPLACED),
            ClauseChange(clause="12", change=Change.ADDED),
            ClauseChange(clause="7", change=Change.DELETED),
        ),
        consolidated_sha256=digest("the text in force"),
    ),
    TerminationNoticeGiven(
        at=at(21),
        notice="notice-1",
        principal="linghai",
        by="lin-yue",
        ground=Ground.BREACH,
        reason="The site was not handed over.",
        ends_at=until(28),
    ),
    TerminationNoticeWithdrawn(
        at=at(22),
        notice="notice-1",
        principal="linghai",
        by="lin-yue",
        reason="The site was handed over.",
    ),
    DealTerminated(
        at=at(28, 12),
        ground=Ground.BREACH,
        instrument="",
        notice="notice-2",
        principal="linghai",
        by="lin-yue",
    ),
    DisputeRecorded(
        at=at(21),
        dispute="dispute-1",
        instrument="agreement-1",
        kind=DisputeKind.LITIGATION,
        authority=COURT,
        document_sha256=digest("statement of claim"),
        office="bureau",
        by="he-jing",
    ),
    DisputeSettled(
        at=at(24),
        dispute="dispute-1",
        outcome=Outcome.SETTLED,
        decision_sha256=digest("settlement"),
        office="bureau",
        by="he-jing",
    ),
    ExecutionSuspended(
        at=at(22),
        decision="decision-1",
        instrument="agreement-1",
        kind=DecisionKind.INTERIM_ORDER,
        authority=COURT,
        decision_sha256=digest("interim order"),
        office="bureau",
        by="he-jing",
    ),
    ExecutionSuspensionLifted(
        at=at(23),
        decision="decision-1",
        decision_sha256=digest("order to go on"),
        office="bureau",
        by="he-jing",
    ),
    AnnulledByDecision(
        at=at(26),
        decision="decision-2",
        instrument="agreement-1",
        kind=DecisionKind.JUDGMENT,
        authority=COURT,
        decision_sha256=digest("judgment"),
        office="bureau",
        by="he-jing",
    ),
    AttestationAttached(
        at=at(25),
        attestation="attestation-1",
        instrument="agreement-1",
        kind=AttestationKind.APOSTILLE,
        authority="the Ministry of Puerto Claro",
        document_sha256=digest("apostille"),
        organisation="linghai",
        by="lin-yue",
    ),
)
