"""Clean copies and redlines over HTTP, for those who read the terms."""

from __future__ import annotations

from typing import Any

import pytest
from http_deal import CLAUSE, Negotiation
from http_fair import Fair, Person, Said
from paper.reading import Reading


def clause(amount: str) -> dict[str, Any]:
    """Return the clause at another price."""
    spelled = f"{int(amount):,}"
    return {
        **CLAUSE,
        "values": {"price": {"type": "money", "amount": amount, "currency": "CNY"}},
        "texts": {"en": {"title": "Price", "body": f"The price is CNY {spelled}."}},
    }


@pytest.fixture(scope="module")
def countered(fair: Fair) -> Negotiation:
    """Give a deal in which Aster accepted a price that Linghai then changed."""
    deal = Negotiation(fair).open().engage()
    deal.table().then()
    deal.accept().then()
    matrix = deal.reads(deal.lin, "/matrix").then().body
    cited = {row["row"]: row["sha256"] for row in matrix["rows"]}
    deal.does(
        "counter_clause",
        deal.lin,
        instrument=deal.leading,
        clause=clause("500000000"),
        previous_sha256=cited["c1"],
    ).then()
    return deal


def asks(deal: Negotiation, who: Person, what: str) -> Said:
    return deal.reads(who, f"/instruments/{deal.leading}/{what}")


def heard(said: Said) -> str:
    file = Reading(said.then().response.content)
    return file.heard(file.tree)


def test_a_clean_copy_has_the_terms_as_they_stand(countered: Negotiation) -> None:
    said = asks(countered, countered.ana, "clean_copy").then()
    assert said.response.headers["content-type"] == "application/pdf"
    assert "The price is CNY 500,000,000." in heard(said)


def test_a_clean_copy_of_a_position_has_the_terms_of_then(countered: Negotiation) -> None:
    now = countered.reads(countered.lin).body["position"]
    said = asks(countered, countered.ana, f"clean_copy?at={now - 1}").then()
    assert "The price is CNY 480,000,000." in heard(said)
    again = asks(countered, countered.lin, f"clean_copy?at={now - 1}").then()
    assert again.response.content == said.response.content


def test_a_redline_is_since_who_asks_accepted(countered: Negotiation) -> None:
    marked = "[deleted: 480,000,000][inserted: 500,000,000]"
    assert marked in heard(asks(countered, countered.ana, "redline"))
    assert marked not in heard(asks(countered, countered.lin, "redline"))
    whose = countered.ana.actor.organisation
    assert marked in heard(asks(countered, countered.lin, f"redline?accepted_by={whose}"))


def test_a_redline_is_between_any_two_positions(countered: Negotiation) -> None:
    now = countered.reads(countered.lin).body["position"]
    said = asks(countered, countered.lin, f"redline?since={now - 1}")
    assert "(+4.2%)" in heard(said)
    same = asks(countered, countered.lin, f"redline?at={now}&since={now}")
    assert "[inserted" not in heard(same)


def test_who_accepted_nothing_is_told_so(countered: Negotiation) -> None:
    asked = asks(countered, countered.lin, "redline?accepted_by=nobody")
    asked.then_refused(409, "nothing_accepted")


def test_two_earlier_versions_are_one_too_many(countered: Negotiation) -> None:
    asks(countered, countered.lin, "redline?since=9&accepted_by=x").then_refused(
        422, "query_malformed"
    )


def test_before_there_were_terms_there_is_no_copy(countered: Negotiation) -> None:
    asks(countered, countered.lin, "redline?since=1").then_refused(404, "unknown_instrument")


def test_an_instrument_that_is_not_there_has_no_copy(countered: Negotiation) -> None:
    countered.reads(countered.lin, "/instruments/elsewhere/clean_copy").then_refused(
        404, "unknown_instrument"
    )


def test_strangers_get_none(countered: Negotiation) -> None:
    asks(countered, countered.stranger(), "clean_copy").then_refused(404, "deal_unknown")
    asks(countered, countered.stranger(), "redline").then_refused(404, "deal_unknown")
