"""Conditions that are met or waived, and the effect that waits for them."""

from __future__ import annotations

from bdd import given
from filed_deal import GRANTED, REQUIRED, SUBMITTED
from locked_deal import TERMS
from msgspec.structs import replace
from people import LIN, NOON, OFFICIAL, ORGANISER, ROJAS
from signed_deal import EFFECTIVE, IN_EFFECT, SCHEDULE, SCHEDULED, SIGNED, agreed, proposed

from aggregates.deal import DEAL
from aggregates.deal.filings.events import FilingEffect
from aggregates.deal.parties.events import DealSuspended
from aggregates.deal.performance.declare_effective import DeclareEffective, declare_effective
from aggregates.deal.performance.events import ConditionSatisfied, ConditionWaived
from aggregates.deal.performance.satisfy_condition import SatisfyCondition, satisfy_condition
from aggregates.deal.performance.schedule import Schedule
from aggregates.deal.performance.waive_condition import WaiveCondition, waive_condition
from aggregates.deal.state import Stage

SATISFY = SatisfyCondition(actor=OFFICIAL, at=NOON, condition="licence", evidence_sha256="e3" * 32)
SATISFIED = ConditionSatisfied(
    at=NOON, condition="licence", evidence_sha256="e3" * 32, by="he-jing"
)
WAIVE = WaiveCondition(actor=ROJAS, at=NOON, condition="land", reason="A contract will do.")
BY_ANDES = ConditionWaived(
    at=NOON, condition="land", principal="andes", reason="A contract will do.", by="rojas"
)
BY_LINGHAI = replace(BY_ANDES, principal="linghai", by="lin-yue")
DECLARE = DeclareEffective(actor=OFFICIAL, at=NOON, terms_sha256=TERMS)
ALL_MET = (*SCHEDULED, SATISFIED, BY_ANDES, BY_LINGHAI)
BY_LIN = replace(DECLARE, actor=LIN)


def test_an_official_finds_a_condition_met() -> None:
    given(DEAL, *SCHEDULED).when(satisfy_condition, SATISFY).then(SATISFIED)


def test_finding_it_met_twice_changes_nothing() -> None:
    given(DEAL, *SCHEDULED, SATISFIED).when(satisfy_condition, SATISFY).then()


def test_no_side_finds_a_condition_met() -> None:
    given(DEAL, *SCHEDULED).when(satisfy_condition, replace(SATISFY, actor=LIN)).then_refused(
        "role_not_allowed", role="lead", allowed=("official",)
    )


def test_what_is_in_no_schedule_is_no_condition() -> None:
    given(DEAL, *SIGNED).when(satisfy_condition, SATISFY).then_refused(
        "unknown_condition", condition="licence"
    )


def test_conditions_belong_to_the_time_before_the_effect() -> None:
    given(DEAL, *IN_EFFECT).when(satisfy_condition, SATISFY).then_refused(
        "wrong_stage", stage="effective"
    )


def test_a_side_that_is_entitled_waives_a_condition() -> None:
    given(DEAL, *SCHEDULED).when(waive_condition, WAIVE).then(BY_ANDES)


def test_waiving_twice_changes_nothing() -> None:
    given(DEAL, *SCHEDULED, BY_ANDES).when(waive_condition, WAIVE).then()


def test_what_is_met_need_not_be_waived() -> None:
    met = replace(SATISFIED, condition="land")
    given(DEAL, *SCHEDULED, met).when(waive_condition, WAIVE).then()


def test_what_nobody_may_waive_is_not_waived() -> None:
    given(DEAL, *SCHEDULED).when(waive_condition, replace(WAIVE, condition="licence")).then_refused(
        "not_entitled", condition="licence", principal="andes"
    )


def test_nothing_is_waived_while_the_deal_is_suspended() -> None:
    suspended = DealSuspended(at=NOON, by="he-jing", reason="A complaint.")
    given(DEAL, *SCHEDULED, suspended).when(waive_condition, WAIVE).then_refused(
        "suspended", since=NOON
    )


def test_with_every_condition_met_or_waived_the_deal_is_effective() -> None:
    given(DEAL, *ALL_MET).when(declare_effective, DECLARE).then(EFFECTIVE)
    given(DEAL, *ALL_MET).when(declare_effective, BY_LIN).then(replace(EFFECTIVE, by="lin-yue"))
    assert given(DEAL, *ALL_MET, EFFECTIVE).state.stage is Stage.EFFECTIVE


def test_declaring_it_twice_changes_nothing() -> None:
    given(DEAL, *IN_EFFECT).when(declare_effective, DECLARE).then()


def test_the_effect_waits_for_every_condition() -> None:
    given(DEAL, *SCHEDULED, SATISFIED).when(declare_effective, DECLARE).then_refused(
        "condition_open", condition="land"
    )
    given(DEAL, *ALL_MET[:-1]).when(declare_effective, DECLARE).then_refused(
        "condition_open", condition="land"
    )
    given(DEAL, *SCHEDULED, BY_ANDES, BY_LINGHAI).when(declare_effective, DECLARE).then_refused(
        "condition_open", condition="licence"
    )


def test_the_effect_waits_for_a_filing_that_is_a_condition() -> None:
    filing = replace(REQUIRED, effect=FilingEffect.CONDITION)
    given(DEAL, *ALL_MET, filing).when(declare_effective, DECLARE).then_refused(
        "filing_open", filing="F-1", status="required"
    )
    filed = (filing, SUBMITTED, GRANTED)
    given(DEAL, *ALL_MET, *filed).when(declare_effective, DECLARE).then(EFFECTIVE)


def test_a_filing_that_held_up_a_signing_does_not_hold_up_the_effect() -> None:
    of_another = replace(REQUIRED, effect=FilingEffect.CONDITION, instrument="amendment-1")
    given(DEAL, *ALL_MET, REQUIRED, of_another).when(declare_effective, DECLARE).then(EFFECTIVE)


def test_what_takes_effect_is_what_was_executed() -> None:
    other = replace(DECLARE, terms_sha256="00" * 32)
    given(DEAL, *ALL_MET).when(declare_effective, other).then_refused(
        "other_terms", cited="00" * 32, locked=TERMS
    )


def test_without_conditions_it_is_effective_at_once() -> None:
    given(DEAL, *SIGNED).when(declare_effective, DECLARE).then(EFFECTIVE)
    nothing = agreed(replace(SCHEDULE, conditions=()))
    given(DEAL, *SIGNED, *nothing).when(declare_effective, BY_LIN).then(
        replace(EFFECTIVE, by="lin-yue")
    )


def test_no_side_alone_says_that_there_is_no_condition() -> None:
    given(DEAL, *SIGNED).when(declare_effective, BY_LIN).then_refused(
        "schedule_missing", instrument="agreement-1"
    )


def test_nobody_is_overtaken_while_a_schedule_is_proposed() -> None:
    given(DEAL, *SIGNED, proposed(Schedule())).when(declare_effective, DECLARE).then_refused(
        "schedule_open", proposal="schedule-1"
    )


def test_the_organiser_declares_nothing_effective() -> None:
    given(DEAL, *ALL_MET).when(declare_effective, replace(DECLARE, actor=ORGANISER)).then_refused(
        "not_a_principal", organisation="fair"
    )
