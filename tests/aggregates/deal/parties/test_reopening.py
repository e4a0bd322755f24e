"""Taking up again what was declined, withdrawn, or has expired."""

from __future__ import annotations

from at_the_table import ALL_ACCEPTED
from bdd import given
from locked_deal import ANDES, deal_after
from msgspec.structs import replace
from people import DAY, LIN, NOON, ROJAS, WEN
from three_sides import ENGAGED, LETTER_SENT, NOWAK

from aggregates.deal import DEAL
from aggregates.deal.parties.consent_to_reopening import (
    ConsentToReopening,
    consent_to_reopening,
)
from aggregates.deal.parties.events import (
    Clock,
    DealExpired,
    DealReopened,
    PartyWithdrew,
    ReopenConsented,
    ReopenProposed,
)
from aggregates.deal.parties.propose_reopening import ProposeReopening, propose_reopening
from aggregates.deal.state import Stage
from aggregates.deal.terms.events import IntentDeclined
from aggregates.vocabulary import Deadline

NOWAK_LEFT = PartyWithdrew(at=NOON, principal="wisla", by="nowak", reason="No.", voids=())
ANDES_LEFT = replace(NOWAK_LEFT, principal="andes", by="rojas")
WITHDRAWN = (*ALL_ACCEPTED, NOWAK_LEFT, ANDES_LEFT)
"""Wisla left, the deal went on, and then Andes left: that ended it."""
EXPIRED = (*ENGAGED, DealExpired(at=NOON, clock=Clock.DEAL, by="system"))
DECLINED = (
    *LETTER_SENT,
    IntentDeclined(
        at=NOON, instrument="letter-1", principal="andes", by="rojas", reason="Not now."
    ),
)
UNTIL = Deadline(at=NOON + 60 * DAY)
PROPOSE = ProposeReopening(
    actor=LIN, at=NOON + DAY, proposal="again-1", reason="New funds.", expires_at=UNTIL
)
PROPOSED = ReopenProposed(
    at=NOON + DAY,
    proposal="again-1",
    principal="linghai",
    by="lin-yue",
    reason="New funds.",
    expires_at=UNTIL,
)
CONSENT = ConsentToReopening(actor=ROJAS, at=NOON + 2 * DAY, proposal="again-1")
CONSENTED = ReopenConsented(at=NOON + 2 * DAY, proposal="again-1", principal="andes", by="rojas")
NOWAK_CONSENTED = replace(CONSENTED, principal="wisla", by="nowak")
REOPENED = DealReopened(
    at=NOON + 2 * DAY, proposal="again-1", round=2, returned=(ANDES,), expires_at=UNTIL
)


def test_a_lead_asks_to_take_the_deal_up_again() -> None:
    given(DEAL, *WITHDRAWN).when(propose_reopening, PROPOSE).then(PROPOSED)


def test_who_ended_the_deal_by_leaving_may_ask_too() -> None:
    command = replace(PROPOSE, actor=ROJAS)
    expected = replace(PROPOSED, principal="andes", by="rojas")
    given(DEAL, *WITHDRAWN).when(propose_reopening, command).then(expected)


def test_asking_twice_changes_nothing() -> None:
    given(DEAL, *WITHDRAWN, PROPOSED).when(propose_reopening, PROPOSE).then()


def test_a_proposal_does_not_change() -> None:
    command = replace(PROPOSE, expires_at=Deadline(at=NOON + 90 * DAY))
    given(DEAL, *WITHDRAWN, PROPOSED).when(propose_reopening, command).then_refused(
        "id_taken", id="again-1"
    )


def test_the_id_of_a_proposal_that_was_replaced_is_used_up() -> None:
    later = replace(PROPOSED, proposal="again-2")
    given(DEAL, *WITHDRAWN, PROPOSED, later).when(propose_reopening, PROPOSE).then_refused(
        "id_taken", id="again-1"
    )


def test_another_proposal_takes_its_place() -> None:
    command = replace(PROPOSE, proposal="again-2")
    expected = replace(PROPOSED, proposal="again-2")
    given(DEAL, *WITHDRAWN, PROPOSED).when(propose_reopening, command).then(expected)


def test_a_running_deal_is_not_reopened() -> None:
    given(DEAL, *ENGAGED).when(propose_reopening, PROPOSE).then_refused(
        "wrong_stage", stage="engaged"
    )


def test_who_had_left_before_the_end_is_no_side() -> None:
    given(DEAL, *WITHDRAWN).when(propose_reopening, replace(PROPOSE, actor=NOWAK)).then_refused(
        "not_a_principal", organisation="wisla"
    )


def test_only_leads_ask() -> None:
    given(DEAL, *WITHDRAWN).when(propose_reopening, replace(PROPOSE, actor=WEN)).then_refused(
        "not_lead", person="wen-hao", principal="linghai"
    )


def test_the_editions_window_closes() -> None:
    command = replace(PROPOSE, at=NOON + 90 * DAY, expires_at=Deadline(at=NOON + 99 * DAY))
    given(DEAL, *WITHDRAWN).when(propose_reopening, command).then_refused(
        "reopening_closed", days=90, ended_at=NOON
    )


def test_the_new_deadline_is_to_come() -> None:
    command = replace(PROPOSE, expires_at=Deadline(at=NOON))
    given(DEAL, *WITHDRAWN).when(propose_reopening, command).then_refused(
        "deadline_passed", clock="deal", expired_at=NOON
    )


def test_with_the_last_consent_a_new_round_begins() -> None:
    given(DEAL, *WITHDRAWN, PROPOSED).when(consent_to_reopening, CONSENT).then(CONSENTED, REOPENED)


def test_who_had_left_is_back_in_the_new_round() -> None:
    deal = deal_after(*WITHDRAWN, PROPOSED, CONSENTED, REOPENED)
    assert (deal.stage, deal.round) == (Stage.NEGOTIATING, 2)
    assert set(deal.parties.principals) == {"linghai", "andes"}
    assert set(deal.parties.former) == {"wisla"}
    assert (deal.parties.expires_at, deal.parties.ended_by) == (UNTIL, "")


def test_a_new_round_begins_with_the_wording_and_without_acceptances() -> None:
    matrix = deal_after(*WITHDRAWN, PROPOSED, CONSENTED, REOPENED).instruments["agreement-1"].matrix
    assert set(matrix.clauses) == {"scope", "capital", "term"}
    assert matrix.acceptances == {}
    assert matrix.offer is not None
    assert not matrix.offer.live


def test_all_who_were_sides_at_the_end_must_agree() -> None:
    given(DEAL, *EXPIRED, PROPOSED).when(consent_to_reopening, CONSENT).then(CONSENTED)
    given(DEAL, *EXPIRED, PROPOSED, CONSENTED).when(
        consent_to_reopening, replace(CONSENT, actor=NOWAK)
    ).then(NOWAK_CONSENTED, replace(REOPENED, returned=()))


def test_a_deal_that_never_came_to_the_table_is_engaged_again() -> None:
    events = (*DECLINED, PROPOSED, CONSENTED, NOWAK_CONSENTED, replace(REOPENED, returned=()))
    assert deal_after(*events).stage is Stage.ENGAGED


def test_consenting_twice_changes_nothing() -> None:
    given(DEAL, *EXPIRED, PROPOSED, CONSENTED).when(consent_to_reopening, CONSENT).then()


def test_nobody_consents_to_what_was_not_proposed() -> None:
    given(DEAL, *EXPIRED).when(consent_to_reopening, CONSENT).then_refused(
        "unknown_proposal", proposal="again-1"
    )


def test_only_leads_consent() -> None:
    given(DEAL, *EXPIRED, PROPOSED).when(
        consent_to_reopening, replace(CONSENT, actor=WEN)
    ).then_refused("not_lead", person="wen-hao", principal="linghai")


def test_a_consent_comes_within_the_window() -> None:
    given(DEAL, *EXPIRED, PROPOSED).when(
        consent_to_reopening, replace(CONSENT, at=NOON + 90 * DAY)
    ).then_refused("reopening_closed", days=90, ended_at=NOON)


def test_a_consent_comes_before_the_new_deadline() -> None:
    given(DEAL, *EXPIRED, PROPOSED).when(
        consent_to_reopening, replace(CONSENT, at=UNTIL.at)
    ).then_refused("deadline_passed", clock="deal", expired_at=UNTIL.at)


def test_a_consent_without_a_proposal_changes_nothing() -> None:
    assert deal_after(*EXPIRED, CONSENTED) == deal_after(*EXPIRED)
