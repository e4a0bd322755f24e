"""Extending an offer, a letter of intent or a signing."""

from __future__ import annotations

from at_the_table import AGREED, ON_TABLE, TABLED
from bdd import given
from locked_deal import deal_after
from msgspec.structs import replace
from people import DAY, LIN, NOON, ORGANISER, ROJAS
from signing_deal import IN_SIGNING, SIGNING_OPENED
from three_sides import ENGAGED, LETTER_SENT

from aggregates.deal import DEAL
from aggregates.deal.parties.events import Clock, DeadlineExtended
from aggregates.deal.parties.extend_deadline import ExtendDeadline, extend_deadline
from aggregates.deal.terms.events import OfferWithdrawn
from aggregates.vocabulary import Deadline

NEW = Deadline(at=NOON + 3 * DAY)
OFFER = ExtendDeadline(
    actor=LIN, at=NOON, clock=Clock.OFFER, instrument="agreement-1", expires_at=NEW
)
LETTER = replace(OFFER, clock=Clock.INTENT, instrument="letter-1")
SIGNING = replace(OFFER, clock=Clock.SIGNING)
OFFER_EXTENDED = DeadlineExtended(
    at=NOON,
    clock=Clock.OFFER,
    instrument="agreement-1",
    by="lin-yue",
    previous=TABLED.expires_at,
    expires_at=NEW,
)
LETTER_EXTENDED = replace(OFFER_EXTENDED, clock=Clock.INTENT, instrument="letter-1")
SIGNING_EXTENDED = replace(OFFER_EXTENDED, clock=Clock.SIGNING, previous=SIGNING_OPENED.expires_at)


def refused(command: ExtendDeadline, code: str, **facts: object) -> None:
    given(DEAL, *ON_TABLE).when(extend_deadline, command).then_refused(code, **facts)


def test_the_offeror_extends_its_offer() -> None:
    given(DEAL, *ON_TABLE).when(extend_deadline, OFFER).then(OFFER_EXTENDED)
    offer = deal_after(*ON_TABLE, OFFER_EXTENDED).instruments["agreement-1"].matrix.offer
    assert offer is not None
    assert offer.expires_at == NEW


def test_the_sender_extends_its_letter_and_the_letters_signing_with_it() -> None:
    given(DEAL, *LETTER_SENT).when(extend_deadline, LETTER).then(LETTER_EXTENDED)
    letter = deal_after(*LETTER_SENT, LETTER_EXTENDED).instruments["letter-1"]
    assert letter.signing is not None
    assert letter.matrix.offer is not None
    assert letter.signing.expires_at == letter.matrix.offer.expires_at == NEW


def test_who_opened_the_signing_extends_it() -> None:
    given(DEAL, *IN_SIGNING).when(extend_deadline, SIGNING).then(SIGNING_EXTENDED)
    signing = deal_after(*IN_SIGNING, SIGNING_EXTENDED).instruments["agreement-1"].signing
    assert signing is not None
    assert signing.expires_at == NEW


def test_the_sponsor_extends_the_signing_that_it_opened() -> None:
    events = (*IN_SIGNING[:-1], replace(SIGNING_OPENED, principal="fair", by="sato"))
    given(DEAL, *events).when(extend_deadline, replace(SIGNING, actor=ORGANISER)).then(
        replace(SIGNING_EXTENDED, by="sato")
    )


def test_extending_twice_changes_nothing() -> None:
    given(DEAL, *ON_TABLE, OFFER_EXTENDED).when(extend_deadline, OFFER).then()


def test_another_side_does_not_extend_an_offer() -> None:
    facts = {"clock": "offer", "principal": "linghai"}
    refused(replace(OFFER, actor=ROJAS), "not_yours_to_extend", **facts)


def test_an_expired_offer_is_not_extended() -> None:
    late = TABLED.expires_at.at
    refused(replace(OFFER, at=late), "deadline_passed", clock="offer", expired_at=late)


def test_an_extension_is_later() -> None:
    command = replace(OFFER, expires_at=Deadline(at=NOON + DAY / 2))
    refused(command, "not_later", clock="offer", expires_at=TABLED.expires_at.at)


def test_all_leads_extend_the_deal_together() -> None:
    refused(replace(OFFER, clock=Clock.DEAL), "needs_consent", clock="deal")


def test_without_an_offer_there_is_no_clock() -> None:
    given(DEAL, *ENGAGED).when(extend_deadline, OFFER).then_refused(
        "not_running", clock="offer", instrument="agreement-1"
    )


def test_the_clock_of_a_withdrawn_offer_does_not_run() -> None:
    withdrawn = OfferWithdrawn(
        at=NOON,
        instrument="agreement-1",
        offer_no=1,
        principal="linghai",
        by="lin-yue",
        reason="It was a mistake.",
    )
    given(DEAL, *ON_TABLE, withdrawn).when(extend_deadline, OFFER).then_refused(
        "not_running", clock="offer", instrument="agreement-1"
    )


def test_the_offer_behind_locked_terms_runs_no_more() -> None:
    given(DEAL, *AGREED).when(extend_deadline, OFFER).then_refused(
        "not_running", clock="offer", instrument="agreement-1"
    )


def test_a_letter_has_its_own_clock() -> None:
    given(DEAL, *LETTER_SENT).when(
        extend_deadline, replace(LETTER, clock=Clock.SIGNING)
    ).then_refused("not_running", clock="signing", instrument="letter-1")


def test_no_signing_has_no_clock() -> None:
    refused(SIGNING, "not_running", clock="signing", instrument="agreement-1")


def test_what_is_not_there_has_no_clock() -> None:
    refused(replace(OFFER, instrument="x"), "unknown_instrument", instrument="x")


def test_moving_a_clock_that_is_not_there_changes_nothing() -> None:
    deal = deal_after(*ENGAGED)
    events = (OFFER_EXTENDED, SIGNING_EXTENDED)
    assert deal_after(*ENGAGED, *events) == deal
