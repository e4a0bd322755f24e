"""Leaving a deal."""

from __future__ import annotations

from at_the_table import AGREED, ALL_ACCEPTED, ON_TABLE
from bdd import given
from locked_deal import deal_after
from msgspec.structs import replace
from people import LIN, NOON, ROJAS, WEN
from signing_deal import GRANTED, IN_SIGNING, REQUESTED
from three_sides import ENGAGED, HALF_ACCEPTED, TOGETHER

from aggregates.deal import DEAL
from aggregates.deal.parties.events import PartyWithdrew
from aggregates.deal.parties.withdraw_party import WithdrawParty, withdraw_party
from aggregates.deal.state import Progress, Stage

LEAVE = WithdrawParty(actor=ROJAS, at=NOON, reason="The board said no.")
LEFT = PartyWithdrew(at=NOON, principal="andes", by="rojas", reason="The board said no.", voids=())
LIN_LEFT = replace(LEFT, principal="linghai", by="lin-yue")


def test_a_lead_takes_its_side_out() -> None:
    given(DEAL, *ENGAGED).when(withdraw_party, LEAVE).then(LEFT)


def test_with_two_left_the_deal_goes_on() -> None:
    deal = deal_after(*ENGAGED, LEFT)
    assert deal.stage is Stage.ENGAGED
    assert set(deal.parties.principals) == {"linghai", "wisla"}
    assert set(deal.parties.former) == {"andes"}


def test_it_says_which_instruments_fall() -> None:
    given(DEAL, *ON_TABLE).when(withdraw_party, LEAVE).then(replace(LEFT, voids=("agreement-1",)))


def test_all_acceptances_fall_with_the_party_set() -> None:
    deal = deal_after(*ALL_ACCEPTED, replace(LEFT, voids=("agreement-1",)))
    assert deal.instruments["agreement-1"].matrix.acceptances == {}


def test_locked_terms_are_open_again_and_approvals_void() -> None:
    given(DEAL, *AGREED, REQUESTED, GRANTED).when(withdraw_party, LEAVE).then(
        replace(LEFT, voids=("agreement-1",))
    )
    deal = deal_after(*AGREED, REQUESTED, GRANTED, replace(LEFT, voids=("agreement-1",)))
    assert deal.stage is Stage.NEGOTIATING
    assert deal.instruments["agreement-1"].approvals == {}


def test_a_letter_that_is_being_signed_is_void() -> None:
    given(DEAL, *HALF_ACCEPTED).when(withdraw_party, LEAVE).then(replace(LEFT, voids=("letter-1",)))
    deal = deal_after(*HALF_ACCEPTED, replace(LEFT, voids=("letter-1",)))
    assert deal.instruments["letter-1"].progress is Progress.VOID


def test_with_one_left_the_deal_is_withdrawn() -> None:
    deal = deal_after(*ALL_ACCEPTED, LEFT, LIN_LEFT)
    assert deal.stage is Stage.WITHDRAWN
    assert (deal.parties.ended_at, deal.parties.ended_by) == (NOON, "linghai")


def test_nothing_stands_in_a_withdrawn_deal() -> None:
    deal = deal_after(*HALF_ACCEPTED, LEFT, LIN_LEFT)
    letter = deal.instruments["letter-1"]
    assert (letter.progress, letter.signing) == (Progress.VOID, None)


def test_leaving_twice_changes_nothing() -> None:
    given(DEAL, *ENGAGED, LEFT).when(withdraw_party, LEAVE).then()


def test_only_the_lead_takes_a_side_out() -> None:
    given(DEAL, *ENGAGED).when(withdraw_party, replace(LEAVE, actor=WEN)).then_refused(
        "not_lead", person="wen-hao", principal="linghai"
    )


def test_a_draft_is_not_left() -> None:
    given(DEAL, *TOGETHER).when(withdraw_party, LEAVE).then_refused("wrong_stage", stage="draft")


def test_a_signing_is_refused_and_not_left() -> None:
    given(DEAL, *IN_SIGNING).when(withdraw_party, replace(LEAVE, actor=LIN)).then_refused(
        "wrong_stage", stage="signing"
    )


def test_leaving_takes_a_reason() -> None:
    given(DEAL, *ENGAGED).when(withdraw_party, replace(LEAVE, reason=" ")).then_refused(
        "text_empty", field="reason"
    )
