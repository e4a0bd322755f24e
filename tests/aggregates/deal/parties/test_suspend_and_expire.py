"""Stopping the clocks of a deal, letting them run again, and what happens when they run out."""

from __future__ import annotations

from at_the_table import ON_TABLE, TABLED
from bdd import given
from locked_deal import OPENED, TERMS, deal_after, pdf
from msgspec.structs import replace
from people import DAY, LIN, NOON, OFFICIAL, ORGANISER
from signing_deal import IN_SIGNING, QUISPE_SIGNED, SIGNING_OPENED, WEN_SIGNED
from three_sides import ENGAGED, LETTER_SENT, SENT, SYSTEM, TOGETHER

from aggregates.deal import DEAL
from aggregates.deal.parties.events import (
    Clock,
    DeadlineExtensionProposed,
    DealExpired,
    DealResumed,
    DealSuspended,
)
from aggregates.deal.parties.expire_deal import ExpireDeal, expire_deal
from aggregates.deal.parties.resume_deal import ResumeDeal, resume_deal
from aggregates.deal.parties.suspend_deal import SuspendDeal, suspend_deal
from aggregates.deal.signing.events import InstrumentExecuted
from aggregates.deal.state import Progress, Stage
from aggregates.vocabulary import Deadline

SUSPEND = SuspendDeal(actor=OFFICIAL, at=NOON, reason="A complaint.")
SUSPENDED = DealSuspended(at=NOON, by="he-jing", reason="A complaint.")
LATER = NOON + 5 * DAY
RESUME = ResumeDeal(actor=ORGANISER, at=LATER, reason="It was unfounded.")
RESUMED = DealResumed(at=LATER, by="sato", reason="It was unfounded.")
OVER = OPENED.expires_at.at
SIGNED = (
    *IN_SIGNING,
    WEN_SIGNED,
    QUISPE_SIGNED,
    InstrumentExecuted(at=NOON, instrument="agreement-1", terms_sha256=TERMS, pdf_sha256=pdf(3)),
)
EXPIRE = ExpireDeal(actor=SYSTEM, at=OVER, clock=Clock.DEAL)
EXPIRED = DealExpired(at=OVER, clock=Clock.DEAL, by="system")
OFFICES = ("official", "organiser")


def test_an_official_suspends_a_deal() -> None:
    given(DEAL, *ENGAGED).when(suspend_deal, SUSPEND).then(SUSPENDED)


def test_suspending_twice_changes_nothing() -> None:
    given(DEAL, *ENGAGED, SUSPENDED).when(suspend_deal, SUSPEND).then()


def test_a_side_does_not_suspend() -> None:
    given(DEAL, *ENGAGED).when(suspend_deal, replace(SUSPEND, actor=LIN)).then_refused(
        "role_not_allowed", role="lead", allowed=OFFICES
    )


def test_nor_does_an_official_of_a_side_suspend_or_resume() -> None:
    of_andes = replace(OFFICIAL, organisation="andes")
    facts = {"organisation": "andes"}
    given(DEAL, *ENGAGED).when(suspend_deal, replace(SUSPEND, actor=of_andes)).then_refused(
        "office_of_a_party", **facts
    )
    given(DEAL, *ENGAGED, SUSPENDED).when(
        resume_deal, replace(RESUME, actor=of_andes)
    ).then_refused("office_of_a_party", **facts)


def test_no_deadline_moves_to_an_earlier_instant() -> None:
    early = replace(RESUME, at=NOON - DAY)
    given(DEAL, *ENGAGED, SUSPENDED).when(resume_deal, early).then_refused(
        "before_suspension", since=NOON
    )


def test_what_is_signed_is_suspended_too() -> None:
    given(DEAL, *SIGNED).when(suspend_deal, SUSPEND).then(SUSPENDED)
    given(DEAL, *SIGNED, SUSPENDED).when(resume_deal, RESUME).then(RESUMED)


def test_what_has_ended_is_not_suspended() -> None:
    given(DEAL, *ENGAGED, EXPIRED).when(suspend_deal, SUSPEND).then_refused(
        "wrong_stage", stage="expired"
    )


def test_suspending_takes_a_reason() -> None:
    given(DEAL, *ENGAGED).when(suspend_deal, replace(SUSPEND, reason="")).then_refused(
        "text_empty", field="reason"
    )


def test_the_organiser_lets_it_go_on() -> None:
    given(DEAL, *ENGAGED, SUSPENDED).when(resume_deal, RESUME).then(RESUMED)


def test_resuming_twice_changes_nothing() -> None:
    given(DEAL, *ENGAGED, SUSPENDED, RESUMED).when(resume_deal, RESUME).then()


def test_a_side_does_not_resume() -> None:
    given(DEAL, *ENGAGED, SUSPENDED).when(resume_deal, replace(RESUME, actor=LIN)).then_refused(
        "role_not_allowed", role="lead", allowed=OFFICES
    )


def test_the_deal_and_its_offer_have_as_much_time_left_as_before() -> None:
    tabled = replace(TABLED, irrevocable_until=TABLED.expires_at)
    deal = deal_after(*ENGAGED, tabled, SUSPENDED, RESUMED)
    offer = deal.instruments["agreement-1"].matrix.offer
    assert offer is not None
    assert deal.parties.expires_at.at == OVER + 5 * DAY
    assert offer.expires_at.at == TABLED.expires_at.at + 5 * DAY
    assert offer.irrevocable_until == offer.expires_at


def test_an_offer_that_can_be_revoked_still_can() -> None:
    offer = deal_after(*ON_TABLE, SUSPENDED, RESUMED).instruments["agreement-1"].matrix.offer
    assert offer is not None
    assert offer.irrevocable_until is None


def test_a_signing_has_as_much_time_left_as_before() -> None:
    signing = deal_after(*IN_SIGNING, SUSPENDED, RESUMED).instruments["agreement-1"].signing
    assert signing is not None
    assert signing.expires_at.at == SIGNING_OPENED.expires_at.at + 5 * DAY


def test_a_proposed_deadline_moves_too() -> None:
    proposed = DeadlineExtensionProposed(
        at=NOON,
        proposal="later-1",
        principal="linghai",
        by="lin-yue",
        expires_at=Deadline(at=OVER + DAY),
    )
    extension = deal_after(*ENGAGED, proposed, SUSPENDED, RESUMED).parties.extension
    assert extension is not None
    assert extension.expires_at.at == OVER + 6 * DAY


def test_resuming_what_was_not_suspended_changes_nothing() -> None:
    assert deal_after(*ENGAGED, RESUMED) == deal_after(*ENGAGED)


def test_the_scheduler_closes_a_deal_whose_deadline_has_passed() -> None:
    given(DEAL, *ENGAGED).when(expire_deal, EXPIRE).then(EXPIRED)
    deal = deal_after(*ENGAGED, EXPIRED)
    assert (deal.stage, deal.parties.ended_at) == (Stage.EXPIRED, OVER)


def test_the_letters_deadline_closes_the_deal_too() -> None:
    command = replace(EXPIRE, at=SENT.expires_at.at, clock=Clock.INTENT)
    expected = replace(EXPIRED, at=SENT.expires_at.at, clock=Clock.INTENT)
    given(DEAL, *LETTER_SENT).when(expire_deal, command).then(expected)
    letter = deal_after(*LETTER_SENT, expected).instruments["letter-1"]
    assert (letter.progress, letter.signing) == (Progress.VOID, None)


def test_what_was_executed_stands_in_an_expired_deal() -> None:
    deal = deal_after(*ON_TABLE, EXPIRED)
    offer = deal.instruments["agreement-1"].matrix.offer
    assert deal.instruments["letter-1"].progress is Progress.EXECUTED
    assert offer is not None
    assert not offer.live


def test_expiring_twice_changes_nothing() -> None:
    given(DEAL, *ENGAGED, EXPIRED).when(expire_deal, EXPIRE).then()


def test_nobody_but_the_scheduler_expires() -> None:
    given(DEAL, *ENGAGED).when(expire_deal, replace(EXPIRE, actor=OFFICIAL)).then_refused(
        "role_not_allowed", role="official", allowed=("system",)
    )


def test_nothing_expires_before_its_time() -> None:
    given(DEAL, *ENGAGED).when(expire_deal, replace(EXPIRE, at=OVER - DAY)).then_refused(
        "not_due", clock="deal", expires_at=OVER
    )


def test_nothing_expires_while_suspended() -> None:
    given(DEAL, *ENGAGED, SUSPENDED).when(expire_deal, EXPIRE).then_refused("suspended", since=NOON)


def test_after_a_pause_it_expires_later() -> None:
    events = (*ENGAGED, SUSPENDED, RESUMED)
    given(DEAL, *events).when(expire_deal, EXPIRE).then_refused(
        "not_due", clock="deal", expires_at=OVER + 5 * DAY
    )
    command, expected = replace(EXPIRE, at=OVER + 5 * DAY), replace(EXPIRED, at=OVER + 5 * DAY)
    given(DEAL, *events).when(expire_deal, command).then(expected)


def test_a_draft_does_not_expire() -> None:
    given(DEAL, *TOGETHER).when(expire_deal, EXPIRE).then_refused("wrong_stage", stage="draft")


def test_an_executed_letter_has_no_clock() -> None:
    given(DEAL, *ENGAGED).when(expire_deal, replace(EXPIRE, clock=Clock.INTENT)).then_refused(
        "no_such_clock", clock="intent"
    )


def test_an_offer_expires_by_itself() -> None:
    given(DEAL, *LETTER_SENT).when(expire_deal, replace(EXPIRE, clock=Clock.OFFER)).then_refused(
        "no_such_clock", clock="offer"
    )
