"""What stands on the table: computed anew, never taken from what was stored."""

from __future__ import annotations

from at_the_table import (
    ALL_ACCEPTED,
    CAPITAL,
    CHINESE,
    FIRST,
    LESS_CAPITAL,
    ON_TABLE,
    PARTIES,
    ROWS,
    SCOPE,
    agreement_after,
    clause,
    countered,
    digest_of,
    reserved,
    translated,
)
from bdd import after, then_refused
from locked_deal import OPENED
from msgspec.structs import replace
from people import LIN, NOON, ROJAS
from three_sides import ENGAGED

from aggregates.deal import DEAL
from aggregates.deal.events import DealEvent
from aggregates.deal.parties.events import PartyWithdrew
from aggregates.deal.terms.current import (
    Table,
    amount_of,
    frame_of,
    is_accepted,
    missing_acceptances,
    open_reservations,
    row_digest,
    table_of,
    terms_of,
    titles_of,
)
from aggregates.vocabulary import Money

NOWAK_LEFT = PartyWithdrew(
    at=NOON, principal="wisla", by="nowak", reason="No.", voids=("agreement-1",)
)


def table_after(*events: DealEvent) -> Table:
    return table_of(*agreement_after(*events))


def test_the_frame_is_the_first_row() -> None:
    assert tuple(table_after(*ON_TABLE).digests) == ROWS


def test_the_digests_are_those_that_the_offer_named() -> None:
    table = table_after(*ON_TABLE)
    assert table.digests == FIRST
    assert table.parties_sha256 == PARTIES


def test_every_row_awaits_every_principal_but_the_offeror() -> None:
    missing = list(missing_acceptances(table_after(*ON_TABLE)))
    assert missing == [(row, principal) for row in ROWS for principal in ("andes", "wisla")]
    assert list(missing_acceptances(table_after(*ALL_ACCEPTED))) == []


def test_an_acceptance_is_lost_with_the_wording() -> None:
    table = table_after(*ALL_ACCEPTED, countered(ROJAS, LESS_CAPITAL, CAPITAL))
    assert is_accepted(table, "capital", "andes")
    assert not is_accepted(table, "capital", "linghai")


def test_an_acceptance_is_lost_with_the_party_set_even_if_it_were_kept() -> None:
    kept = replace(NOWAK_LEFT, voids=())
    assert not is_accepted(table_after(*ALL_ACCEPTED, kept), "scope", "linghai")


def test_a_reservation_is_open_as_long_as_the_wording_stands() -> None:
    held = reserved(ROJAS, "scope", FIRST["scope"])
    assert list(open_reservations(table_after(*ON_TABLE, held))) == [("scope", "andes")]
    put = countered(LIN, clause("scope", "Modules are tested."), SCOPE)
    assert list(open_reservations(table_after(*ON_TABLE, held, put))) == []


def test_a_reservation_stays_when_somebody_else_leaves_and_not_when_its_author_does() -> None:
    held = reserved(ROJAS, "scope", FIRST["scope"])
    after = table_after(*ON_TABLE, held, NOWAK_LEFT)
    assert list(open_reservations(after)) == [("scope", "andes")]
    left = replace(NOWAK_LEFT, principal="andes", by="rojas")
    assert list(open_reservations(table_after(*ON_TABLE, held, left))) == []


def test_the_terms_hold_every_language_that_is_not_stale() -> None:
    events = (*ON_TABLE, translated(SCOPE), translated(CAPITAL))
    terms = terms_of(*agreement_after(*events, countered(ROJAS, LESS_CAPITAL, CAPITAL)))
    texts = {each.id: each.texts for each in terms.clauses}
    assert texts["scope"] == {**SCOPE.texts, "zh-Hans": CHINESE}
    assert texts["capital"] == LESS_CAPITAL.texts


def test_the_terms_name_the_parties_by_their_ids() -> None:
    terms = terms_of(*agreement_after(*ON_TABLE))
    assert [party.id for party in terms.parties] == ["andes", "linghai", "wisla"]


def test_where_nothing_was_tabled_there_is_no_table() -> None:
    then_refused(
        lambda: frame_of(agreement_after(*ENGAGED)[1]),
        "nothing_on_table",
        instrument="agreement-1",
    )
    then_refused(
        lambda: table_of(*agreement_after(OPENED)),
        "nothing_on_table",
        instrument="agreement-1",
    )


def test_a_row_that_is_not_there_has_no_digest() -> None:
    deal, agreement = agreement_after(*ON_TABLE)
    then_refused(lambda: row_digest(deal, agreement, "tax"), "unknown_clause", clause="tax")
    assert row_digest(deal, agreement, "scope") == digest_of(SCOPE)


def test_the_amount_is_what_the_frame_pledges() -> None:
    _, agreement = agreement_after(*ON_TABLE)
    assert amount_of(agreement) == Money(amount="480000000", currency="CNY")


def test_the_titles_are_what_the_frame_calls_it_in_each_language() -> None:
    _, agreement = agreement_after(*ON_TABLE)
    assert titles_of(agreement) == {"en": "Joint Venture Agreement"}


def test_what_is_not_on_the_table_yet_has_no_titles() -> None:
    deal = after(DEAL, *ENGAGED)
    assert titles_of(deal.instruments[deal.leading]) == {}
