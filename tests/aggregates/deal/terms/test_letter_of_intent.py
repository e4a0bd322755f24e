"""The letter of intent: drafted, sent with its sender's signature, accepted or declined."""

from __future__ import annotations

from bdd import given, given_states
from locked_deal import OPENED, and_then, attestation, deal_after
from msgspec.structs import replace
from people import LIN, NOON, ROJAS, WEN
from three_sides import (
    AIM,
    DRAFTED,
    ENGAGED,
    HALF_ACCEPTED,
    LETTER_EXECUTED,
    LETTER_FRAME,
    LETTER_MANDATES,
    LETTER_OPENED,
    LETTER_OPENING,
    LETTER_SENT,
    LETTER_TERMS,
    NOWAK,
    NOWAKS,
    ROJASS,
    SENT,
    TOGETHER,
    letter_accepted,
    letter_signed,
)

from aggregates.deal import DEAL
from aggregates.deal.events import DealEvent
from aggregates.deal.evolve import evolve
from aggregates.deal.parties.events import DealSuspended, PartyWithdrew
from aggregates.deal.state import Progress, Stage
from aggregates.deal.terms.accept_intent import AcceptIntent, accept_intent
from aggregates.deal.terms.current import terms_of
from aggregates.deal.terms.decline_intent import DeclineIntent, decline_intent
from aggregates.deal.terms.events import Bindingness, IntentDeclined
from aggregates.deal.terms.submit_intent import SubmitIntent, submit_intent
from aggregates.mandate.events import MandateExercised
from aggregates.rates.state import Rates
from aggregates.terms import terms_sha256
from aggregates.vocabulary import Deadline

SUBMIT = SubmitIntent(
    actor=LIN,
    at=NOON,
    instrument="letter-1",
    frame=LETTER_FRAME,
    clauses=(AIM,),
    bindingness=Bindingness.NOT_BINDING,
    opening=LETTER_OPENING,
    mandate="mandate-11",
    attestation=attestation("linghai-1", 1),
)
ACCEPT = AcceptIntent(
    actor=ROJAS,
    at=NOON,
    instrument="letter-1",
    mandate="mandate-12",
    terms_sha256=LETTER_TERMS,
    attestation=attestation("andes-1", 2),
)
NOWAKS_ACCEPT = replace(
    ACCEPT, actor=NOWAK, mandate="mandate-13", attestation=attestation("wisla-1", 3)
)
DECLINE = DeclineIntent(actor=ROJAS, at=NOON, instrument="letter-1", reason="Not now.")
DECLINED = IntentDeclined(
    at=NOON, instrument="letter-1", principal="andes", by="rojas", reason="Not now."
)


def exercised(field: str) -> MandateExercised:
    return MandateExercised(
        at=NOON,
        deal="deal-1",
        instrument="letter-1",
        field=field,
        amount=None,
        terms_sha256=LETTER_TERMS,
    )


def refused(command: SubmitIntent, *events: DealEvent, code: str, **facts: object) -> None:
    deal = deal_after(*(events or TOGETHER))
    states = given_states(deal, LETTER_MANDATES, Rates())
    states.when(submit_intent, command).then_refused(code, **facts)


def refused_to_accept(
    command: AcceptIntent, *events: DealEvent, code: str, **facts: object
) -> None:
    deal = deal_after(*(events or LETTER_SENT))
    given_states(deal, ROJASS).when(accept_intent, command).then_refused(code, **facts)


def test_a_lead_sends_the_letter_signed() -> None:
    given_states(deal_after(*TOGETHER), LETTER_MANDATES, Rates()).when(submit_intent, SUBMIT).then(
        {
            "deal-1": [SENT, LETTER_OPENED, letter_signed(LIN, 1)],
            "mandate-11": [exercised("linghai-1")],
        }
    )


def test_its_terms_are_locked_and_its_signing_open() -> None:
    deal = deal_after(*LETTER_SENT)
    letter = deal.instruments["letter-1"]
    assert deal.stage is Stage.INTENT
    assert letter.progress is Progress.SIGNING
    assert letter.matrix.locked_sha256 == LETTER_TERMS


def test_sending_twice_changes_nothing() -> None:
    given_states(deal_after(*LETTER_SENT), LETTER_MANDATES, Rates()).when(
        submit_intent, SUBMIT
    ).then_nothing()


def test_another_letter_is_not_sent_over_it() -> None:
    command = replace(SUBMIT, opening=replace(LETTER_OPENING, signing="signing-9"))
    facts = {"instrument": "letter-1", "progress": "signing"}
    refused(command, *LETTER_SENT, code="wrong_progress", **facts)


def test_a_void_letter_is_sent_anew() -> None:
    left = PartyWithdrew(at=NOON, principal="wisla", by="nowak", reason="No.", voids=("letter-1",))
    deal = deal_after(*LETTER_SENT, left)
    unsigned = evolve(deal, replace(SENT, terms_sha256=""))
    terms = terms_sha256(terms_of(unsigned, unsigned.instruments["letter-1"]))
    seats = LETTER_OPENING.seats[:-1]
    opening = replace(LETTER_OPENING, signing="signing-9", terms_sha256=terms, seats=seats)
    answer = submit_intent(deal, LETTER_MANDATES, Rates(), replace(SUBMIT, opening=opening))
    anew = and_then(deal, answer).instruments["letter-1"]
    assert (anew.progress, anew.matrix.locked_sha256) == (Progress.SIGNING, terms)


def test_only_a_lead_sends() -> None:
    refused(replace(SUBMIT, actor=WEN), code="not_lead", person="wen-hao", principal="linghai")


def test_another_kind_of_instrument_is_not_sent() -> None:
    facts = {"instrument": "agreement-1", "kind": "agreement"}
    refused(replace(SUBMIT, instrument="agreement-1"), code="not_a_letter", **facts)


def test_after_it_is_executed_no_other_is_sent() -> None:
    command = replace(SUBMIT, opening=replace(LETTER_OPENING, signing="signing-9"))
    refused(command, *ENGAGED, code="wrong_stage", stage="engaged")


def test_it_takes_two() -> None:
    refused(SUBMIT, OPENED, DRAFTED, code="too_few_principals", fewest=2)


def test_the_frame_names_the_clauses_that_are_sent() -> None:
    command = replace(SUBMIT, clauses=(AIM, replace(AIM, id="more")))
    refused(command, code="clauses_differ", frame=("aim",), clauses=("aim", "more"))


def test_each_clause_is_in_the_authentic_language() -> None:
    command = replace(SUBMIT, clauses=(replace(AIM, texts={}),))
    refused(command, code="text_missing", clause="aim", language="en")


def test_a_letter_can_be_answered_for_a_while() -> None:
    opening = replace(LETTER_OPENING, expires_at=Deadline(at=NOON))
    command = replace(SUBMIT, opening=opening)
    refused(command, code="deadline_passed", clock="intent", expired_at=NOON)


def test_a_draft_whose_time_is_over_is_extended_first() -> None:
    late = OPENED.expires_at.at
    refused(replace(SUBMIT, at=late), code="deadline_passed", clock="deal", expired_at=late)


def test_the_paper_must_be_of_these_terms() -> None:
    opening = replace(LETTER_OPENING, terms_sha256="00" * 32)
    facts = {"cited": "00" * 32, "locked": LETTER_TERMS}
    refused(replace(SUBMIT, opening=opening), code="other_terms", **facts)


def test_its_sender_signs_under_a_mandate() -> None:
    refused(replace(SUBMIT, mandate="mandate-99"), code="unknown_mandate", mandate="mandate-99")


def test_another_principal_accepts_by_signing() -> None:
    given_states(deal_after(*LETTER_SENT), ROJASS).when(accept_intent, ACCEPT).then(
        {"deal-1": letter_accepted(ROJAS, 2), "mandate-12": [exercised("andes-1")]}
    )


def test_the_last_acceptance_executes_it() -> None:
    states = given_states(deal_after(*HALF_ACCEPTED), NOWAKS)
    states.when(accept_intent, NOWAKS_ACCEPT).then(
        {
            "deal-1": [*letter_accepted(NOWAK, 3), LETTER_EXECUTED],
            "mandate-13": [exercised("wisla-1")],
        }
    )
    assert deal_after(*ENGAGED).stage is Stage.ENGAGED


def test_accepting_twice_changes_nothing() -> None:
    given_states(deal_after(*HALF_ACCEPTED), ROJASS).when(accept_intent, ACCEPT).then_nothing()
    given_states(deal_after(*ENGAGED), ROJASS).when(accept_intent, ACCEPT).then_nothing()


def test_a_principal_accepts_once() -> None:
    command = replace(ACCEPT, actor=LIN, attestation=attestation("linghai-2", 2))
    refused_to_accept(command, code="accepted_already", principal="linghai")


def test_what_was_not_sent_is_not_accepted() -> None:
    refused_to_accept(ACCEPT, *TOGETHER, code="no_signing", instrument="letter-1")


def test_another_kind_of_instrument_is_not_accepted_so() -> None:
    facts = {"instrument": "agreement-1", "kind": "agreement"}
    refused_to_accept(replace(ACCEPT, instrument="agreement-1"), code="not_a_letter", **facts)


def test_a_suspended_letter_is_not_accepted() -> None:
    suspended = DealSuspended(at=NOON, by="he-jing", reason="A complaint.")
    refused_to_accept(ACCEPT, *LETTER_SENT, suspended, code="suspended", since=NOON)


def test_an_expired_letter_is_not_accepted() -> None:
    late = SENT.expires_at.at
    command = replace(ACCEPT, at=late)
    refused_to_accept(command, code="deadline_passed", clock="signing", expired_at=late)


def test_a_principal_declines() -> None:
    given(DEAL, *LETTER_SENT).when(decline_intent, DECLINE).then(DECLINED)


def test_one_is_enough_to_end_the_deal() -> None:
    deal = deal_after(*LETTER_SENT, DECLINED)
    letter = deal.instruments["letter-1"]
    assert (deal.stage, deal.parties.ended_at) == (Stage.DECLINED, NOON)
    assert (letter.progress, letter.signing) == (Progress.VOID, None)


def test_declining_twice_changes_nothing() -> None:
    given(DEAL, *LETTER_SENT, DECLINED).when(decline_intent, DECLINE).then()


def test_a_declined_letter_is_not_accepted() -> None:
    refused_to_accept(ACCEPT, *LETTER_SENT, DECLINED, code="no_signing", instrument="letter-1")


def test_nobody_declines_their_own_letter() -> None:
    given(DEAL, *LETTER_SENT).when(decline_intent, replace(DECLINE, actor=LIN)).then_refused(
        "accepted_already", principal="linghai"
    )


def test_who_has_accepted_does_not_decline() -> None:
    given(DEAL, *HALF_ACCEPTED).when(decline_intent, DECLINE).then_refused(
        "accepted_already", principal="andes"
    )


def test_an_executed_letter_is_not_declined() -> None:
    given(DEAL, *ENGAGED).when(decline_intent, DECLINE).then_refused("wrong_stage", stage="engaged")


def test_an_expired_letter_is_not_declined() -> None:
    late = SENT.expires_at.at
    given(DEAL, *LETTER_SENT).when(decline_intent, replace(DECLINE, at=late)).then_refused(
        "deadline_passed", clock="intent", expired_at=late
    )


def test_declining_takes_a_reason() -> None:
    given(DEAL, *LETTER_SENT).when(decline_intent, replace(DECLINE, reason="")).then_refused(
        "text_empty", field="reason"
    )
