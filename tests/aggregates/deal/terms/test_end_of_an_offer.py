"""An offer that is taken back, and one whose time is over."""

from __future__ import annotations

import pytest
from at_the_table import AGREED, ALL_ACCEPTED, FIRST, ON_TABLE, TABLED, TERMS_FRAME, accepted
from bdd import given, then_refused
from locked_deal import deal_after
from msgspec.structs import replace
from people import DAY, LIN, NOON, OFFICIAL, ROJAS
from three_sides import ENGAGED, NOWAK, SYSTEM

from aggregates.deal import DEAL
from aggregates.deal.events import DealEvent
from aggregates.deal.parties.events import DealSuspended
from aggregates.deal.terms.events import OfferExpired, OfferWithdrawn
from aggregates.deal.terms.expire_offer import ExpireOffer, expire_offer
from aggregates.deal.terms.lock_terms import LockTerms, lock_terms
from aggregates.deal.terms.table_offer import TableOffer, table_offer
from aggregates.deal.terms.withdraw_offer import WithdrawOffer, withdraw_offer
from aggregates.vocabulary import Deadline

WITHDRAW = WithdrawOffer(
    actor=LIN, at=NOON, instrument="agreement-1", offer_no=1, reason="Steel is dearer."
)
WITHDRAWN = OfferWithdrawn(
    at=NOON,
    instrument="agreement-1",
    offer_no=1,
    principal="linghai",
    by="lin-yue",
    reason="Steel is dearer.",
)
OVER = TABLED.expires_at.at
EXPIRE = ExpireOffer(actor=SYSTEM, at=OVER, instrument="agreement-1", offer_no=1)
EXPIRED = OfferExpired(at=OVER, instrument="agreement-1", offer_no=1, by="system")
UNTIL = NOON + DAY / 2
IRREVOCABLE = (*ENGAGED, replace(TABLED, irrevocable_until=Deadline(at=UNTIL)))


def test_the_offeror_takes_its_offer_back() -> None:
    given(DEAL, *ON_TABLE).when(withdraw_offer, WITHDRAW).then(WITHDRAWN)


@pytest.mark.parametrize("end", [WITHDRAWN, EXPIRED])
def test_the_wording_stays_and_what_the_others_accepted(end: DealEvent) -> None:
    table = (*ON_TABLE, *accepted(ROJAS, FIRST, ["scope"]))
    before = deal_after(*table).instruments["agreement-1"].matrix
    after = deal_after(*table, end).instruments["agreement-1"].matrix
    assert after.clauses == before.clauses
    assert {row: set(said) for row, said in after.acceptances.items() if said} == {
        "scope": {"andes"}
    }
    assert after.offer is not None
    assert not after.offer.live


@pytest.mark.parametrize("end", [WITHDRAWN, EXPIRED])
def test_nobody_is_bound_by_tabling_what_they_took_back_or_what_ran_out(end: DealEvent) -> None:
    all_but_the_frame = accepted(ROJAS, FIRST, ["scope", "capital", "term"])
    table = (*ON_TABLE, *all_but_the_frame, *accepted(NOWAK, FIRST), end)
    again = TableOffer(
        actor=ROJAS,
        at=OVER,
        instrument="agreement-1",
        expected_offer_no=1,
        frame=TERMS_FRAME,
        expires_at=Deadline(at=OVER + DAY),
    )
    deal = deal_after(*table, *table_offer(deal_after(*table), again))
    lock = LockTerms(actor=ROJAS, at=OVER, instrument="agreement-1")
    then_refused(
        lambda: lock_terms(deal, lock), "acceptance_missing", clause="frame", principal="linghai"
    )


def test_withdrawing_twice_changes_nothing() -> None:
    given(DEAL, *ON_TABLE, WITHDRAWN).when(withdraw_offer, WITHDRAW).then()


def test_nobody_withdraws_the_offer_of_another() -> None:
    given(DEAL, *ON_TABLE).when(withdraw_offer, replace(WITHDRAW, actor=ROJAS)).then_refused(
        "not_the_offeror", principal="andes", offeror="linghai"
    )


def test_what_was_superseded_is_not_withdrawn() -> None:
    given(DEAL, *ON_TABLE).when(withdraw_offer, replace(WITHDRAW, offer_no=2)).then_refused(
        "offer_superseded", expected=2, current=1
    )


def test_an_irrevocable_offer_is_not_withdrawn() -> None:
    given(DEAL, *IRREVOCABLE).when(withdraw_offer, WITHDRAW).then_refused(
        "irrevocable", until=UNTIL
    )
    late = replace(WITHDRAW, at=UNTIL)
    given(DEAL, *IRREVOCABLE).when(withdraw_offer, late).then(replace(WITHDRAWN, at=UNTIL))


def test_an_offer_that_all_accepted_is_not_withdrawn() -> None:
    given(DEAL, *ALL_ACCEPTED).when(withdraw_offer, WITHDRAW).then_refused(
        "fully_accepted", offer_no=1
    )


def test_locked_terms_are_not_withdrawn() -> None:
    given(DEAL, *AGREED).when(withdraw_offer, WITHDRAW).then_refused(
        "wrong_progress", instrument="agreement-1", progress="locked"
    )


def test_an_expired_offer_is_not_withdrawn() -> None:
    given(DEAL, *ON_TABLE).when(withdraw_offer, replace(WITHDRAW, at=OVER)).then_refused(
        "deadline_passed", clock="offer", expired_at=OVER
    )


def test_the_scheduler_closes_an_offer() -> None:
    given(DEAL, *ON_TABLE).when(expire_offer, EXPIRE).then(EXPIRED)


def test_expiring_twice_changes_nothing() -> None:
    given(DEAL, *ON_TABLE, EXPIRED).when(expire_offer, EXPIRE).then()


def test_nobody_but_the_scheduler_expires_it() -> None:
    given(DEAL, *ON_TABLE).when(expire_offer, replace(EXPIRE, actor=OFFICIAL)).then_refused(
        "role_not_allowed", role="official", allowed=("system",)
    )


def test_no_offer_expires_before_its_time() -> None:
    given(DEAL, *ON_TABLE).when(expire_offer, replace(EXPIRE, at=NOON)).then_refused(
        "not_due", clock="offer", expires_at=OVER
    )


def test_no_offer_expires_while_suspended() -> None:
    suspended = DealSuspended(at=NOON, by="he-jing", reason="A complaint.")
    given(DEAL, *ON_TABLE, suspended).when(expire_offer, EXPIRE).then_refused(
        "suspended", since=NOON
    )


def test_an_offer_that_was_superseded_does_not_expire() -> None:
    given(DEAL, *ON_TABLE, replace(TABLED, offer_no=2)).when(expire_offer, EXPIRE).then_refused(
        "offer_superseded", expected=1, current=2
    )


def test_an_offer_that_all_accepted_has_done_its_work() -> None:
    given(DEAL, *ALL_ACCEPTED).when(expire_offer, EXPIRE).then_refused("fully_accepted", offer_no=1)


def test_where_nothing_was_tabled_nothing_expires() -> None:
    given(DEAL, *ENGAGED).when(expire_offer, EXPIRE).then_refused(
        "wrong_progress", instrument="agreement-1", progress="draft"
    )
