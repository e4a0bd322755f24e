"""What the notebook says of what was signed: what has to be done, and what is."""

from __future__ import annotations

from fractions import Fraction

from machine.digests import digest
from machine.follow.change import end
from machine.later import Plan, Report, promised
from machine.model import Model
from machine.plans import schedule_words

from aggregates.deal.filings.events import FilingEffect
from aggregates.deal.performance.close_deal import CloseDeal
from aggregates.deal.performance.confirm_schedule import ConfirmSchedule
from aggregates.deal.performance.declare_effective import DeclareEffective
from aggregates.deal.performance.propose_schedule import ProposeSchedule
from aggregates.deal.performance.report_contribution import ReportContribution
from aggregates.deal.performance.report_milestone import ReportMilestone
from aggregates.deal.performance.satisfy_condition import SatisfyCondition
from aggregates.deal.performance.schedule import Condition, Item, Obligation, Schedule
from aggregates.deal.performance.verify_contribution import VerifyContribution
from aggregates.deal.performance.verify_milestone import VerifyMilestone
from aggregates.deal.performance.waive_condition import WaiveCondition
from aggregates.deal.performance.write_off_obligation import WriteOffObligation
from aggregates.vocabulary import Command, Role


def propose_schedule(model: Model, command: ProposeSchedule) -> None:
    _check_binding(model, command.schedule)
    side = command.actor.organisation
    model.performed.plan = Plan(command.proposal, command.schedule, {side})


def confirm_schedule(model: Model, command: ConfirmSchedule) -> None:
    now, plan = model.performed, model.performed.plan
    assert plan is not None, "there is something to agree to"
    assert command.schedule_sha256 == digest(schedule_words(plan.schedule)), "they read it"
    plan.sides.add(command.actor.organisation)
    if not plan.sides >= set(model.sides):
        return
    _check_binding(model, plan.schedule)
    same = {item.id for item in plan.schedule.items() if now.agreed and item in now.agreed.items()}
    now.agreed, now.plan = plan.schedule, None
    now.satisfied &= same
    now.waived = {name: sides for name, sides in now.waived.items() if name in same}
    now.written_off = {name: sides for name, sides in now.written_off.items() if name in same}


def satisfy_condition(model: Model, command: SatisfyCondition) -> None:
    _require_official(model, command)
    _require_binding(model, _condition(model, command.condition))
    model.performed.satisfied.add(command.condition)


def waive_condition(model: Model, command: WaiveCondition) -> None:
    condition, side = _condition(model, command.condition), command.actor.organisation
    _require_binding(model, condition)
    assert side in condition.waivable_by, "who is entitled to"
    model.performed.waived.setdefault(condition.id, set()).add(side)


def declare_effective(model: Model, command: DeclareEffective) -> None:
    assert model.read[command.terms_sha256] == model.leading.executed, "what was signed"
    _require_settled(model, command)
    agreed = model.performed.agreed or Schedule()
    for condition in agreed.conditions:
        assert _is_met(model, condition), "effective with every condition met or waived"
    for filing in model.filings.values():
        held_up = filing.effect is FilingEffect.CONDITION and not filing.done
        assert not held_up, "effective with what the authorities had to say"
    model.stage = "effective"


def report_contribution(model: Model, command: ReportContribution) -> None:
    amount = Fraction(command.amount.amount)
    _report(model, command.report, command.obligation, command.actor.organisation, amount)


def report_milestone(model: Model, command: ReportMilestone) -> None:
    side = command.actor.organisation
    _report(model, command.report, command.obligation, side, Fraction(1))


def verify_contribution(model: Model, command: VerifyContribution) -> None:
    _verify(model, command, command.report, Fraction(command.amount.amount))


def verify_milestone(model: Model, command: VerifyMilestone) -> None:
    _verify(model, command, command.report, Fraction(1))


def write_off_obligation(model: Model, command: WriteOffObligation) -> None:
    owed = model.performed.obligation(command.obligation)
    side = command.actor.organisation
    assert owed.principal != side, "nobody forgives themselves"
    model.performed.written_off.setdefault(owed.id, set()).add(side)


def close_deal(model: Model, command: CloseDeal) -> None:
    _require_settled(model, command)
    for owed in model.performed.obligations():
        assert _is_done(model, owed), "fulfilled with everything done or written off"
    end(model, "fulfilled")


def _report(model: Model, report: str, obligation: str, side: str, amount: Fraction) -> None:
    owed = model.performed.obligation(obligation)
    _require_binding(model, owed)
    assert owed.principal in {"", side}, "who owes it says so"
    model.performed.reports[report] = Report(obligation, side, amount)


def _verify(model: Model, command: Command, name: str, amount: Fraction) -> None:
    _require_official(model, command)
    report = model.performed.reports[name]
    _require_binding(model, model.performed.obligation(report.obligation))
    assert report.verified < amount, "what is found to be so stays so"
    report.verified = amount


def _condition(model: Model, name: str) -> Condition:
    agreed = model.performed.agreed
    assert agreed is not None, "all have agreed on what to wait for"
    return next(condition for condition in agreed.conditions if condition.id == name)


def _is_met(model: Model, condition: Condition) -> bool:
    now, entitled = model.performed, set(condition.waivable_by)
    if condition.id in now.satisfied or condition.instrument in model.annulled:
        return True
    return bool(entitled) and now.waived.get(condition.id, set()) >= entitled


def _is_done(model: Model, owed: Obligation) -> bool:
    others = set(model.sides) - {owed.principal}
    if owed.instrument in model.annulled:
        return True
    forgiven = model.performed.written_off.get(owed.id, set()) >= others
    return forgiven or model.performed.verified(owed.id) >= promised(owed)


def _require_official(model: Model, command: Command) -> None:
    assert command.actor.role is Role.OFFICIAL, "no side says that its own work is done"
    assert command.actor.organisation not in model.sides, "nor an office of one"


def _require_settled(model: Model, command: Command) -> None:
    """Nobody still talks about what has to be done; a side has asked the others."""
    assert model.performed.plan is None, "no schedule is under way"
    halted = [record for record in model.halts.values() if not record.ended]
    assert not any(_is_together(model, record.paper) for record in halted), (
        "no court has stopped it"
    )
    if command.actor.role is not Role.OFFICIAL:
        assert model.performed.agreed is not None, "all sides know what has to be done"


def _is_together(model: Model, paper: str) -> bool:
    return paper == model.leading.id or model.papers[paper].changing


def _require_binding(model: Model, item: Item) -> None:
    assert item.instrument not in model.annulled, "nothing is done under what was annulled"


def _check_binding(model: Model, schedule: Schedule) -> None:
    """What is newly asked for stands in a paper that binds."""
    before = list(model.performed.agreed.items()) if model.performed.agreed else []
    for item in schedule.items():
        assert model.papers[item.instrument].executed is not None, "in what was executed"
        assert item in before or item.instrument not in model.annulled, "and not annulled"
