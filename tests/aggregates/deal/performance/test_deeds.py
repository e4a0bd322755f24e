"""Reporting contributions and milestones, verifying them, writing them off, and the end."""

from __future__ import annotations

from bdd import given
from msgspec.structs import replace
from people import LIN, NOON, OFFICIAL, ROJAS
from signed_deal import (
    EFFECTIVE,
    IN_EFFECT,
    PAID,
    REACHED,
    SCHEDULE,
    SCHEDULED,
    SIGNED,
    agreed,
    cny,
)

from aggregates.deal import DEAL
from aggregates.deal.performance.close_deal import CloseDeal, close_deal
from aggregates.deal.performance.events import (
    ContributionVerified,
    DealFulfilled,
    MilestoneVerified,
    ObligationWrittenOff,
)
from aggregates.deal.performance.report_contribution import (
    ReportContribution,
    report_contribution,
)
from aggregates.deal.performance.report_milestone import ReportMilestone, report_milestone
from aggregates.deal.performance.verify_contribution import (
    VerifyContribution,
    verify_contribution,
)
from aggregates.deal.performance.verify_milestone import VerifyMilestone, verify_milestone
from aggregates.deal.performance.write_off_obligation import (
    WriteOffObligation,
    write_off_obligation,
)
from aggregates.deal.state import Stage
from aggregates.vocabulary import Money

REPORT = ReportContribution(
    actor=LIN,
    at=NOON,
    report="R-1",
    obligation="of-linghai",
    amount=cny("100000000.25"),
    evidence_sha256="e1" * 32,
)
VERIFY = VerifyContribution(
    actor=OFFICIAL, at=NOON, report="R-1", amount=cny("60000000"), evidence_sha256="e4" * 32
)
VERIFIED = ContributionVerified(
    at=NOON,
    report="R-1",
    obligation="of-linghai",
    principal="linghai",
    amount=cny("60000000"),
    evidence_sha256="e4" * 32,
    by="he-jing",
)
REACH = ReportMilestone(
    actor=ROJAS, at=NOON, report="R-2", obligation="first-module", evidence_sha256="e2" * 32
)
INSPECT = VerifyMilestone(actor=OFFICIAL, at=NOON, report="R-2", evidence_sha256="e5" * 32)
INSPECTED = MilestoneVerified(
    at=NOON, report="R-2", obligation="first-module", evidence_sha256="e5" * 32, by="he-jing"
)
WRITE_OFF = WriteOffObligation(
    actor=LIN, at=NOON, obligation="of-andes", reason="The site was sold."
)
WRITTEN_OFF = ObligationWrittenOff(
    at=NOON, obligation="of-andes", principal="linghai", reason="The site was sold.", by="lin-yue"
)
CLOSE = CloseDeal(actor=LIN, at=NOON, reason="All is done.")
CLOSED = DealFulfilled(at=NOON, reason="All is done.", by="lin-yue")
ALL_PAID = replace(PAID, report="R-3", amount=cny("200000000.25"))
DONE = (
    *IN_EFFECT,
    PAID,
    ALL_PAID,
    replace(VERIFIED, amount=cny("100000000.25")),
    replace(VERIFIED, report="R-3", amount=cny("200000000.25")),
    WRITTEN_OFF,
    REACHED,
    INSPECTED,
)


def test_a_side_reports_what_it_paid_in() -> None:
    given(DEAL, *IN_EFFECT).when(report_contribution, REPORT).then(PAID)


def test_reporting_it_twice_changes_nothing() -> None:
    given(DEAL, *IN_EFFECT, PAID).when(report_contribution, REPORT).then()


def test_a_reports_id_is_used_once() -> None:
    more = replace(REPORT, amount=cny("1"))
    given(DEAL, *IN_EFFECT, PAID).when(report_contribution, more).then_refused(
        "report_id_used", report="R-1"
    )
    reach = replace(REACH, report="R-1")
    given(DEAL, *IN_EFFECT, PAID).when(report_milestone, reach).then_refused(
        "report_id_used", report="R-1"
    )


def test_a_side_reports_what_it_owes_itself() -> None:
    given(DEAL, *IN_EFFECT).when(report_contribution, replace(REPORT, actor=ROJAS)).then_refused(
        "owed_by_another_side", obligation="of-linghai", principal="linghai"
    )


def test_reports_together_are_no_more_than_was_promised() -> None:
    rest = replace(REPORT, report="R-3", amount=cny("200000000.25"))
    given(DEAL, *IN_EFFECT, PAID).when(report_contribution, rest).then(ALL_PAID)
    a_cent_more = replace(rest, amount=cny("200000000.26"))
    given(DEAL, *IN_EFFECT, PAID).when(report_contribution, a_cent_more).then_refused(
        "more_than_promised", obligation="of-linghai", promised="300000000.5"
    )


def test_a_contribution_is_in_the_currency_of_its_clause() -> None:
    dollars = Money(amount="1", currency="USD")
    given(DEAL, *IN_EFFECT).when(report_contribution, replace(REPORT, amount=dollars)).then_refused(
        "other_currency", currency="USD", stated="CNY"
    )
    given(DEAL, *IN_EFFECT, PAID).when(
        verify_contribution, replace(VERIFY, amount=dollars)
    ).then_refused("other_currency", currency="USD", stated="CNY")


def test_nothing_is_reported_before_the_deal_is_effective() -> None:
    given(DEAL, *SCHEDULED).when(report_contribution, REPORT).then_refused(
        "wrong_stage", stage="signed"
    )


def test_what_is_reported_is_in_the_schedule_and_of_its_kind() -> None:
    given(DEAL, *SIGNED, EFFECTIVE).when(report_contribution, REPORT).then_refused(
        "unknown_obligation", obligation="of-linghai"
    )
    given(DEAL, *IN_EFFECT).when(
        report_contribution, replace(REPORT, obligation="first-module")
    ).then_refused("not_a_contribution", obligation="first-module")
    given(DEAL, *IN_EFFECT).when(
        report_milestone, replace(REACH, obligation="of-andes")
    ).then_refused("not_a_milestone", obligation="of-andes")


def test_an_official_verifies_part_of_it_and_then_the_rest() -> None:
    given(DEAL, *IN_EFFECT, PAID).when(verify_contribution, VERIFY).then(VERIFIED)
    rest = replace(VERIFY, amount=cny("100000000.25"))
    given(DEAL, *IN_EFFECT, PAID, VERIFIED).when(verify_contribution, rest).then(
        replace(VERIFIED, amount=cny("100000000.25"))
    )


def test_verifying_the_same_twice_changes_nothing() -> None:
    given(DEAL, *IN_EFFECT, PAID, VERIFIED).when(verify_contribution, VERIFY).then()


def test_no_more_is_verified_than_was_reported_and_no_less_than_before() -> None:
    too_much = replace(VERIFY, amount=cny("100000000.26"))
    given(DEAL, *IN_EFFECT, PAID).when(verify_contribution, too_much).then_refused(
        "more_than_reported", report="R-1", reported="100000000.25"
    )
    less = replace(VERIFY, amount=cny("59999999.99"))
    given(DEAL, *IN_EFFECT, PAID, VERIFIED).when(verify_contribution, less).then_refused(
        "less_than_verified", report="R-1", verified="60000000"
    )


def test_no_side_verifies() -> None:
    given(DEAL, *IN_EFFECT, PAID).when(
        verify_contribution, replace(VERIFY, actor=LIN)
    ).then_refused("role_not_allowed", role="lead", allowed=("official",))
    given(DEAL, *IN_EFFECT, REACHED).when(
        verify_milestone, replace(INSPECT, actor=ROJAS)
    ).then_refused("role_not_allowed", role="lead", allowed=("official",))


def test_what_nobody_reported_is_not_verified() -> None:
    given(DEAL, *IN_EFFECT).when(verify_contribution, VERIFY).then_refused(
        "unknown_report", report="R-1"
    )


def test_a_side_reports_a_milestone_and_an_official_verifies_it() -> None:
    given(DEAL, *IN_EFFECT).when(report_milestone, REACH).then(REACHED)
    given(DEAL, *IN_EFFECT, REACHED).when(verify_milestone, INSPECT).then(INSPECTED)


def test_reporting_and_verifying_a_milestone_twice_changes_nothing() -> None:
    given(DEAL, *IN_EFFECT, REACHED).when(report_milestone, REACH).then()
    given(DEAL, *IN_EFFECT, REACHED, INSPECTED).when(verify_milestone, INSPECT).then()


def test_a_milestone_is_reached_once() -> None:
    again = replace(REACH, report="R-9")
    given(DEAL, *IN_EFFECT, REACHED, INSPECTED).when(report_milestone, again).then_refused(
        "reached_already", obligation="first-module"
    )


def test_who_is_owed_something_writes_it_off() -> None:
    given(DEAL, *IN_EFFECT).when(write_off_obligation, WRITE_OFF).then(WRITTEN_OFF)


def test_writing_off_twice_or_what_is_done_changes_nothing() -> None:
    given(DEAL, *IN_EFFECT, WRITTEN_OFF).when(write_off_obligation, WRITE_OFF).then()
    reached = replace(WRITE_OFF, obligation="first-module")
    given(DEAL, *IN_EFFECT, REACHED, INSPECTED).when(write_off_obligation, reached).then()


def test_nobody_writes_off_what_they_owe() -> None:
    given(DEAL, *IN_EFFECT).when(
        write_off_obligation, replace(WRITE_OFF, actor=ROJAS)
    ).then_refused("owed_by_you", obligation="of-andes")


def test_nobody_writes_off_what_is_not_owed() -> None:
    given(DEAL, *IN_EFFECT).when(
        write_off_obligation, replace(WRITE_OFF, obligation="rent")
    ).then_refused("unknown_obligation", obligation="rent")


def test_with_everything_done_or_written_off_the_deal_is_closed() -> None:
    given(DEAL, *DONE).when(close_deal, CLOSE).then(CLOSED)
    assert given(DEAL, *DONE, CLOSED).state.stage is Stage.FULFILLED


def test_closing_it_twice_changes_nothing() -> None:
    given(DEAL, *DONE, CLOSED).when(close_deal, CLOSE).then()


def test_nothing_is_closed_while_something_is_owed() -> None:
    for missing, obligation in ((WRITTEN_OFF, "of-andes"), (INSPECTED, "first-module")):
        events = [event for event in DONE if event != missing]
        given(DEAL, *events).when(close_deal, CLOSE).then_refused(
            "obligation_open", obligation=obligation
        )


def test_what_is_verified_in_part_is_owed() -> None:
    events = [event for event in DONE if getattr(event, "report", "") != "R-3"]
    given(DEAL, *events).when(close_deal, CLOSE).then_refused(
        "obligation_open", obligation="of-linghai"
    )


def test_no_side_alone_says_that_nothing_is_owed() -> None:
    given(DEAL, *SIGNED, EFFECTIVE).when(close_deal, CLOSE).then_refused(
        "schedule_missing", instrument="agreement-1"
    )
    given(DEAL, *SIGNED, EFFECTIVE).when(close_deal, replace(CLOSE, actor=OFFICIAL)).then(
        replace(CLOSED, by="he-jing")
    )


def test_a_deal_is_closed_after_it_was_effective() -> None:
    nothing = agreed(replace(SCHEDULE, contributions=(), milestones=()))
    given(DEAL, *SIGNED, *nothing).when(close_deal, CLOSE).then_refused(
        "wrong_stage", stage="signed"
    )
