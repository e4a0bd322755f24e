"""How a deal in force ends: by everybody's signature, or by one side when its notice has run."""

from __future__ import annotations

import pytest
from bdd import given, then_refused
from in_force import (
    QUISPE,
    QUISPES,
    SIGNED,
    WEN,
    WENS,
    agreement,
    clause,
    drafted,
    opened,
    own,
    signature,
    signed,
    tabled,
    then,
)
from locked_deal import AGREED
from msgspec.structs import replace
from people import DAY, LIN, NOON, ROJAS

from aggregates.deal import DEAL
from aggregates.deal.authorities.events import (
    DecisionKind,
    ExecutionSuspended,
    ExecutionSuspensionLifted,
)
from aggregates.deal.ending.events import (
    DealTerminated,
    Ground,
    TerminationNoticeGiven,
    TerminationNoticeWithdrawn,
)
from aggregates.deal.ending.give_notice import GiveNotice, give_notice
from aggregates.deal.ending.terminate import Terminate, terminate
from aggregates.deal.ending.withdraw_notice import WithdrawNotice, withdraw_notice
from aggregates.deal.parties.events import DealResumed, DealSuspended
from aggregates.deal.signing.events import InstrumentExecuted
from aggregates.deal.signing.sign import sign
from aggregates.deal.state import Progress, Stage
from aggregates.deal.terms.draft_instrument import DraftInstrument, draft_instrument
from aggregates.vocabulary import Deadline, Kind, Tier

GIVE = GiveNotice(
    actor=LIN,
    at=NOON,
    notice="notice-1",
    ground=Ground.BREACH,
    reason="The site was not handed over.",
    ends_at=Deadline(at=NOON + 30 * DAY),
)
GIVEN = TerminationNoticeGiven(
    at=NOON,
    notice="notice-1",
    principal="linghai",
    by="lin-yue",
    ground=Ground.BREACH,
    reason="The site was not handed over.",
    ends_at=Deadline(at=NOON + 30 * DAY),
)
WITHDRAW = WithdrawNotice(actor=LIN, at=NOON + DAY, notice="notice-1", reason="It was.")
WITHDRAWN = TerminationNoticeWithdrawn(
    at=NOON + DAY, notice="notice-1", principal="linghai", by="lin-yue", reason="It was."
)
TERMINATE = Terminate(actor=LIN, at=NOON + 30 * DAY, notice="notice-1")
TERMINATED = DealTerminated(
    at=NOON + 30 * DAY,
    ground=Ground.BREACH,
    instrument="",
    notice="notice-1",
    principal="linghai",
    by="lin-yue",
)
SUSPENDED = ExecutionSuspended(
    at=NOON,
    decision="decision-1",
    instrument="agreement-1",
    kind=DecisionKind.INTERIM_ORDER,
    authority="the Court",
    decision_sha256="ab" * 32,
    office="bureau",
    by="he-jing",
)
LIFTED = ExecutionSuspensionLifted(
    at=NOON, decision="decision-1", decision_sha256="ac" * 32, office="bureau", by="he-jing"
)
END = clause("end", "The agreement ends.")


def test_an_executed_termination_ends_the_deal() -> None:
    deal = opened(agreement(), Kind.TERMINATION, "termination-1", END)
    half = then(deal, own(sign(deal, WENS, signature(deal, "termination-1", WEN, 1))["deal-1"]))
    answer = sign(half, QUISPES, signature(half, "termination-1", QUISPE, 2))["deal-1"]
    assert [type(event) for event in answer[1:]] == [InstrumentExecuted, DealTerminated]
    ended = signed(deal, "termination-1")
    assert (half.stage, ended.stage) == (Stage.SIGNED, Stage.TERMINATED)
    assert ended.ending.ground is Ground.MUTUAL
    assert ended.instruments["termination-1"].progress is Progress.EXECUTED


def test_a_termination_is_of_the_text_in_force() -> None:
    amendment = opened(agreement(), Kind.AMENDMENT, "amendment-1", clause("scope", "Wider."))
    both = opened(amendment, Kind.TERMINATION, "termination-1", END)
    overtaken = signed(both, "amendment-1")
    with pytest.raises(Exception, match="other_text"):
        sign(overtaken, WENS, signature(overtaken, "termination-1", WEN, 1))


def test_with_the_deal_ends_what_was_not_executed() -> None:
    deal = tabled(agreement(), Kind.AMENDMENT, "amendment-1", clause("scope", "Wider."))
    ended = then(deal, [GIVEN, TERMINATED])
    offer = ended.instruments["amendment-1"].matrix.offer
    assert offer is not None
    assert not offer.live
    command = DraftInstrument(
        actor=LIN, at=NOON, instrument="amendment-2", kind=Kind.AMENDMENT, tier=Tier.CONTRACT
    )
    then_refused(lambda: draft_instrument(ended, command), "wrong_stage", stage="terminated")


def test_one_side_gives_notice() -> None:
    given(DEAL, *SIGNED).when(give_notice, GIVE).then(GIVEN)


def test_giving_the_same_notice_twice_does_nothing() -> None:
    given(DEAL, *SIGNED, GIVEN).when(give_notice, replace(GIVE, at=NOON + DAY)).then()


def test_the_id_of_a_notice_is_used_once() -> None:
    other = replace(GIVE, reason="It rained.")
    given(DEAL, *SIGNED, GIVEN).when(give_notice, other).then_refused(
        "notice_id_used", notice="notice-1"
    )
    given(DEAL, *SIGNED, GIVEN, WITHDRAWN).when(give_notice, GIVE).then_refused(
        "notice_id_used", notice="notice-1"
    )


def test_no_side_alone_has_everybodys_ground() -> None:
    mutual = replace(GIVE, ground=Ground.MUTUAL)
    given(DEAL, *SIGNED).when(give_notice, mutual).then_refused(
        "ground_not_unilateral", ground="mutual"
    )


def test_before_the_agreement_is_in_force_no_notice_is_given() -> None:
    given(DEAL, *AGREED).when(give_notice, GIVE).then_refused("wrong_stage", stage="agreed")


def test_a_notice_runs_into_the_future() -> None:
    over = replace(GIVE, ends_at=Deadline(at=NOON))
    given(DEAL, *SIGNED).when(give_notice, over).then_refused(
        "deadline_passed", clock="notice", expired_at=NOON
    )


def test_who_gave_a_notice_takes_it_back_once() -> None:
    given(DEAL, *SIGNED, GIVEN).when(withdraw_notice, WITHDRAW).then(WITHDRAWN)
    given(DEAL, *SIGNED, GIVEN, WITHDRAWN).when(withdraw_notice, WITHDRAW).then()


def test_nobody_takes_back_what_another_gave_or_nobody() -> None:
    theirs = replace(WITHDRAW, actor=ROJAS)
    given(DEAL, *SIGNED, GIVEN).when(withdraw_notice, theirs).then_refused(
        "not_your_notice", notice="notice-1", principal="linghai"
    )
    given(DEAL, *SIGNED).when(withdraw_notice, WITHDRAW).then_refused(
        "unknown_notice", notice="notice-1"
    )


def test_when_the_notice_has_run_its_side_terminates() -> None:
    given(DEAL, *SIGNED, GIVEN).when(terminate, TERMINATE).then(TERMINATED)
    given(DEAL, *SIGNED, GIVEN, TERMINATED).when(terminate, TERMINATE).then()


def test_before_the_notice_has_run_nobody_terminates() -> None:
    early = replace(TERMINATE, at=NOON + 29 * DAY)
    given(DEAL, *SIGNED, GIVEN).when(terminate, early).then_refused(
        "not_due", clock="notice", expires_at=NOON + 30 * DAY
    )


def test_a_withdrawn_notice_terminates_nothing() -> None:
    given(DEAL, *SIGNED, GIVEN, WITHDRAWN).when(terminate, TERMINATE).then_refused(
        "notice_withdrawn", notice="notice-1"
    )


def test_the_notice_of_another_side_is_not_used() -> None:
    given(DEAL, *SIGNED, GIVEN).when(terminate, replace(TERMINATE, actor=ROJAS)).then_refused(
        "not_your_notice", notice="notice-1", principal="linghai"
    )


def test_a_suspended_deal_is_not_terminated_and_its_notice_runs_later() -> None:
    stopped = DealSuspended(at=NOON + DAY, by="he-jing", reason="A court asked for it.")
    given(DEAL, *SIGNED, GIVEN, stopped).when(terminate, TERMINATE).then_refused(
        "suspended", since=NOON + DAY
    )
    resumed = DealResumed(at=NOON + 3 * DAY, by="he-jing", reason="It is decided.")
    given(DEAL, *SIGNED, GIVEN, stopped, resumed).when(terminate, TERMINATE).then_refused(
        "not_due", clock="notice", expires_at=NOON + 32 * DAY
    )


def test_while_the_execution_is_suspended_no_side_terminates_alone() -> None:
    given(DEAL, *SIGNED, GIVEN, SUSPENDED).when(terminate, TERMINATE).then_refused(
        "execution_suspended", decision="decision-1"
    )
    given(DEAL, *SIGNED, GIVEN, SUSPENDED, LIFTED).when(terminate, TERMINATE).then(TERMINATED)


def test_a_suspension_of_another_paper_does_not_matter() -> None:
    other = replace(SUSPENDED, instrument="nda-1")
    given(DEAL, *SIGNED, GIVEN, other).when(terminate, TERMINATE).then(TERMINATED)


def test_a_draft_of_a_termination_ends_nothing() -> None:
    assert drafted(agreement(), Kind.TERMINATION, "termination-1").stage is Stage.SIGNED
