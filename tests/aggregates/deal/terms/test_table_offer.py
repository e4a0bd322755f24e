"""Tabling a numbered version of an instrument's clauses."""

from __future__ import annotations

import pytest
from at_the_table import (
    AGREED,
    ALL_ACCEPTED,
    CAPITAL,
    FIRST,
    LESS_CAPITAL,
    ON_TABLE,
    SCOPE,
    TABLED,
    TERM,
    TERMS_FRAME,
    accepted,
    clause,
    countered,
    digest_of,
    digest_of_frame,
    digests_after,
    reserved,
)
from bdd import given
from locked_deal import OPENED, deal_after
from msgspec.structs import replace
from people import DAY, LIN, NOON, ROJAS, WEN
from three_sides import ENGAGED, LETTER_SENT, NOWAK

from aggregates.deal import DEAL
from aggregates.deal.events import DealEvent
from aggregates.deal.policy import Policy
from aggregates.deal.signing.events import InstrumentExecuted
from aggregates.deal.state import Stage
from aggregates.deal.terms.events import FRAME, InstrumentDrafted, OfferExpired
from aggregates.deal.terms.table_offer import TableOffer, table_offer
from aggregates.vocabulary import Actor, Deadline, Kind, Tier

TABLE = TableOffer(
    actor=LIN,
    at=NOON,
    instrument="agreement-1",
    expected_offer_no=0,
    frame=TERMS_FRAME,
    clauses=(SCOPE, CAPITAL, TERM),
    expires_at=TABLED.expires_at,
)
SECOND = replace(TABLE, actor=ROJAS, expected_offer_no=1, clauses=(LESS_CAPITAL,))
SECOND_TABLED = replace(
    TABLED,
    offer_no=2,
    principal="andes",
    by="rojas",
    clauses=(LESS_CAPITAL,),
    digests={FRAME: FIRST[FRAME], "capital": digest_of(LESS_CAPITAL)},
    voids={"capital": ("linghai",)},
)
IRREVOCABLE = replace(TABLED, irrevocable_until=TABLED.expires_at)
LATER = Deadline(at=TABLED.expires_at.at + DAY)


def refused(command: TableOffer, *events: DealEvent, code: str, **facts: object) -> None:
    given(DEAL, *(events or ENGAGED)).when(table_offer, command).then_refused(code, **facts)


def acceptances(*events: DealEvent) -> dict[str, set[str]]:
    """Return row -> who accepts it after ``events``."""
    matrix = deal_after(*events).instruments["agreement-1"].matrix
    return {row: set(said) for row, said in matrix.acceptances.items()}


def test_a_lead_tables_the_first_offer() -> None:
    given(DEAL, *ENGAGED).when(table_offer, TABLE).then(TABLED)


def test_the_deal_is_negotiated_then_and_the_offeror_accepts_its_offer() -> None:
    assert deal_after(*ON_TABLE).stage is Stage.NEGOTIATING
    assert acceptances(*ON_TABLE) == {row: {"linghai"} for row in FIRST}


def test_a_second_offer_brings_what_it_changes_and_says_whose_acceptance_falls() -> None:
    given(DEAL, *ON_TABLE).when(table_offer, SECOND).then(SECOND_TABLED)


def test_its_author_accepts_what_it_brings_and_nothing_else() -> None:
    after = acceptances(*ON_TABLE, SECOND_TABLED)
    assert after["capital"] == {"andes"}
    assert after["scope"] == {"linghai"}
    assert after[FRAME] == {"linghai", "andes"}


def test_all_who_accepted_the_old_wording_are_named() -> None:
    expected = replace(SECOND_TABLED, voids={"capital": ("linghai", "wisla")})
    given(DEAL, *ALL_ACCEPTED).when(table_offer, SECOND).then(expected)


def test_a_clause_that_is_left_out_leaves_the_table() -> None:
    frame = replace(TERMS_FRAME, clause_ids=("scope", "capital"))
    command = replace(SECOND, frame=frame, clauses=())
    expected = replace(
        SECOND_TABLED,
        frame=frame,
        clauses=(),
        digests={FRAME: digest_of_frame(frame)},
        voids={FRAME: ("linghai", "wisla"), "term": ("linghai", "wisla")},
    )
    given(DEAL, *ALL_ACCEPTED).when(table_offer, command).then(expected)
    assert "term" not in digests_after(*ALL_ACCEPTED, expected)
    assert "term" not in acceptances(*ALL_ACCEPTED, expected)


def test_a_reservation_stays_on_what_the_offer_does_not_bring() -> None:
    events = (*ON_TABLE, reserved(ROJAS, "term", FIRST["term"]), SECOND_TABLED)
    matrix = deal_after(*events).instruments["agreement-1"].matrix
    assert matrix.reservations["term"] == {"andes": FIRST["term"]}


def test_a_reservation_is_lifted_by_tabling_the_row() -> None:
    events = (*ON_TABLE, reserved(ROJAS, "capital", FIRST["capital"]), SECOND_TABLED)
    matrix = deal_after(*events).instruments["agreement-1"].matrix
    assert matrix.reservations["capital"] == {}


def test_tabling_twice_changes_nothing() -> None:
    given(DEAL, *ON_TABLE).when(table_offer, TABLE).then()


def test_who_has_not_seen_the_last_offer_does_not_table() -> None:
    facts = {"expected": 0, "current": 1}
    refused(replace(TABLE, actor=ROJAS), *ON_TABLE, code="offer_superseded", **facts)


def test_an_offer_that_was_countered_is_not_the_one_that_was_tabled() -> None:
    events = (*ON_TABLE, countered(ROJAS, LESS_CAPITAL, CAPITAL, "linghai"))
    refused(TABLE, *events, code="offer_superseded", expected=0, current=1)


def test_only_leads_table() -> None:
    refused(replace(TABLE, actor=WEN), code="not_lead", person="wen-hao", principal="linghai")


def test_there_is_no_offer_before_the_letter_is_executed() -> None:
    refused(TABLE, *LETTER_SENT, code="wrong_stage", stage="intent")


def test_locked_terms_are_unlocked_first() -> None:
    facts = {"instrument": "agreement-1", "progress": "locked"}
    refused(replace(TABLE, expected_offer_no=1), *AGREED, code="wrong_progress", **facts)


def test_an_offer_has_an_end() -> None:
    command = replace(TABLE, expires_at=Deadline(at=NOON))
    refused(command, code="deadline_passed", clock="offer", expired_at=NOON)


def test_each_clause_of_the_frame_is_on_the_table() -> None:
    command = replace(TABLE, clauses=(SCOPE, CAPITAL))
    refused(command, code="clause_not_tabled", clause="term")


def test_each_clause_that_is_brought_is_in_the_frame() -> None:
    command = replace(TABLE, clauses=(*TABLE.clauses, clause("tax", "Taxes are shared.")))
    refused(command, code="clause_not_in_frame", clause="tax")


def test_no_clause_is_brought_twice() -> None:
    command = replace(TABLE, clauses=(*TABLE.clauses, LESS_CAPITAL))
    refused(command, code="clause_twice", clause="capital")


def test_other_authentic_languages_take_every_clause_anew() -> None:
    title = replace(TERMS_FRAME.values["title"], texts={"en": "Joint", "fr": "Commune"})
    values = {**TERMS_FRAME.values, "title": title}
    frame = replace(TERMS_FRAME, authentic_languages=("en", "fr"), values=values)
    command = replace(SECOND, frame=frame, clauses=())
    refused(command, *ON_TABLE, code="text_missing", clause="scope", language="fr")


def test_linked_clauses_are_two_or_more() -> None:
    command = replace(TABLE, links=(("scope", "scope"),))
    refused(command, code="link_too_short", clauses=("scope", "scope"))


def test_linked_clauses_are_in_the_frame() -> None:
    command = replace(TABLE, links=(("scope", "tax"),))
    refused(command, code="link_not_in_frame", clause="tax")


def test_links_stand_with_the_offer() -> None:
    command = replace(TABLE, links=(("scope", "term"),))
    given(DEAL, *ENGAGED).when(table_offer, command).then(replace(TABLED, links=command.links))


def test_an_offer_may_be_irrevocable_for_a_while() -> None:
    command = replace(TABLE, irrevocable_until=TABLED.expires_at)
    given(DEAL, *ENGAGED).when(table_offer, command).then(IRREVOCABLE)


def test_it_is_not_irrevocable_for_longer_than_it_lasts() -> None:
    until = NOON + 2 * DAY
    command = replace(TABLE, irrevocable_until=Deadline(at=until))
    facts = {"until": until, "expires_at": TABLED.expires_at.at}
    refused(command, code="irrevocable_too_long", **facts)


def test_an_irrevocable_offer_is_not_replaced_by_its_author() -> None:
    command = replace(SECOND, actor=LIN)
    facts = {"clause": "capital", "until": TABLED.expires_at.at}
    refused(command, *ENGAGED, IRREVOCABLE, code="irrevocable", **facts)


def test_it_may_be_replaced_by_another_side() -> None:
    given(DEAL, *ENGAGED, IRREVOCABLE).when(table_offer, SECOND).then(SECOND_TABLED)


def test_its_author_may_add_to_it() -> None:
    until = TABLED.expires_at
    links = (("scope", "term"),)
    again = replace(TABLE, expected_offer_no=1, links=links, irrevocable_until=until)
    expected = replace(IRREVOCABLE, offer_no=2, links=links)
    given(DEAL, *ENGAGED, IRREVOCABLE).when(table_offer, again).then(expected)


def test_nobody_frees_themselves_by_tabling_the_same_once_more() -> None:
    again = replace(TABLE, expected_offer_no=1)
    until = TABLED.expires_at.at
    refused(again, *ENGAGED, IRREVOCABLE, code="irrevocable", until=until)
    sooner = replace(again, irrevocable_until=Deadline(at=until - DAY / 2))
    refused(sooner, *ENGAGED, IRREVOCABLE, code="irrevocable", until=until)


def test_after_that_while_it_may_be_replaced() -> None:
    until = NOON + DAY / 2
    tabled = replace(TABLED, irrevocable_until=Deadline(at=until))
    command = replace(SECOND, actor=LIN, at=until)
    expected = replace(SECOND_TABLED, at=until, principal="linghai", by="lin-yue", voids={})
    given(DEAL, *ENGAGED, tabled).when(table_offer, command).then(expected)


def test_what_ran_out_binds_its_author_no_more_when_another_side_tables() -> None:
    said = (*accepted(ROJAS, FIRST, ["scope", "capital", "term"]), *accepted(NOWAK, FIRST))
    late = replace(SECOND, at=TABLED.expires_at.at, expires_at=LATER, clauses=(LESS_CAPITAL,))
    (tabled,) = table_offer(deal_after(*ON_TABLE, *said), late)
    mine = dict.fromkeys([FRAME, "scope", "term"], ("linghai",))
    assert tabled.voids == {**mine, "capital": ("linghai", "wisla")}
    assert acceptances(*ON_TABLE, *said, tabled) == {
        FRAME: {"andes", "wisla"},
        "scope": {"andes", "wisla"},
        "capital": {"andes"},
        "term": {"andes", "wisla"},
    }


def test_what_all_accepted_in_time_stands_when_another_side_tables() -> None:
    late = replace(SECOND, at=TABLED.expires_at.at, expires_at=LATER)
    (tabled,) = table_offer(deal_after(*ALL_ACCEPTED), late)
    assert tabled.voids == {"capital": ("linghai", "wisla")}


def test_who_tables_anew_after_the_time_ran_out_accepts_what_the_new_offer_brings() -> None:
    late = replace(SECOND, actor=LIN, at=TABLED.expires_at.at, expires_at=LATER)
    (tabled,) = table_offer(deal_after(*ON_TABLE), late)
    assert tabled.voids == dict.fromkeys(["scope", "term"], ("linghai",))


@pytest.mark.parametrize("actor", [LIN, ROJAS])
def test_it_does_not_matter_whether_what_ran_out_was_closed_before(actor: Actor) -> None:
    said = (*accepted(ROJAS, FIRST, ["scope", "capital"]), *accepted(NOWAK, FIRST))
    late = replace(SECOND, actor=actor, at=TABLED.expires_at.at, expires_at=LATER)
    closed = OfferExpired(at=late.at, instrument="agreement-1", offer_no=1, by="system")
    outcomes = []
    for events in ((*ON_TABLE, *said), (*ON_TABLE, *said, closed)):
        (tabled,) = table_offer(deal_after(*events), late)
        outcomes.append(acceptances(*events, tabled))
    assert outcomes[0] == outcomes[1]


@pytest.mark.parametrize("closed", [True, False])
def test_an_offer_that_ran_out_is_not_made_anew_by_sending_it_again(*, closed: bool) -> None:
    at = TABLED.expires_at.at
    ended = OfferExpired(at=at, instrument="agreement-1", offer_no=1, by="system")
    events = (*ON_TABLE, ended) if closed else ON_TABLE
    refused(replace(TABLE, at=at), *events, code="offer_superseded", expected=0, current=1)


def test_a_letter_of_intent_is_sent_and_not_tabled() -> None:
    drafted = InstrumentDrafted(
        at=NOON,
        instrument="letter-2",
        kind=Kind.LETTER_OF_INTENT,
        tier=Tier.INTENTION,
        principal="linghai",
        by="lin-yue",
    )
    command = replace(TABLE, instrument="letter-2")
    refused(command, *ENGAGED, drafted, code="letter_is_sent", instrument="letter-2")


NDA = InstrumentDrafted(
    at=NOON,
    instrument="nda-1",
    kind=Kind.NDA,
    tier=Tier.CONTRACT,
    principal="linghai",
    by="lin-yue",
)
NDA_EXECUTED = InstrumentExecuted(
    at=NOON, instrument="nda-1", terms_sha256="ab" * 32, pdf_sha256="cd" * 32
)
GATED = (replace(OPENED, policy=Policy(nda_required=True)), *ENGAGED[1:], NDA)


def test_where_the_edition_asks_for_an_nda_it_comes_first() -> None:
    refused(TABLE, *GATED, code="nda_missing", instrument="agreement-1")


def test_the_nda_itself_is_tabled_without_one() -> None:
    (offer,) = table_offer(deal_after(*GATED), replace(TABLE, instrument="nda-1"))
    assert offer.instrument == "nda-1"


def test_an_executed_nda_opens_the_negotiation() -> None:
    given(DEAL, *GATED, NDA_EXECUTED).when(table_offer, TABLE).then(TABLED)


@pytest.mark.parametrize("actor", [ROJAS, NOWAK])
def test_any_principal_may_begin(actor: object) -> None:
    (offer,) = table_offer(deal_after(*ENGAGED), replace(TABLE, actor=actor))
    assert offer.digests == FIRST
