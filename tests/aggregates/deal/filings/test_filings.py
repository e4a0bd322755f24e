"""Requiring a filing, submitting it, taking it back, deciding it."""

from __future__ import annotations

from bdd import given
from filed_deal import GRANTED, REQUIRED, SUBMITTED, WAITING, WITH_FILING
from locked_deal import AGREED, deal_after
from msgspec.structs import replace
from people import DAY, LIN, NOON, OFFICIAL, ORGANISER, ROJAS
from signing_deal import IN_SIGNING
from three_sides import TOGETHER

from aggregates.deal import DEAL
from aggregates.deal.events import DealEvent
from aggregates.deal.filings.decide_filing import DecideFiling, decide_filing
from aggregates.deal.filings.events import (
    FilingEffect,
    FilingExtended,
    FilingLifted,
    FilingWithdrawn,
    Outcome,
)
from aggregates.deal.filings.extend_filing import ExtendFiling, extend_filing
from aggregates.deal.filings.lift_filing import LiftFiling, lift_filing
from aggregates.deal.filings.require_filing import RequireFiling, require_filing
from aggregates.deal.filings.state import Status
from aggregates.deal.filings.submit_filing import SubmitFiling, submit_filing
from aggregates.deal.filings.withdraw_filing import WithdrawFiling, withdraw_filing
from aggregates.deal.parties.events import DealSuspended
from aggregates.vocabulary import Deadline

REQUIRE = RequireFiling(
    actor=OFFICIAL,
    at=NOON,
    filing="F-1",
    instrument="agreement-1",
    kind="project_filing",
    authority="Bureau of Commerce",
    effect=FilingEffect.BLOCKING,
    principal="linghai",
    due=REQUIRED.due,
)
SUBMIT = SubmitFiling(actor=LIN, at=NOON + DAY, filing="F-1", submission_sha256="5a" * 32)
DECIDE = DecideFiling(
    actor=OFFICIAL,
    at=NOON + 4 * DAY,
    filing="F-1",
    outcome=Outcome.GRANTED,
    decision_sha256="dc" * 32,
)
REFUSE = replace(DECIDE, outcome=Outcome.REFUSED, reason="The site is not zoned.")
REFUSED = replace(GRANTED, outcome=Outcome.REFUSED, reason="The site is not zoned.")
WITHDRAW = WithdrawFiling(actor=LIN, at=NOON + 2 * DAY, filing="F-1", reason="A page is missing.")
WITHDRAWN = FilingWithdrawn(
    at=NOON + 2 * DAY,
    filing="F-1",
    principal="linghai",
    reason="A page is missing.",
    by="lin-yue",
)
EXTEND = ExtendFiling(actor=OFFICIAL, at=NOON, filing="F-1", due=Deadline(at=NOON + 6 * DAY))
EXTENDED = FilingExtended(
    at=NOON,
    filing="F-1",
    previous=REQUIRED.due,
    due=Deadline(at=NOON + 6 * DAY),
    by="he-jing",
)
LIFT = LiftFiling(actor=OFFICIAL, at=NOON + 2 * DAY, filing="F-1", reason="Below the threshold.")
LIFTED = FilingLifted(at=NOON + 2 * DAY, filing="F-1", reason="Below the threshold.", by="he-jing")
SUSPENDED = DealSuspended(at=NOON + 2 * DAY, by="he-jing", reason="A complaint.")
ONLY_OFFICIALS = ("official",)


def status_after(*events: DealEvent) -> Status:
    """Return where the filing stands after ``events``."""
    return given(DEAL, *events).state.filings["F-1"].status


def test_an_official_requires_a_filing() -> None:
    given(DEAL, *AGREED).when(require_filing, REQUIRE).then(REQUIRED)
    assert status_after(*WITH_FILING) is Status.REQUIRED


def test_requiring_it_twice_changes_nothing() -> None:
    given(DEAL, *WITH_FILING, EXTENDED).when(require_filing, REQUIRE).then()


def test_a_filings_id_is_used_once() -> None:
    other = replace(REQUIRE, kind="merger_control")
    given(DEAL, *WITH_FILING).when(require_filing, other).then_refused(
        "filing_id_used", filing="F-1"
    )


def test_neither_a_side_nor_the_organiser_requires_filings() -> None:
    for actor in (LIN, ORGANISER):
        given(DEAL, *AGREED).when(require_filing, replace(REQUIRE, actor=actor)).then_refused(
            "role_not_allowed", role=actor.role.value, allowed=ONLY_OFFICIALS
        )


def test_nor_does_an_official_of_a_side() -> None:
    of_andes = replace(OFFICIAL, organisation="andes")
    given(DEAL, *AGREED).when(require_filing, replace(REQUIRE, actor=of_andes)).then_refused(
        "office_of_a_party", organisation="andes"
    )


def test_a_filing_is_required_of_a_principal_or_of_any() -> None:
    given(DEAL, *AGREED).when(require_filing, replace(REQUIRE, principal="lexis")).then_refused(
        "unknown_principal", organisation="lexis"
    )
    anybody = replace(REQUIRE, principal="")
    given(DEAL, *AGREED).when(require_filing, anybody).then(replace(REQUIRED, principal=""))


def test_a_filing_has_time_until_an_instant_to_come() -> None:
    past = Deadline(at=NOON)
    given(DEAL, *AGREED).when(require_filing, replace(REQUIRE, due=past)).then_refused(
        "deadline_passed", clock="filing", expired_at=NOON
    )


def test_what_is_being_signed_is_not_held_up_any_more() -> None:
    given(DEAL, *IN_SIGNING).when(require_filing, REQUIRE).then_refused(
        "wrong_progress", instrument="agreement-1", progress="signing"
    )


def test_a_deal_without_a_letter_needs_no_filing() -> None:
    given(DEAL, *TOGETHER).when(require_filing, REQUIRE).then_refused("wrong_stage", stage="draft")


def test_a_filing_is_a_condition_of_the_leading_instrument_alone() -> None:
    condition = replace(REQUIRE, effect=FilingEffect.CONDITION)
    given(DEAL, *IN_SIGNING).when(require_filing, condition).then(
        replace(REQUIRED, effect=FilingEffect.CONDITION)
    )
    other = replace(condition, instrument="letter-1")
    given(DEAL, *IN_SIGNING).when(require_filing, other).then_refused(
        "not_leading", instrument="letter-1"
    )


def test_the_lead_submits_it_and_it_waits() -> None:
    given(DEAL, *WITH_FILING).when(submit_filing, SUBMIT).then(SUBMITTED)
    assert status_after(*WAITING) is Status.SUBMITTED


def test_it_may_be_submitted_late() -> None:
    late = NOON + 5 * DAY
    given(DEAL, *WITH_FILING).when(submit_filing, replace(SUBMIT, at=late)).then(
        replace(SUBMITTED, at=late)
    )


def test_submitting_it_twice_changes_nothing() -> None:
    given(DEAL, *WAITING).when(submit_filing, SUBMIT).then()


def test_what_lies_with_the_authority_is_not_exchanged() -> None:
    other = replace(SUBMIT, submission_sha256="5b" * 32)
    given(DEAL, *WAITING).when(submit_filing, other).then_refused(
        "submitted_already", filing="F-1", by="linghai"
    )


def test_another_side_does_not_submit_it() -> None:
    given(DEAL, *WITH_FILING).when(submit_filing, replace(SUBMIT, actor=ROJAS)).then_refused(
        "filing_of_another_side", filing="F-1", principal="linghai"
    )


def test_a_filing_of_anybody_is_submitted_by_whoever_does() -> None:
    events = (*AGREED, replace(REQUIRED, principal=""))
    given(DEAL, *events).when(submit_filing, replace(SUBMIT, actor=ROJAS)).then(
        replace(SUBMITTED, principal="andes", by="rojas")
    )


def test_nobody_submits_what_was_not_required() -> None:
    given(DEAL, *AGREED).when(submit_filing, SUBMIT).then_refused("unknown_filing", filing="F-1")


def test_what_was_granted_is_not_submitted_again() -> None:
    given(DEAL, *WAITING, GRANTED).when(submit_filing, SUBMIT).then_refused(
        "filing_done", filing="F-1", status="granted"
    )


def test_what_was_refused_may_be_submitted_again() -> None:
    again = replace(SUBMIT, at=NOON + 5 * DAY, submission_sha256="5b" * 32)
    submitted = replace(SUBMITTED, at=NOON + 5 * DAY, submission_sha256="5b" * 32)
    given(DEAL, *WAITING, REFUSED).when(submit_filing, again).then(submitted)
    assert status_after(*WAITING, REFUSED, submitted) is Status.SUBMITTED


def test_an_official_records_the_authoritys_consent() -> None:
    given(DEAL, *WAITING).when(decide_filing, DECIDE).then(GRANTED)
    assert status_after(*WAITING, GRANTED) is Status.GRANTED


def test_or_its_refusal_with_a_reason() -> None:
    given(DEAL, *WAITING).when(decide_filing, REFUSE).then(REFUSED)
    given(DEAL, *WAITING).when(decide_filing, replace(REFUSE, reason="")).then_refused(
        "text_empty", field="reason"
    )
    assert status_after(*WAITING, REFUSED) is Status.REFUSED


def test_recording_a_decision_twice_changes_nothing() -> None:
    given(DEAL, *WAITING, GRANTED).when(decide_filing, DECIDE).then()
    given(DEAL, *WAITING, REFUSED).when(decide_filing, REFUSE).then()


def test_a_decision_is_not_turned_round() -> None:
    given(DEAL, *WAITING, GRANTED).when(decide_filing, REFUSE).then_refused(
        "filing_decided", filing="F-1", status="granted"
    )


def test_what_nobody_submitted_is_not_decided() -> None:
    given(DEAL, *WITH_FILING).when(decide_filing, DECIDE).then_refused(
        "filing_not_submitted", filing="F-1"
    )


def test_nobody_decides_before_it_was_submitted() -> None:
    given(DEAL, *WAITING).when(decide_filing, replace(DECIDE, at=NOON)).then_refused(
        "before_submission", since=NOON + DAY
    )


def test_a_side_does_not_decide() -> None:
    given(DEAL, *WAITING).when(decide_filing, replace(DECIDE, actor=LIN)).then_refused(
        "role_not_allowed", role="lead", allowed=ONLY_OFFICIALS
    )


def test_an_authority_decides_while_the_deal_is_suspended() -> None:
    given(DEAL, *WAITING, SUSPENDED).when(decide_filing, DECIDE).then(GRANTED)


def test_nothing_is_submitted_while_the_deal_is_suspended() -> None:
    at = NOON + 3 * DAY
    given(DEAL, *WITH_FILING, SUSPENDED).when(submit_filing, replace(SUBMIT, at=at)).then_refused(
        "suspended", since=NOON + 2 * DAY
    )


def test_the_submission_is_taken_back() -> None:
    given(DEAL, *WAITING).when(withdraw_filing, WITHDRAW).then(WITHDRAWN)
    assert status_after(*WAITING, WITHDRAWN) is Status.REQUIRED


def test_taking_back_what_was_not_submitted_changes_nothing() -> None:
    given(DEAL, *WAITING, WITHDRAWN).when(withdraw_filing, WITHDRAW).then()


def test_what_is_decided_is_not_taken_back() -> None:
    given(DEAL, *WAITING, REFUSED).when(withdraw_filing, WITHDRAW).then_refused(
        "filing_decided", filing="F-1", status="refused"
    )


def test_another_side_does_not_take_it_back() -> None:
    given(DEAL, *WAITING).when(withdraw_filing, replace(WITHDRAW, actor=ROJAS)).then_refused(
        "filing_of_another_side", filing="F-1", principal="linghai"
    )


def test_an_official_gives_more_time() -> None:
    given(DEAL, *WITH_FILING).when(extend_filing, EXTEND).then(EXTENDED)
    assert deal_after(*WITH_FILING, EXTENDED).filings["F-1"].due == EXTEND.due


def test_giving_the_same_time_twice_changes_nothing() -> None:
    given(DEAL, *WITH_FILING, EXTENDED).when(extend_filing, EXTEND).then()


def test_more_time_is_later() -> None:
    sooner = replace(EXTEND, due=Deadline(at=NOON + 2 * DAY))
    given(DEAL, *WITH_FILING).when(extend_filing, sooner).then_refused(
        "not_later", clock="filing", expires_at=REQUIRED.due.at
    )


def test_a_granted_filing_needs_no_more_time() -> None:
    given(DEAL, *WAITING, GRANTED).when(extend_filing, EXTEND).then_refused(
        "filing_done", filing="F-1", status="granted"
    )


def test_an_official_lifts_a_filing() -> None:
    given(DEAL, *WAITING).when(lift_filing, LIFT).then(LIFTED)
    given(DEAL, *WITH_FILING, SUSPENDED).when(lift_filing, LIFT).then(LIFTED)
    assert status_after(*WAITING, LIFTED) is Status.LIFTED


def test_lifting_it_twice_changes_nothing() -> None:
    given(DEAL, *WITH_FILING, LIFTED).when(lift_filing, LIFT).then()


def test_what_was_granted_is_not_lifted() -> None:
    given(DEAL, *WAITING, GRANTED).when(lift_filing, LIFT).then_refused(
        "filing_done", filing="F-1", status="granted"
    )


def test_a_side_lifts_nothing() -> None:
    given(DEAL, *WITH_FILING).when(lift_filing, replace(LIFT, actor=LIN)).then_refused(
        "role_not_allowed", role="lead", allowed=ONLY_OFFICIALS
    )
