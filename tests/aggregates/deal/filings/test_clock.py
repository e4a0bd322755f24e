"""The one clock of a deal: filings and suspensions stop it, and no time is counted twice."""

from __future__ import annotations

from datetime import timedelta
from typing import get_args, get_type_hints

from at_the_table import ON_TABLE, TABLED
from bdd import given, given_states, then_refused
from filed_deal import GRANTED, REQUIRED, SUBMITTED, WAITING, WITH_FILING
from locked_deal import AGREED, MANDATES, OPENED, OPENING, deal_after
from msgspec.structs import replace
from people import DAY, LIN, NOON, ROJAS
from signing_deal import SIGNING_OPENED
from three_sides import SYSTEM

from aggregates.deal import DEAL
from aggregates.deal.events import DealEvent
from aggregates.deal.evolve import SETS_A_DEADLINE
from aggregates.deal.filings.events import (
    FilingDecided,
    FilingEffect,
    FilingLifted,
    FilingWithdrawn,
)
from aggregates.deal.parties.consent_to_deadline_extension import (
    ConsentToDeadlineExtension,
    consent_to_deadline_extension,
)
from aggregates.deal.parties.events import (
    Clock,
    DeadlineExtended,
    DeadlineExtensionConsented,
    DeadlineExtensionProposed,
    DealExpired,
    DealReopened,
    DealResumed,
    DealSuspended,
)
from aggregates.deal.parties.expire_deal import ExpireDeal, expire_deal
from aggregates.deal.parties.extend_deadline import ExtendDeadline, extend_deadline
from aggregates.deal.parties.propose_deadline_extension import (
    ProposeDeadlineExtension,
    propose_deadline_extension,
)
from aggregates.deal.signing.open_signing import OpenSigning, open_signing
from aggregates.deal.terms.withdraw_offer import WithdrawOffer, withdraw_offer
from aggregates.rates.state import Rates
from aggregates.vocabulary import Deadline

OVER = OPENED.expires_at.at
EXPIRE = ExpireDeal(actor=SYSTEM, at=OVER, clock=Clock.DEAL)
ON_FILE = (*ON_TABLE, REQUIRED, replace(SUBMITTED, at=NOON))
"""An offer that is good for a day, and a filing that waits since noon."""
OTHERWISE = {
    "DealOpened": "nothing can have stopped the clock before",
    "IntentSubmitted": "filings are required from the executed letter on",
    "ReopenProposed": "a deal that has ended waits for nobody",
    "DealReopened": "as well",
    "SigningTurnOpened": "a turn at the pen is minutes, and stands for nothing",
}
"""Events that bring a deadline, and why the clock need not know them."""


def suspended(day: int) -> DealSuspended:
    """Return the suspension ``day`` days after noon."""
    return DealSuspended(at=NOON + day * DAY, by="he-jing", reason="A complaint.")


def resumed(day: int) -> DealResumed:
    """Return the resumption ``day`` days after noon."""
    return DealResumed(at=NOON + day * DAY, by="he-jing", reason="It was unfounded.")


def granted(day: int) -> FilingDecided:
    """Return the authority's consent ``day`` days after noon."""
    return replace(GRANTED, at=NOON + day * DAY)


def shift(*events: DealEvent) -> timedelta:
    """Return by how much ``events`` have moved the deadline of the deal."""
    return given(DEAL, *events).state.parties.expires_at.at - OVER


def test_waiting_on_an_authority_stops_the_clocks() -> None:
    assert shift(*WAITING, granted(4)) == 3 * DAY


def test_a_refusal_a_withdrawal_and_a_lifting_start_them_again() -> None:
    withdrawn = FilingWithdrawn(
        at=NOON + 2 * DAY, filing="F-1", principal="linghai", reason="Late.", by="lin-yue"
    )
    lifted = FilingLifted(at=NOON + 3 * DAY, filing="F-1", reason="Small.", by="he-jing")
    assert shift(*WAITING, withdrawn) == DAY
    assert shift(*WAITING, lifted) == 2 * DAY


def test_two_filings_that_wait_together_are_counted_once() -> None:
    second = replace(REQUIRED, filing="F-2")
    also = replace(SUBMITTED, filing="F-2", at=NOON + 2 * DAY)
    late = replace(GRANTED, filing="F-2", at=NOON + 6 * DAY)
    assert shift(*WITH_FILING, second, SUBMITTED, also, granted(4), late) == 5 * DAY


def test_a_suspension_within_the_wait_is_counted_once() -> None:
    assert shift(*WAITING, suspended(2), resumed(3), granted(4)) == 3 * DAY


def test_a_suspension_that_outlasts_the_wait_is_counted_once() -> None:
    assert shift(*WAITING, suspended(2), granted(4), resumed(6)) == 5 * DAY


def test_a_wait_that_outlasts_the_suspension_is_counted_once() -> None:
    assert shift(*WAITING, suspended(2), resumed(6), granted(8)) == 7 * DAY


def test_two_waits_after_each_other_are_both_counted() -> None:
    second = (
        replace(REQUIRED, filing="F-2", at=NOON + 5 * DAY),
        replace(SUBMITTED, filing="F-2", at=NOON + 6 * DAY),
        replace(GRANTED, filing="F-2", at=NOON + 8 * DAY),
    )
    assert shift(*WAITING, granted(4), *second) == 5 * DAY


def test_what_is_to_be_submitted_has_as_much_time_as_before() -> None:
    other = replace(REQUIRED, filing="F-2")
    deal = deal_after(*WITH_FILING, other, SUBMITTED, replace(GRANTED, at=NOON + 4 * DAY))
    assert deal.filings["F-2"].due.at == REQUIRED.due.at + 3 * DAY
    assert deal.filings["F-1"].due == REQUIRED.due


def test_nothing_expires_while_an_authority_decides() -> None:
    late = OVER + 5 * DAY
    given(DEAL, *WAITING).when(expire_deal, replace(EXPIRE, at=late)).then_refused(
        "not_due", clock="deal", expires_at=late + (OVER - NOON - DAY)
    )


def test_what_was_over_before_the_wait_still_expires() -> None:
    late = replace(SUBMITTED, at=OVER + DAY)
    expire = replace(EXPIRE, at=OVER + 2 * DAY)
    expired = DealExpired(at=OVER + 2 * DAY, clock=Clock.DEAL, by="system")
    given(DEAL, *WITH_FILING, late).when(expire_deal, expire).then(expired)


def test_the_sides_go_on_while_an_authority_decides() -> None:
    later = TABLED.expires_at.at + 20 * DAY
    withdraw = WithdrawOffer(
        actor=LIN, at=later, instrument="agreement-1", offer_no=1, reason="Too dear."
    )
    (event,) = withdraw_offer(deal_after(*ON_FILE), withdraw)
    assert event.at == later


def test_an_irrevocable_offer_binds_for_as_long_as_it_said() -> None:
    bound = replace(
        TABLED,
        expires_at=Deadline(at=NOON + 2 * DAY),
        irrevocable_until=Deadline(at=NOON + 2 * DAY),
    )
    deal = deal_after(*ON_TABLE[:-1], bound, REQUIRED, replace(SUBMITTED, at=NOON))
    withdraw = WithdrawOffer(
        actor=LIN, at=NOON + 9 * DAY, instrument="agreement-1", offer_no=1, reason="Too dear."
    )
    then_refused(lambda: withdraw_offer(deal, withdraw), "irrevocable", until=NOON + 11 * DAY)


def test_a_deadline_that_is_set_meanwhile_is_later_only_by_what_remains() -> None:
    tabled = replace(TABLED, at=NOON + 3 * DAY, expires_at=Deadline(at=NOON + 9 * DAY), offer_no=2)
    deal = deal_after(*ON_FILE, tabled, replace(GRANTED, at=NOON + 5 * DAY))
    offer = deal.instruments["agreement-1"].matrix.offer
    assert offer is not None
    assert offer.expires_at.at == NOON + 11 * DAY
    assert deal.parties.expires_at.at == OVER + 5 * DAY


def test_a_signing_that_opens_meanwhile_has_its_own_time() -> None:
    condition = replace(REQUIRED, at=NOON - DAY, effect=FilingEffect.CONDITION)
    waiting = (condition, replace(SUBMITTED, at=NOON - DAY))
    deal = deal_after(*AGREED, *waiting, SIGNING_OPENED)
    signing = deal.instruments["agreement-1"].signing
    assert signing is not None
    assert signing.expires_at == SIGNING_OPENED.expires_at
    assert deal.parties.expires_at.at == OVER + DAY


def test_an_offer_is_extended_from_where_it_stands() -> None:
    at, stands = NOON + 3 * DAY, TABLED.expires_at.at + 3 * DAY
    ask = ExtendDeadline(
        actor=LIN,
        at=at,
        clock=Clock.OFFER,
        instrument="agreement-1",
        expires_at=Deadline(at=stands + DAY),
    )
    extended = DeadlineExtended(
        at=at,
        clock=Clock.OFFER,
        instrument="agreement-1",
        by="lin-yue",
        previous=Deadline(at=stands),
        expires_at=Deadline(at=stands + DAY),
    )
    given(DEAL, *ON_FILE).when(extend_deadline, ask).then(extended)
    given(DEAL, *ON_FILE, extended).when(extend_deadline, ask).then()
    given(DEAL, *ON_FILE).when(
        extend_deadline, replace(ask, expires_at=Deadline(at=stands))
    ).then_refused("not_later", clock="offer", expires_at=stands)


def test_a_proposed_deadline_waits_too() -> None:
    proposal = ProposeDeadlineExtension(
        actor=LIN,
        at=NOON + 2 * DAY,
        proposal="later-1",
        expires_at=Deadline(at=OVER + 9 * DAY),
    )
    proposed = DeadlineExtensionProposed(
        at=NOON + 2 * DAY,
        proposal="later-1",
        principal="linghai",
        by="lin-yue",
        expires_at=Deadline(at=OVER + 9 * DAY),
    )
    given(DEAL, *WAITING).when(propose_deadline_extension, proposal).then(proposed)
    consent = ConsentToDeadlineExtension(actor=ROJAS, at=NOON + 4 * DAY, proposal="later-1")
    consented = DeadlineExtensionConsented(
        at=NOON + 4 * DAY, proposal="later-1", principal="andes", by="rojas"
    )
    moved = DeadlineExtended(
        at=NOON + 4 * DAY,
        clock=Clock.DEAL,
        instrument="",
        by="rojas",
        previous=Deadline(at=OVER + 3 * DAY),
        expires_at=Deadline(at=OVER + 11 * DAY),
    )
    given(DEAL, *WAITING, proposed).when(consent_to_deadline_extension, consent).then(
        consented, moved
    )


def test_with_a_deal_that_ends_nothing_is_waited_for() -> None:
    expired = DealExpired(at=OVER, clock=Clock.DEAL, by="system")
    reopened = DealReopened(
        at=OVER + DAY,
        proposal="again-1",
        round=2,
        returned=(),
        expires_at=Deadline(at=OVER + 9 * DAY),
    )
    deal = deal_after(*WAITING, replace(REQUIRED, filing="F-2"), expired, reopened)
    assert deal.parties.stopped_at is None
    assert deal.filings["F-1"].status.value == "required"
    assert deal.parties.expires_at.at == OVER + 9 * DAY


def test_time_does_not_run_backwards() -> None:
    assert shift(*WAITING, granted(0)) == timedelta(0)


def test_a_signing_waits_for_what_blocks_it() -> None:
    command = OpenSigning(actor=LIN, at=NOON, instrument="agreement-1", opening=OPENING)
    given_states(deal_after(*WITH_FILING), MANDATES, Rates()).when(
        open_signing, command
    ).then_refused("filing_open", filing="F-1", status="required")
    filed = deal_after(*WITH_FILING, replace(SUBMITTED, at=NOON), replace(GRANTED, at=NOON))
    assert open_signing(filed, MANDATES, Rates(), command) == {"deal-1": [SIGNING_OPENED]}


def test_every_event_that_sets_a_deadline_is_known_to_the_clock() -> None:
    with_deadline = {
        event
        for event in get_args(DealEvent)
        if any(Deadline in (hint, *get_args(hint)) for hint in get_type_hints(event).values())
    }
    known = {event for event in with_deadline if event.__name__ not in OTHERWISE}
    assert known == set(SETS_A_DEADLINE)


def test_a_suspension_moves_what_is_to_be_submitted() -> None:
    filing = deal_after(*WITH_FILING, suspended(1), resumed(3)).filings["F-1"]
    assert filing.due.at == REQUIRED.due.at + 2 * DAY
