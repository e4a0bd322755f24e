"""What an amendment asked for that an authority has annulled: nobody does it, or waits for it."""

from __future__ import annotations

from bdd import given
from locked_deal import FRAME, SCOPE, TABLED, TERMS
from msgspec.structs import replace
from people import LIN, NOON, OFFICIAL, ROJAS
from signed_deal import (
    CAPITAL,
    EFFECTIVE,
    FIRST_MODULE,
    LICENCE,
    OF_LINGHAI,
    SIGNED,
    agreed,
    cny,
    proposed,
)

from aggregates.deal import DEAL
from aggregates.deal.authorities.events import AnnulledByDecision, DecisionKind
from aggregates.deal.performance.close_deal import CloseDeal, close_deal
from aggregates.deal.performance.declare_effective import DeclareEffective, declare_effective
from aggregates.deal.performance.events import (
    ContributionReported,
    DealFulfilled,
    MilestoneReported,
)
from aggregates.deal.performance.propose_schedule import ProposeSchedule, propose_schedule
from aggregates.deal.performance.report_contribution import (
    ReportContribution,
    report_contribution,
)
from aggregates.deal.performance.report_milestone import ReportMilestone, report_milestone
from aggregates.deal.performance.satisfy_condition import SatisfyCondition, satisfy_condition
from aggregates.deal.performance.schedule import Schedule
from aggregates.deal.performance.verify_contribution import (
    VerifyContribution,
    verify_contribution,
)
from aggregates.deal.performance.verify_milestone import VerifyMilestone, verify_milestone
from aggregates.deal.performance.waive_condition import WaiveCondition, waive_condition
from aggregates.deal.signing.events import InstrumentExecuted
from aggregates.deal.terms.events import InstrumentDrafted
from aggregates.vocabulary import Kind, Tier

SEEN = "5e" * 32
NAME = "amendment-1"
DRAFTED = InstrumentDrafted(
    at=NOON,
    instrument=NAME,
    kind=Kind.AMENDMENT,
    tier=Tier.CONTRACT,
    principal="linghai",
    by="lin-yue",
)
OF_AMENDMENT = Schedule(
    conditions=(replace(LICENCE, instrument=NAME, waivable_by=("andes",)),),
    contributions=(replace(OF_LINGHAI, instrument=NAME),),
    milestones=(replace(FIRST_MODULE, instrument=NAME),),
)
AMENDED = (
    *SIGNED,
    DRAFTED,
    replace(
        TABLED,
        instrument=NAME,
        frame=replace(FRAME, clause_ids=("scope", "capital")),
        clauses=(SCOPE, CAPITAL),
    ),
    InstrumentExecuted(at=NOON, instrument=NAME, terms_sha256="a1" * 32, pdf_sha256="a2" * 32),
)
ANNULLED = AnnulledByDecision(
    at=NOON,
    decision="decision-1",
    instrument=NAME,
    kind=DecisionKind.JUDGMENT,
    authority="the Commercial Court",
    decision_sha256=SEEN,
    office="bureau",
    by="he-jing",
)
VOID = (*AMENDED, *agreed(OF_AMENDMENT), ANNULLED)
PAID = ContributionReported(
    at=NOON,
    report="R-1",
    obligation=OF_LINGHAI.id,
    principal="linghai",
    amount=cny("1"),
    evidence_sha256=SEEN,
    by="lin-yue",
)
BUILT = MilestoneReported(
    at=NOON,
    report="R-2",
    obligation=FIRST_MODULE.id,
    principal="andes",
    evidence_sha256=SEEN,
    by="rojas",
)
DONE = (*VOID[:-1], EFFECTIVE, PAID, BUILT, ANNULLED)
"""It took effect, and something was reported, before the decision came."""


def test_a_condition_of_an_annulled_amendment_is_not_met_any_more() -> None:
    command = SatisfyCondition(actor=OFFICIAL, at=NOON, condition="licence", evidence_sha256=SEEN)
    given(DEAL, *VOID).when(satisfy_condition, command).then_refused(
        "annulled", decision="decision-1"
    )


def test_it_need_not_be_waived_either() -> None:
    command = WaiveCondition(actor=ROJAS, at=NOON, condition="licence", reason="It is void.")
    given(DEAL, *VOID).when(waive_condition, command).then()


def test_the_effect_does_not_wait_for_it() -> None:
    command = DeclareEffective(actor=OFFICIAL, at=NOON, terms_sha256=TERMS)
    given(DEAL, *VOID).when(declare_effective, command).then(EFFECTIVE)


def test_nothing_is_paid_in_under_an_annulled_amendment() -> None:
    command = ReportContribution(
        actor=LIN,
        at=NOON,
        report="R-3",
        obligation=OF_LINGHAI.id,
        amount=cny("2"),
        evidence_sha256=SEEN,
    )
    given(DEAL, *DONE).when(report_contribution, command).then_refused(
        "annulled", decision="decision-1"
    )


def test_no_milestone_is_reached_under_it() -> None:
    command = ReportMilestone(
        actor=ROJAS, at=NOON, report="R-3", obligation=FIRST_MODULE.id, evidence_sha256=SEEN
    )
    given(DEAL, *DONE).when(report_milestone, command).then_refused(
        "annulled", decision="decision-1"
    )


def test_no_payment_under_it_is_verified() -> None:
    command = VerifyContribution(
        actor=OFFICIAL, at=NOON, report="R-1", amount=cny("1"), evidence_sha256=SEEN
    )
    given(DEAL, *DONE).when(verify_contribution, command).then_refused(
        "annulled", decision="decision-1"
    )


def test_no_milestone_of_it_is_verified() -> None:
    command = VerifyMilestone(actor=OFFICIAL, at=NOON, report="R-2", evidence_sha256=SEEN)
    given(DEAL, *DONE).when(verify_milestone, command).then_refused(
        "annulled", decision="decision-1"
    )


def test_the_deal_is_closed_without_what_it_asked_for() -> None:
    command = CloseDeal(actor=OFFICIAL, at=NOON, reason="All is done.")
    given(DEAL, *DONE).when(close_deal, command).then(
        DealFulfilled(at=NOON, reason="All is done.", by="he-jing")
    )


def test_no_schedule_asks_for_it_anew() -> None:
    command = ProposeSchedule(actor=LIN, at=NOON, proposal="P-9", schedule=OF_AMENDMENT)
    given(DEAL, *AMENDED, ANNULLED).when(propose_schedule, command).then_refused(
        "annulled", decision="decision-1"
    )


def test_what_was_agreed_before_may_stand_in_a_later_schedule() -> None:
    later = Schedule(contributions=OF_AMENDMENT.contributions)
    command = ProposeSchedule(actor=LIN, at=NOON, proposal="P-9", schedule=later)
    given(DEAL, *VOID).when(propose_schedule, command).then(proposed(later, "P-9"))
