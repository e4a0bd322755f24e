"""How what was signed is performed, each step as the command that is sent."""

from __future__ import annotations

from machine.cast import OFFICIAL
from machine.decisions import Step
from machine.digests import digest
from machine.model import Model
from machine.plans import plan, schedule_words
from machine.steps.filings import document
from machine.steps.parties import lead
from machine.wording import AGREEMENT

from aggregates.deal.performance.close_deal import CloseDeal
from aggregates.deal.performance.confirm_schedule import ConfirmSchedule
from aggregates.deal.performance.declare_effective import DeclareEffective
from aggregates.deal.performance.propose_schedule import ProposeSchedule
from aggregates.deal.performance.report_contribution import ReportContribution
from aggregates.deal.performance.report_milestone import ReportMilestone
from aggregates.deal.performance.satisfy_condition import SatisfyCondition
from aggregates.deal.performance.verify_contribution import VerifyContribution
from aggregates.deal.performance.verify_milestone import VerifyMilestone
from aggregates.deal.performance.waive_condition import WaiveCondition
from aggregates.deal.performance.write_off_obligation import WriteOffObligation
from aggregates.vocabulary import Actor, Money


def propose(model: Model, side: str, number: int) -> Step:
    command = ProposeSchedule(
        actor=lead(model, side),
        at=model.now,
        proposal=model.next_id("schedule"),
        schedule=plan(model, number),
    )
    return Step("propose_schedule", command)


def confirm(model: Model, side: str) -> Step:
    under_way = model.performed.plan
    command = ConfirmSchedule(
        actor=lead(model, side),
        at=model.now,
        proposal=under_way.number if under_way else "schedule-0",
        schedule_sha256=digest(schedule_words(under_way.schedule)) if under_way else "00" * 32,
    )
    return Step("confirm_schedule", command)


def satisfy(model: Model, condition: str) -> Step:
    command = SatisfyCondition(
        actor=OFFICIAL, at=model.now, condition=condition, evidence_sha256=document(condition)
    )
    return Step("satisfy_condition", command)


def waive(model: Model, side: str, condition: str) -> Step:
    command = WaiveCondition(
        actor=lead(model, side), at=model.now, condition=condition, reason="We can do without."
    )
    return Step("waive_condition", command)


def declare(model: Model, by: Actor) -> Step:
    executed = model.leading.executed
    cited = model.cite(executed) if executed is not None else "00" * 32
    return Step("declare_effective", DeclareEffective(actor=by, at=model.now, terms_sha256=cited))


def report_contribution(model: Model, side: str, obligation: str, amount: int) -> Step:
    report = model.next_id("report")
    command = ReportContribution(
        actor=lead(model, side),
        at=model.now,
        report=report,
        obligation=obligation,
        amount=Money(amount=str(amount), currency="CNY"),
        evidence_sha256=document(report),
    )
    return Step("report_contribution", command)


def verify_contribution(model: Model, report: str, amount: int) -> Step:
    command = VerifyContribution(
        actor=OFFICIAL,
        at=model.now,
        report=report,
        amount=Money(amount=str(amount), currency="CNY"),
        evidence_sha256=document(f"{report} {amount}"),
    )
    return Step("verify_contribution", command)


def report_milestone(model: Model, side: str, obligation: str) -> Step:
    report = model.next_id("report")
    command = ReportMilestone(
        actor=lead(model, side),
        at=model.now,
        report=report,
        obligation=obligation,
        evidence_sha256=document(report),
    )
    return Step("report_milestone", command)


def verify_milestone(model: Model, report: str) -> Step:
    command = VerifyMilestone(
        actor=OFFICIAL, at=model.now, report=report, evidence_sha256=document(f"{report} seen")
    )
    return Step("verify_milestone", command)


def write_off(model: Model, side: str, obligation: str) -> Step:
    command = WriteOffObligation(
        actor=lead(model, side), at=model.now, obligation=obligation, reason="It is forgiven."
    )
    return Step("write_off_obligation", command)


def close(model: Model, by: Actor) -> Step:
    return Step("close_deal", CloseDeal(actor=by, at=model.now, reason=f"{AGREEMENT} is done."))
