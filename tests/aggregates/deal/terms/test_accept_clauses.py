"""Accepting rows of the table."""

from __future__ import annotations

from at_the_table import (
    AGREED,
    ALL_ACCEPTED,
    CAPITAL,
    FIRST,
    LESS_CAPITAL,
    ON_TABLE,
    PARTIES,
    TABLED,
    accepted,
    countered,
    digest_of,
    reserved,
)
from bdd import given
from locked_deal import deal_after
from msgspec.structs import replace
from people import LIN, NOON, ROJAS, WEN
from three_sides import ENGAGED

from aggregates.deal import DEAL
from aggregates.deal.events import DealEvent
from aggregates.deal.parties.events import DealSuspended, PartyWithdrew
from aggregates.deal.terms.accept_clauses import AcceptClauses, accept_clauses
from aggregates.deal.terms.current import party_digest
from aggregates.deal.terms.events import OfferExpired

ACCEPT = AcceptClauses(
    actor=ROJAS, at=NOON, instrument="agreement-1", cited=FIRST, parties_sha256=PARTIES
)
ONE = replace(ACCEPT, cited={"scope": FIRST["scope"]})
LINKED = (*ENGAGED, replace(TABLED, links=(("scope", "term"),)))


def refused(command: AcceptClauses, *events: DealEvent, code: str, **facts: object) -> None:
    given(DEAL, *(events or ON_TABLE)).when(accept_clauses, command).then_refused(code, **facts)


def test_a_lead_accepts_one_row() -> None:
    given(DEAL, *ON_TABLE).when(accept_clauses, ONE).then(*accepted(ROJAS, FIRST, ["scope"]))


def test_a_lead_accepts_all_rows_at_once_in_the_order_of_the_table() -> None:
    given(DEAL, *ON_TABLE).when(accept_clauses, ACCEPT).then(*accepted(ROJAS, FIRST))


def test_accepting_twice_changes_nothing() -> None:
    given(DEAL, *ON_TABLE, *accepted(ROJAS, FIRST)).when(accept_clauses, ACCEPT).then()


def test_accepting_what_is_locked_meanwhile_changes_nothing() -> None:
    given(DEAL, *AGREED).when(accept_clauses, ACCEPT).then()


def test_of_several_rows_only_the_new_ones_are_recorded() -> None:
    given(DEAL, *ON_TABLE, *accepted(ROJAS, FIRST, ["frame", "term"])).when(
        accept_clauses, ACCEPT
    ).then(*accepted(ROJAS, FIRST, ["scope", "capital"]))


def test_the_offeror_has_accepted_its_offer() -> None:
    given(DEAL, *ON_TABLE).when(accept_clauses, replace(ACCEPT, actor=LIN)).then()


def test_a_wording_that_was_replaced_is_not_accepted() -> None:
    events = (*ON_TABLE, countered(LIN, LESS_CAPITAL, CAPITAL))
    facts = {
        "clause": "capital",
        "cited": FIRST["capital"],
        "on_table": digest_of(LESS_CAPITAL),
    }
    refused(ACCEPT, *events, code="not_on_table", **facts)


def test_what_is_not_on_the_table_is_not_accepted() -> None:
    refused(replace(ACCEPT, cited={"tax": "00" * 32}), code="unknown_clause", clause="tax")


def test_an_acceptance_is_of_something() -> None:
    refused(replace(ACCEPT, cited={}), code="list_empty", field="cited")


def test_an_acceptance_is_for_this_party_set() -> None:
    facts = {"cited": "00" * 32, "now": PARTIES}
    refused(replace(ACCEPT, parties_sha256="00" * 32), code="parties_changed", **facts)


def test_when_a_side_leaves_nothing_is_accepted_any_more() -> None:
    left = PartyWithdrew(
        at=NOON, principal="wisla", by="nowak", reason="No.", voids=("agreement-1",)
    )
    events = (*ALL_ACCEPTED, left)
    now = party_digest(deal_after(*events))
    refused(ONE, *events, code="parties_changed", cited=PARTIES, now=now)
    given(DEAL, *events).when(accept_clauses, replace(ONE, parties_sha256=now)).then(
        *[replace(e, parties_sha256=now) for e in accepted(ROJAS, FIRST, ["scope"])]
    )


def test_an_expired_offer_is_not_accepted() -> None:
    late = TABLED.expires_at.at
    refused(replace(ACCEPT, at=late), code="deadline_passed", clock="offer", expired_at=late)


def test_a_closed_offer_is_not_accepted() -> None:
    closed = OfferExpired(at=NOON, instrument="agreement-1", offer_no=1, by="system")
    refused(ACCEPT, *ON_TABLE, closed, code="no_live_offer", instrument="agreement-1")


def test_nothing_is_accepted_while_the_deal_is_suspended() -> None:
    suspended = DealSuspended(at=NOON, by="he-jing", reason="A complaint.")
    refused(ACCEPT, *ON_TABLE, suspended, code="suspended", since=NOON)


def test_only_leads_accept() -> None:
    facts = {"person": "wen-hao", "principal": "linghai"}
    refused(replace(ACCEPT, actor=WEN), code="not_lead", **facts)


def test_without_an_offer_there_is_nothing_to_accept() -> None:
    refused(ACCEPT, *ENGAGED, code="nothing_on_table", instrument="agreement-1")


def test_linked_clauses_are_accepted_together() -> None:
    facts = {"clause": "term", "together": ("scope", "term")}
    refused(ONE, *LINKED, code="linked_clauses", **facts)
    both = {"scope": FIRST["scope"], "term": FIRST["term"]}
    given(DEAL, *LINKED).when(accept_clauses, replace(ACCEPT, cited=both)).then(
        *accepted(ROJAS, FIRST, ["scope", "term"])
    )


def test_what_is_accepted_already_need_not_come_again() -> None:
    events = (*LINKED, *accepted(ROJAS, FIRST, ["term"]))
    given(DEAL, *events).when(accept_clauses, ONE).then(*accepted(ROJAS, FIRST, ["scope"]))


def test_links_bind_only_those_who_accept_one_of_them() -> None:
    command = replace(ACCEPT, cited={"capital": FIRST["capital"]})
    given(DEAL, *LINKED).when(accept_clauses, command).then(*accepted(ROJAS, FIRST, ["capital"]))


def test_accepting_lifts_ones_own_reservation() -> None:
    held = (reserved(ROJAS, "scope", FIRST["scope"]), reserved(LIN, "term", FIRST["term"]))
    deal = deal_after(*ON_TABLE, *held, *accepted(ROJAS, FIRST, ["scope"]))
    reservations = deal.instruments["agreement-1"].matrix.reservations
    assert reservations == {"scope": {}, "term": {"linghai": FIRST["term"]}}
