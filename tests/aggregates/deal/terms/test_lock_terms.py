"""Locking what all have accepted, and opening it again."""

from __future__ import annotations

import pytest
from at_the_table import (
    AGREED,
    ALL_ACCEPTED,
    CAPITAL,
    FIRST,
    LESS_CAPITAL,
    LOCKED,
    ON_TABLE,
    SCOPE,
    TABLED,
    TERM,
    TERMS_FRAME,
    accepted,
    certified,
    clause,
    countered,
    digest_of_frame,
    locked,
    reserved,
    translated,
)
from bdd import given, then_refused
from locked_deal import OPENED, deal_after
from msgspec.structs import replace
from people import DAY, LIN, NOON, ROJAS, WEN
from signing_deal import GRANTED, IN_SIGNING, REQUESTED
from three_sides import DRAFTED, ENGAGED, NOWAK

from aggregates.deal import DEAL
from aggregates.deal.events import DealEvent
from aggregates.deal.policy import Policy
from aggregates.deal.state import Progress, Stage
from aggregates.deal.terms.events import FRAME, FrameCountered, TermsUnlocked
from aggregates.deal.terms.lock_terms import LockTerms, lock_terms
from aggregates.deal.terms.unlock_terms import UnlockTerms, unlock_terms
from aggregates.errors import RuleError
from aggregates.vocabulary import Kind

LOCK = LockTerms(actor=LIN, at=NOON, instrument="agreement-1")
UNLOCK = UnlockTerms(
    actor=ROJAS, at=NOON, instrument="agreement-1", reason="A clause was forgotten."
)
UNLOCKED = TermsUnlocked(
    at=NOON,
    instrument="agreement-1",
    principal="andes",
    by="rojas",
    reason="A clause was forgotten.",
    voids=(),
)
IN_CHINESE = tuple(translated(source) for source in (SCOPE, CAPITAL, TERM))


def under(policy: Policy, *events: DealEvent) -> tuple[DealEvent, ...]:
    """Return ``events`` in a deal that was opened under ``policy``."""
    return (replace(OPENED, policy=policy), *events[1:])


def refused(*events: DealEvent, code: str, **facts: object) -> None:
    given(DEAL, *events).when(lock_terms, LOCK).then_refused(code, **facts)


def test_a_lead_locks_what_all_have_accepted() -> None:
    given(DEAL, *ALL_ACCEPTED).when(lock_terms, LOCK).then(LOCKED)


def test_the_deal_is_agreed_then() -> None:
    deal = deal_after(*AGREED)
    agreement = deal.instruments["agreement-1"]
    assert deal.stage is Stage.AGREED
    assert agreement.progress is Progress.LOCKED
    assert agreement.matrix.locked_sha256 == LOCKED.terms_sha256


def test_locking_twice_changes_nothing() -> None:
    given(DEAL, *AGREED).when(lock_terms, LOCK).then()
    given(DEAL, *IN_SIGNING).when(lock_terms, LOCK).then()


def test_one_missing_acceptance_is_enough_to_refuse() -> None:
    facts = {"clause": "term", "principal": "wisla"}
    refused(*ALL_ACCEPTED[:-1], code="acceptance_missing", **facts)


def test_the_frame_is_accepted_like_a_clause() -> None:
    rows = accepted(NOWAK, FIRST, ["scope", "capital", "term"])
    events = (*ON_TABLE, *accepted(ROJAS, FIRST), *rows)
    refused(*events, code="acceptance_missing", clause=FRAME, principal="wisla")


def test_an_acceptance_of_another_wording_does_not_count() -> None:
    put = countered(ROJAS, LESS_CAPITAL, CAPITAL)
    facts = {"clause": "capital", "principal": "linghai"}
    refused(*ALL_ACCEPTED, put, code="acceptance_missing", **facts)


def test_an_acceptance_for_another_party_set_does_not_count() -> None:
    stale = tuple(replace(event, parties_sha256="00" * 32) for event in accepted(NOWAK, FIRST))
    events = (*ON_TABLE, *accepted(ROJAS, FIRST), *stale)
    refused(*events, code="acceptance_missing", clause=FRAME, principal="wisla")


def test_a_reservation_is_lifted_first() -> None:
    facts = {"clause": "term", "principal": "andes"}
    held = reserved(ROJAS, "term", FIRST["term"])
    refused(*ALL_ACCEPTED, held, code="reservation_open", **facts)


def test_a_reservation_of_a_wording_that_was_replaced_is_no_obstacle() -> None:
    longer = clause("term", "It lasts twenty years.")
    events = (*ALL_ACCEPTED, reserved(ROJAS, "term", FIRST["term"]))
    put = countered(LIN, longer, TERM, "wisla")
    digests = {**FIRST, "term": put.clause_sha256}
    both = (*accepted(ROJAS, digests, ["term"]), *accepted(NOWAK, digests, ["term"]))
    after = (*events, put, *both)
    given(DEAL, *after).when(lock_terms, LOCK).then(locked(*after))


def test_what_all_accepted_in_time_is_locked_later() -> None:
    late = TABLED.expires_at.at + DAY
    given(DEAL, *ALL_ACCEPTED).when(lock_terms, replace(LOCK, at=late)).then(
        replace(LOCKED, at=late)
    )


def test_a_mandatory_clause_is_there() -> None:
    events = under(Policy(mandatory_clauses=("tax",)), *ALL_ACCEPTED)
    refused(*events, code="mandatory_clause_missing", clause="tax")
    events = under(Policy(mandatory_clauses=("term",)), *ALL_ACCEPTED)
    given(DEAL, *events).when(lock_terms, LOCK).then(LOCKED)


def beside(kind: Kind, policy: Policy) -> tuple[DealEvent, ...]:
    """The same table, of an instrument beside the leading one."""
    opened = replace(OPENED, policy=policy, leading="agreement-0")
    drafted = replace(DRAFTED, instrument="agreement-1", kind=kind)
    return (opened, *ENGAGED[1:], drafted, *ALL_ACCEPTED[len(ENGAGED) :])


def test_what_the_edition_asks_is_asked_of_every_agreement() -> None:
    events = beside(Kind.AGREEMENT, Policy(mandatory_clauses=("tax",)))
    refused(*events, code="mandatory_clause_missing", clause="tax")


def test_an_instrument_beside_is_locked_and_the_deal_stays_where_it_is() -> None:
    events = beside(Kind.AGREEMENT, Policy())
    given(DEAL, *events).when(lock_terms, LOCK).then(LOCKED)
    assert deal_after(*events, LOCKED).stage is Stage.ENGAGED


def test_money_in_the_clauses_needs_an_amount_in_the_frame() -> None:
    deal = deal_after(*ALL_ACCEPTED)
    instrument = deal.instruments[LOCK.instrument]
    values = {"title": TERMS_FRAME.values["title"]}
    matrix = replace(instrument.matrix, frame=replace(TERMS_FRAME, values=values))
    without = replace(deal, instruments={LOCK.instrument: replace(instrument, matrix=matrix)})
    then_refused(lambda: lock_terms(without, LOCK), "amount_missing", clause="capital")
    free = replace(matrix, clauses={k: replace(c, values={}) for k, c in matrix.clauses.items()})
    pledging_nothing = {LOCK.instrument: replace(instrument, matrix=free)}
    with pytest.raises(RuleError, match="acceptance_missing"):
        lock_terms(replace(deal, instruments=pledging_nothing), LOCK)


def test_a_required_language_is_there() -> None:
    events = under(Policy(required_languages=("zh-Hans",)), *ALL_ACCEPTED)
    facts = {"clause": "scope", "language": "zh-Hans"}
    refused(*events, code="language_missing", **facts)
    given(DEAL, *events, *IN_CHINESE).when(lock_terms, LOCK).then(locked(*events, *IN_CHINESE))


def test_an_authentic_language_needs_no_translation() -> None:
    events = under(Policy(required_languages=("en",), certified_languages=("en",)), *ALL_ACCEPTED)
    given(DEAL, *events).when(lock_terms, LOCK).then(LOCKED)


def test_a_partys_country_may_ask_for_its_language() -> None:
    policy = Policy(country_languages={"PL": ("pl",), "FR": ("fr",)})
    facts = {"clause": "scope", "language": "pl"}
    refused(*under(policy, *ALL_ACCEPTED), code="language_missing", **facts)


def test_a_required_language_is_not_stale() -> None:
    policy = Policy(required_languages=("zh-Hans",))
    put = countered(ROJAS, LESS_CAPITAL, CAPITAL, "linghai", "wisla")
    digests = {**FIRST, "capital": put.clause_sha256}
    both = (*accepted(LIN, digests, ["capital"]), *accepted(NOWAK, digests, ["capital"]))
    facts = {"clause": "capital", "language": "zh-Hans"}
    events = under(policy, *ALL_ACCEPTED, *IN_CHINESE, put, *both)
    refused(*events, code="language_stale", **facts)


def test_where_the_edition_asks_a_translation_is_certified() -> None:
    events = under(Policy(certified_languages=("zh-Hans",)), *ALL_ACCEPTED, *IN_CHINESE)
    facts = {"clause": "scope", "language": "zh-Hans"}
    refused(*events, code="language_uncertified", **facts)
    after = (*events, *(certified(event) for event in IN_CHINESE))
    given(DEAL, *after).when(lock_terms, LOCK).then(locked(*after))


def test_a_clause_left_out_of_the_frame_is_not_locked() -> None:
    frame = replace(TERMS_FRAME, clause_ids=("scope", "capital"))
    put = FrameCountered(
        at=NOON,
        instrument="agreement-1",
        offer_no=1,
        frame=frame,
        frame_sha256=digest_of_frame(frame),
        previous_sha256=FIRST[FRAME],
        parties_sha256=TABLED.parties_sha256,
        principal="linghai",
        by="lin-yue",
        voids=("andes", "wisla"),
    )
    digests = {**FIRST, FRAME: put.frame_sha256}
    both = (*accepted(ROJAS, digests, [FRAME]), *accepted(NOWAK, digests, [FRAME]))
    after = (*ALL_ACCEPTED, put, *both)
    given(DEAL, *after).when(lock_terms, LOCK).then(locked(*after))


def test_only_leads_lock() -> None:
    given(DEAL, *ALL_ACCEPTED).when(lock_terms, replace(LOCK, actor=WEN)).then_refused(
        "not_lead", person="wen-hao", principal="linghai"
    )


def test_nothing_is_locked_before_it_is_tabled() -> None:
    refused(*ENGAGED, code="wrong_progress", instrument="agreement-1", progress="draft")


def test_any_lead_opens_locked_terms_again() -> None:
    given(DEAL, *AGREED).when(unlock_terms, UNLOCK).then(UNLOCKED)


def test_the_acceptances_stand_and_the_approvals_fall() -> None:
    events = (*AGREED, REQUESTED, GRANTED)
    event = replace(UNLOCKED, voids=("approval-1",))
    given(DEAL, *events).when(unlock_terms, UNLOCK).then(event)
    deal = deal_after(*events, event)
    agreement = deal.instruments["agreement-1"]
    assert (deal.stage, agreement.progress) == (Stage.NEGOTIATING, Progress.NEGOTIATING)
    assert (agreement.approvals, agreement.matrix.locked_sha256) == ({}, "")
    given(DEAL, *events, event).when(lock_terms, LOCK).then(LOCKED)


def test_unlocking_twice_changes_nothing() -> None:
    given(DEAL, *AGREED, UNLOCKED).when(unlock_terms, UNLOCK).then()


def test_a_signing_is_called_off_before_the_terms_are_opened() -> None:
    given(DEAL, *IN_SIGNING).when(unlock_terms, UNLOCK).then_refused(
        "wrong_progress", instrument="agreement-1", progress="signing"
    )


def test_unlocking_takes_a_reason() -> None:
    given(DEAL, *AGREED).when(unlock_terms, replace(UNLOCK, reason="")).then_refused(
        "text_empty", field="reason"
    )


def test_only_leads_unlock() -> None:
    given(DEAL, *AGREED).when(unlock_terms, replace(UNLOCK, actor=WEN)).then_refused(
        "not_lead", person="wen-hao", principal="linghai"
    )
