"""What is done was promised, then said, then found to be so; and what is on record."""

from __future__ import annotations

from fractions import Fraction

from machine.later import Performed, Plan, promised
from machine.model import Model

from aggregates.deal.performance.schedule import Contribution
from aggregates.deal.performance.state import Performance, Proposal
from aggregates.deal.state import Deal
from aggregates.vocabulary import Money


def check_performance(model: Model, deal: Deal) -> None:
    """The deal says what the notebook says, and nothing is more than what it rests on."""
    now, stored = model.performed, deal.performance
    assert stored.schedule == now.agreed, "what all have agreed to do"
    _check_plan(now.plan, stored.proposal)
    assert stored.satisfied == now.satisfied, "which conditions are met"
    assert stored.waived == now.waived, "which are waived"
    assert stored.written_off == now.written_off, "what is written off"
    _check_reports(now, stored)
    for owed in now.obligations():
        reported, verified = now.reported(owed.id), now.verified(owed.id)
        assert verified <= reported, "nothing is verified that was not reported"
        if isinstance(owed, Contribution):
            assert reported <= promised(owed) <= _stated(model, owed), "nor more than was promised"


def check_records(model: Model, deal: Deal) -> None:
    """What authorities said, and how the fair counts the deal."""
    records = deal.records
    disputes = {key: bool(d.decision_sha256) for key, d in records.disputes.items()}
    assert disputes == {key: record.ended for key, record in model.disputes.items()}, "disputes"
    halts = {key: bool(s.decision_sha256) for key, s in records.suspensions.items()}
    assert halts == {key: record.ended for key, record in model.halts.items()}, "court orders"
    assert set(records.annulments) == model.annulled, "what is annulled"
    assert set(records.attestations) == model.attached, "what is attached"
    assert deal.classification == model.classification, "how the deal is counted"
    counting = deal.counting
    theme = counting.attributes and counting.attributes.theme
    assert (theme, counting.place) == (model.theme, model.place), "by what else"


def _check_plan(plan: Plan | None, stored: Proposal | None) -> None:
    if plan is None or stored is None:
        assert plan is stored, "whether a schedule is under way"
        return
    assert (stored.id, stored.schedule) == (plan.number, plan.schedule), "the schedule under way"
    assert stored.consents == plan.sides, "who agrees to it"


def _check_reports(now: Performed, stored: Performance) -> None:
    known = {
        key: (r.obligation, r.principal, Fraction(r.amount), Fraction(r.verified))
        for key, r in stored.reports.items()
    }
    noted = {key: (r.obligation, r.side, r.amount, r.verified) for key, r in now.reports.items()}
    assert known == noted, "what is reported and verified"


def _stated(model: Model, owed: Contribution) -> Fraction:
    stated = model.papers[owed.instrument].clauses[owed.clause].values[owed.value]
    assert isinstance(stated, Money), "the clause states a sum"
    return Fraction(stated.amount)
