"""Putting another wording of a clause, or another frame; and reserving a row."""

from __future__ import annotations

from at_the_table import (
    ALL_ACCEPTED,
    CAPITAL,
    FIRST,
    LESS_CAPITAL,
    ON_TABLE,
    PARTIES,
    TABLED,
    TERMS_FRAME,
    accepted,
    clause,
    countered,
    digest_of,
    digest_of_frame,
    digests_after,
    locked,
    reserved,
)
from bdd import given
from locked_deal import deal_after
from msgspec.structs import replace
from people import LIN, NOON, ROJAS, WEN
from three_sides import ENGAGED, NOWAK

from aggregates.deal import DEAL
from aggregates.deal.events import DealEvent
from aggregates.deal.terms.counter_clause import CounterClause, counter_clause
from aggregates.deal.terms.counter_frame import CounterFrame, counter_frame
from aggregates.deal.terms.events import FRAME, FrameCountered, OfferExpired
from aggregates.deal.terms.reserve_clause import ReserveClause, reserve_clause
from aggregates.vocabulary import ClauseText

COUNTER = CounterClause(
    actor=ROJAS,
    at=NOON,
    instrument="agreement-1",
    clause=LESS_CAPITAL,
    previous_sha256=FIRST["capital"],
)
COUNTERED = countered(ROJAS, LESS_CAPITAL, CAPITAL, "linghai")
SHORTER = replace(TERMS_FRAME, clause_ids=("term", "capital"), forum="Courts of Warsaw")
COUNTER_FRAME = CounterFrame(
    actor=ROJAS,
    at=NOON,
    instrument="agreement-1",
    frame=SHORTER,
    previous_sha256=FIRST[FRAME],
)
FRAME_COUNTERED = FrameCountered(
    at=NOON,
    instrument="agreement-1",
    offer_no=1,
    frame=SHORTER,
    frame_sha256=digest_of_frame(SHORTER),
    previous_sha256=FIRST[FRAME],
    parties_sha256=PARTIES,
    principal="andes",
    by="rojas",
    voids=("linghai",),
)
RESERVE = ReserveClause(
    actor=ROJAS,
    at=NOON,
    instrument="agreement-1",
    clause="term",
    clause_sha256=FIRST["term"],
    reason="The board has not decided.",
)
RESERVED = reserved(ROJAS, "term", FIRST["term"])
IRREVOCABLE = (*ENGAGED, replace(TABLED, irrevocable_until=TABLED.expires_at))
STILL = {"clause": "capital", "until": TABLED.expires_at.at}
CLOSED = OfferExpired(at=NOON, instrument="agreement-1", offer_no=1, by="system")


def acceptances(*events: DealEvent) -> dict[str, set[str]]:
    """Return row -> who accepts it after ``events``."""
    matrix = deal_after(*events).instruments["agreement-1"].matrix
    return {row: set(said) for row, said in matrix.acceptances.items()}


def test_a_lead_puts_another_wording() -> None:
    given(DEAL, *ON_TABLE).when(counter_clause, COUNTER).then(COUNTERED)


def test_the_acceptance_of_this_clause_falls_and_of_no_other() -> None:
    event = countered(ROJAS, LESS_CAPITAL, CAPITAL, "linghai", "wisla")
    given(DEAL, *ALL_ACCEPTED).when(counter_clause, COUNTER).then(event)
    after = acceptances(*ALL_ACCEPTED, event)
    assert after["capital"] == {"andes"}
    assert after["scope"] == after["term"] == after[FRAME] == {"linghai", "andes", "wisla"}


def test_the_offeror_may_counter_too() -> None:
    command = replace(COUNTER, actor=LIN)
    expected = countered(LIN, LESS_CAPITAL, CAPITAL, "andes", "wisla")
    given(DEAL, *ALL_ACCEPTED).when(counter_clause, command).then(expected)


def test_countering_twice_changes_nothing() -> None:
    given(DEAL, *ON_TABLE, COUNTERED).when(counter_clause, COUNTER).then()


def test_a_wording_that_was_replaced_is_not_countered() -> None:
    other = clause("capital", "Nothing is paid in.", **CAPITAL.values)
    facts = {
        "clause": "capital",
        "cited": FIRST["capital"],
        "on_table": digest_of(LESS_CAPITAL),
    }
    given(DEAL, *ON_TABLE, COUNTERED).when(
        counter_clause, replace(COUNTER, clause=other)
    ).then_refused("not_on_table", **facts)


def test_the_same_wording_is_accepted_and_not_countered() -> None:
    given(DEAL, *ON_TABLE).when(counter_clause, replace(COUNTER, clause=CAPITAL)).then_refused(
        "nothing_changed", clause="capital"
    )


def test_a_new_clause_takes_an_offer() -> None:
    command = replace(COUNTER, clause=clause("tax", "Taxes are shared."))
    given(DEAL, *ON_TABLE).when(counter_clause, command).then_refused(
        "unknown_clause", clause="tax"
    )


def test_a_counter_is_in_the_authentic_languages() -> None:
    texts = {**LESS_CAPITAL.texts, "fr": ClauseText(title="Capital", body="Moins.")}
    command = replace(COUNTER, clause=replace(LESS_CAPITAL, texts=texts))
    given(DEAL, *ON_TABLE).when(counter_clause, command).then_refused(
        "text_not_authentic", clause="capital", language="fr"
    )


def test_a_closed_offer_is_not_countered() -> None:
    given(DEAL, *ON_TABLE, CLOSED).when(counter_clause, COUNTER).then_refused(
        "no_live_offer", instrument="agreement-1"
    )


def test_only_leads_counter() -> None:
    given(DEAL, *ON_TABLE).when(counter_clause, replace(COUNTER, actor=WEN)).then_refused(
        "not_lead", person="wen-hao", principal="linghai"
    )


def test_an_irrevocable_offer_is_not_changed_by_its_author() -> None:
    given(DEAL, *IRREVOCABLE).when(counter_clause, replace(COUNTER, actor=LIN)).then_refused(
        "irrevocable", **STILL
    )


def test_what_another_side_has_countered_is_free_again() -> None:
    other = clause("capital", "Nothing is paid in.", **CAPITAL.values)
    command = replace(COUNTER, actor=LIN, clause=other, previous_sha256=digest_of(LESS_CAPITAL))
    given(DEAL, *IRREVOCABLE, COUNTERED).when(counter_clause, command).then(
        countered(LIN, other, LESS_CAPITAL, "andes")
    )


def test_the_old_wording_put_again_is_not_accepted_by_those_who_had_accepted_it() -> None:
    back = countered(NOWAK, CAPITAL, LESS_CAPITAL, "andes")
    events = (*ALL_ACCEPTED, countered(ROJAS, LESS_CAPITAL, CAPITAL, "linghai", "wisla"), back)
    assert digests_after(*events)["capital"] == FIRST["capital"]
    assert acceptances(*events)["capital"] == {"wisla"}


def test_a_lead_puts_another_frame() -> None:
    given(DEAL, *ON_TABLE).when(counter_frame, COUNTER_FRAME).then(FRAME_COUNTERED)


def test_the_acceptance_of_the_frame_falls_and_a_left_out_clause_is_no_row() -> None:
    event = replace(FRAME_COUNTERED, voids=("linghai", "wisla"))
    given(DEAL, *ALL_ACCEPTED).when(counter_frame, COUNTER_FRAME).then(event)
    assert acceptances(*ALL_ACCEPTED, event)[FRAME] == {"andes"}
    assert tuple(digests_after(*ALL_ACCEPTED, event)) == (FRAME, "term", "capital")


def test_a_left_out_clause_may_come_back_by_another_frame() -> None:
    back = replace(COUNTER_FRAME, frame=TERMS_FRAME, previous_sha256=digest_of_frame(SHORTER))
    expected = replace(
        FRAME_COUNTERED,
        frame=TERMS_FRAME,
        frame_sha256=FIRST[FRAME],
        previous_sha256=digest_of_frame(SHORTER),
        voids=(),
    )
    given(DEAL, *ON_TABLE, FRAME_COUNTERED).when(counter_frame, back).then(expected)


def test_a_left_out_clause_leaves_the_table_with_the_next_offer() -> None:
    frame = replace(TERMS_FRAME, clause_ids=("capital",))
    offer = replace(
        TABLED,
        offer_no=2,
        frame=frame,
        clauses=(),
        digests={FRAME: digest_of_frame(frame)},
        voids={FRAME: ("andes",)},
    )
    events = (*ALL_ACCEPTED, replace(FRAME_COUNTERED, voids=("linghai", "wisla")), offer)
    matrix = deal_after(*events).instruments["agreement-1"].matrix
    assert set(matrix.clauses) == {"capital"}
    assert set(matrix.acceptances) == {FRAME, "capital"}


def test_countering_the_frame_twice_changes_nothing() -> None:
    given(DEAL, *ON_TABLE, FRAME_COUNTERED).when(counter_frame, COUNTER_FRAME).then()


def test_a_frame_that_was_replaced_is_not_countered() -> None:
    command = replace(COUNTER_FRAME, frame=replace(SHORTER, forum="Courts of Lima"))
    facts = {
        "clause": FRAME,
        "cited": FIRST[FRAME],
        "on_table": FRAME_COUNTERED.frame_sha256,
    }
    given(DEAL, *ON_TABLE, FRAME_COUNTERED).when(counter_frame, command).then_refused(
        "not_on_table", **facts
    )


def test_the_same_frame_is_accepted_and_not_countered() -> None:
    given(DEAL, *ON_TABLE).when(
        counter_frame, replace(COUNTER_FRAME, frame=TERMS_FRAME)
    ).then_refused("nothing_changed", clause=FRAME)


def test_another_frame_names_only_clauses_that_are_there() -> None:
    command = replace(COUNTER_FRAME, frame=replace(SHORTER, clause_ids=("term", "tax")))
    given(DEAL, *ON_TABLE).when(counter_frame, command).then_refused(
        "clause_not_tabled", clause="tax"
    )


def test_other_authentic_languages_take_an_offer() -> None:
    title = replace(TERMS_FRAME.values["title"], texts={"fr": "Commune"})
    frame = replace(SHORTER, authentic_languages=("fr",), values={"title": title})
    given(DEAL, *ON_TABLE).when(counter_frame, replace(COUNTER_FRAME, frame=frame)).then_refused(
        "languages_changed", authentic=("en",)
    )


def test_an_irrevocable_frame_is_not_changed_by_its_author() -> None:
    command = replace(COUNTER_FRAME, actor=LIN)
    given(DEAL, *IRREVOCABLE).when(counter_frame, command).then_refused(
        "irrevocable", **{**STILL, "clause": FRAME}
    )


def test_a_lead_reserves_a_row() -> None:
    given(DEAL, *ON_TABLE).when(reserve_clause, RESERVE).then(RESERVED)


def test_its_own_acceptance_of_the_row_falls() -> None:
    given(DEAL, *ALL_ACCEPTED).when(reserve_clause, RESERVE).then(RESERVED)
    after = acceptances(*ALL_ACCEPTED, RESERVED)
    assert after["term"] == {"linghai", "wisla"}
    assert after["scope"] == {"linghai", "andes", "wisla"}


def test_reserving_twice_changes_nothing() -> None:
    given(DEAL, *ON_TABLE, RESERVED).when(reserve_clause, RESERVE).then()


def test_another_wording_is_reserved_anew() -> None:
    longer = clause("term", "It lasts twenty years.")
    put = countered(LIN, longer, clause("term", "It lasts ten years."))
    command = replace(RESERVE, clause_sha256=digest_of(longer))
    given(DEAL, *ON_TABLE, RESERVED, put).when(reserve_clause, command).then(
        reserved(ROJAS, "term", digest_of(longer))
    )


def test_a_wording_that_was_replaced_is_not_reserved() -> None:
    command = replace(RESERVE, clause_sha256="00" * 32)
    facts = {"clause": "term", "cited": "00" * 32, "on_table": FIRST["term"]}
    given(DEAL, *ON_TABLE).when(reserve_clause, command).then_refused("not_on_table", **facts)


def test_reserving_takes_a_reason() -> None:
    given(DEAL, *ON_TABLE).when(reserve_clause, replace(RESERVE, reason="")).then_refused(
        "text_empty", field="reason"
    )


def test_locked_terms_are_not_reserved() -> None:
    events = (*ALL_ACCEPTED, locked(*ALL_ACCEPTED))
    given(DEAL, *events).when(reserve_clause, RESERVE).then_refused(
        "wrong_progress", instrument="agreement-1", progress="locked"
    )


def test_a_closed_offer_is_not_reserved() -> None:
    given(DEAL, *ON_TABLE, CLOSED).when(reserve_clause, RESERVE).then_refused(
        "no_live_offer", instrument="agreement-1"
    )


def test_an_irrevocable_offer_is_not_reserved_by_its_author() -> None:
    given(DEAL, *IRREVOCABLE).when(reserve_clause, replace(RESERVE, actor=LIN)).then_refused(
        "irrevocable", clause="term", until=TABLED.expires_at.at
    )


def test_only_who_reserved_lifts_it_by_accepting() -> None:
    events = (*ON_TABLE, RESERVED, *accepted(NOWAK, FIRST, ["term"]))
    matrix = deal_after(*events).instruments["agreement-1"].matrix
    assert matrix.reservations == {"term": {"andes": FIRST["term"]}}
