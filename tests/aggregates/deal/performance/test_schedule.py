"""Naming what an executed agreement makes the sides wait for and do, and agreeing on it."""

from __future__ import annotations

import pytest
from bdd import given
from locked_deal import AGREED
from msgspec.structs import replace
from people import LIN, NOON, ROJAS, WEN
from signed_deal import (
    DIGEST,
    FIRST_MODULE,
    IN_EFFECT,
    LAND,
    OF_ANDES,
    OF_LINGHAI,
    PAID,
    REACHED,
    SCHEDULE,
    SCHEDULED,
    SIGNED,
    agreed,
    cny,
    condition,
    contribution,
    proposed,
)

from aggregates.deal import DEAL
from aggregates.deal.performance.confirm_schedule import ConfirmSchedule, confirm_schedule
from aggregates.deal.performance.events import (
    ConditionSatisfied,
    ConditionWaived,
    ObligationWrittenOff,
    ScheduleAgreed,
    ScheduleConfirmed,
)
from aggregates.deal.performance.propose_schedule import ProposeSchedule, propose_schedule
from aggregates.deal.performance.schedule import Schedule, schedule_sha256
from aggregates.deal.performance.schedule_form import check_schedule
from aggregates.vocabulary import Money, Wording

PROPOSE = ProposeSchedule(actor=LIN, at=NOON, proposal="schedule-1", schedule=SCHEDULE)
CONFIRM = ConfirmSchedule(actor=ROJAS, at=NOON, proposal="schedule-1", schedule_sha256=DIGEST)
CONFIRMED = ScheduleConfirmed(
    at=NOON, proposal="schedule-1", schedule_sha256=DIGEST, principal="andes", by="rojas"
)
STANDS = ScheduleAgreed(at=NOON, proposal="schedule-1", schedule_sha256=DIGEST)
PROPOSED = (*SIGNED, proposed(SCHEDULE))
DOLLARS = Money(amount="1", currency="USD")


def test_a_lead_proposes_a_schedule() -> None:
    given(DEAL, *SIGNED).when(propose_schedule, PROPOSE).then(proposed(SCHEDULE))
    assert given(DEAL, *PROPOSED).state.performance.schedule is None


def test_proposing_it_twice_changes_nothing() -> None:
    given(DEAL, *PROPOSED).when(propose_schedule, PROPOSE).then()
    given(DEAL, *SCHEDULED).when(propose_schedule, PROPOSE).then()


def test_a_proposals_id_is_used_once() -> None:
    other = replace(PROPOSE, schedule=Schedule())
    for events in (PROPOSED, SCHEDULED):
        given(DEAL, *events).when(propose_schedule, other).then_refused("id_taken", id="schedule-1")
    anew = replace(other, proposal="schedule-2")
    given(DEAL, *PROPOSED).when(propose_schedule, anew).then(proposed(Schedule(), "schedule-2"))


def test_only_leads_propose_it_and_only_after_the_signing() -> None:
    given(DEAL, *SIGNED).when(propose_schedule, replace(PROPOSE, actor=WEN)).then_refused(
        "not_lead", person="wen-hao", principal="linghai"
    )
    given(DEAL, *AGREED).when(propose_schedule, PROPOSE).then_refused("wrong_stage", stage="agreed")


def test_with_the_last_consent_it_stands() -> None:
    given(DEAL, *PROPOSED).when(confirm_schedule, CONFIRM).then(CONFIRMED, STANDS)
    performance = given(DEAL, *PROPOSED, CONFIRMED, STANDS).state.performance
    assert (performance.schedule, performance.agreed_sha256) == (SCHEDULE, DIGEST)
    assert performance.proposal is None


def test_with_one_consent_of_three_it_does_not() -> None:
    deal = given(DEAL, *PROPOSED).state
    third = replace(deal.parties.principals["andes"], lead="nowak")
    principals = {**deal.parties.principals, "wisla": third}
    deal = replace(deal, parties=replace(deal.parties, principals=principals))
    assert confirm_schedule(deal, CONFIRM) == [CONFIRMED]


def test_consenting_twice_changes_nothing() -> None:
    own = replace(CONFIRM, actor=LIN)
    given(DEAL, *PROPOSED).when(confirm_schedule, own).then()
    given(DEAL, *SCHEDULED).when(confirm_schedule, CONFIRM).then()


def test_a_consent_is_to_what_was_read() -> None:
    stale = replace(CONFIRM, schedule_sha256="00" * 32)
    given(DEAL, *PROPOSED).when(confirm_schedule, stale).then_refused(
        "other_schedule", cited="00" * 32, proposed=DIGEST
    )
    for digest in (DIGEST, ""):
        nothing = replace(CONFIRM, schedule_sha256=digest)
        given(DEAL, *SIGNED).when(confirm_schedule, nothing).then_refused(
            "unknown_proposal", proposal="schedule-1"
        )


def test_a_consent_to_no_proposal_changes_nothing() -> None:
    assert given(DEAL, *SIGNED, CONFIRMED, STANDS).state == given(DEAL, *SIGNED).state


@pytest.mark.parametrize(
    ("schedule", "code", "facts"),
    [
        (Schedule(conditions=(LAND, LAND)), "item_twice", {"item": "land"}),
        (
            Schedule(conditions=(replace(LAND, instrument="nda-1"),)),
            "unknown_instrument",
            {"instrument": "nda-1"},
        ),
        (
            Schedule(conditions=(replace(LAND, clause="price"),)),
            "unknown_clause",
            {"clause": "price"},
        ),
        (
            Schedule(conditions=(condition("land", "wisla"),)),
            "unknown_principal",
            {"organisation": "wisla"},
        ),
        (
            Schedule(conditions=(condition("land", "linghai", "andes"),)),
            "sides_not_sorted",
            {"item": "land"},
        ),
        (
            Schedule(conditions=(replace(LAND, title=Wording(texts={})),)),
            "list_empty",
            {"field": "land.title"},
        ),
        (
            Schedule(milestones=(replace(FIRST_MODULE, due="soon"),)),
            "day_malformed",
            {"field": "first-module.due", "value": "soon"},
        ),
        (
            Schedule(contributions=(replace(OF_ANDES, principal=""),)),
            "unknown_principal",
            {"organisation": ""},
        ),
        (
            Schedule(contributions=(replace(OF_ANDES, value="first_due"),)),
            "value_not_money",
            {"clause": "capital", "value": "first_due"},
        ),
        (
            Schedule(contributions=(replace(OF_ANDES, amount=DOLLARS),)),
            "other_currency",
            {"currency": "USD", "stated": "CNY"},
        ),
        (
            Schedule(contributions=(OF_ANDES, contribution("more", "linghai", "300000000.51"))),
            "more_than_stated",
            {"clause": "capital", "value": "registered_capital"},
        ),
    ],
)
def test_a_schedule_says_only_what_is_agreed(
    schedule: Schedule, code: str, facts: dict[str, object]
) -> None:
    command = replace(PROPOSE, schedule=schedule)
    given(DEAL, *SIGNED).when(propose_schedule, command).then_refused(code, **facts)


def test_a_schedule_cites_what_is_executed() -> None:
    then = given(DEAL, *AGREED).when(lambda deal, s: check_schedule(deal, s) or [], SCHEDULE)
    then.then_refused("not_executed", progress="locked")


def test_a_milestone_of_all_together_is_nobodys_alone() -> None:
    together = Schedule(milestones=(replace(FIRST_MODULE, principal=""),))
    given(DEAL, *SIGNED).when(propose_schedule, replace(PROPOSE, schedule=together)).then(
        proposed(together)
    )


def test_conditions_do_not_change_once_the_deal_is_effective() -> None:
    fewer = replace(PROPOSE, proposal="schedule-2", schedule=replace(SCHEDULE, conditions=()))
    given(DEAL, *IN_EFFECT).when(propose_schedule, fewer).then_refused(
        "effective_already", instrument="agreement-1"
    )
    given(DEAL, *SCHEDULED).when(propose_schedule, fewer).then(
        proposed(fewer.schedule, "schedule-2")
    )


def test_what_is_reported_stays_promised() -> None:
    less = contribution("of-linghai", "linghai", "100000000")
    other = contribution("of-linghai", "andes", "300000000.5")
    for changed in ((less, OF_ANDES), (other,), ()):
        schedule = replace(SCHEDULE, contributions=changed)
        command = replace(PROPOSE, proposal="schedule-2", schedule=schedule)
        given(DEAL, *IN_EFFECT, PAID).when(propose_schedule, command).then_refused(
            "reported_already", obligation="of-linghai"
        )


def test_a_reported_milestone_stays_as_it_was() -> None:
    schedule = replace(SCHEDULE, milestones=(replace(FIRST_MODULE, principal="linghai"),))
    command = replace(PROPOSE, proposal="schedule-2", schedule=schedule)
    given(DEAL, *IN_EFFECT, REACHED).when(propose_schedule, command).then_refused(
        "reported_already", obligation="first-module"
    )


def test_what_is_reported_may_grow() -> None:
    more = replace(OF_LINGHAI, amount=cny("300000000.5"), due="2027-06-30")
    schedule = replace(SCHEDULE, contributions=(more, OF_ANDES))
    command = replace(PROPOSE, proposal="schedule-2", schedule=schedule)
    given(DEAL, *IN_EFFECT, PAID).when(propose_schedule, command).then(
        proposed(schedule, "schedule-2")
    )


def test_what_was_said_of_an_item_that_changes_falls() -> None:
    met = ConditionSatisfied(at=NOON, condition="licence", evidence_sha256="e3" * 32, by="he-jing")
    waived = ConditionWaived(
        at=NOON, condition="land", principal="andes", reason="Enough.", by="rojas"
    )
    off = ObligationWrittenOff(
        at=NOON, obligation="of-andes", principal="linghai", reason="Enough.", by="lin-yue"
    )
    again = replace(SCHEDULE, conditions=(replace(LAND, waivable_by=("andes",)),))
    events = (*SCHEDULED, met, waived, off, *agreed(again, "schedule-2"))
    performance = given(DEAL, *events).state.performance
    assert (performance.satisfied, performance.waived) == (frozenset(), {})
    assert performance.written_off == {"of-andes": frozenset({"linghai"})}


def test_the_digest_of_a_schedule_is_of_its_deal() -> None:
    assert schedule_sha256("deal-2", SCHEDULE) != DIGEST
