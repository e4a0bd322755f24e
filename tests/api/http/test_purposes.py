"""What somebody reads for because of an office is noted, and asked for where a fair says so."""

from __future__ import annotations

from pathlib import Path

import pytest
from databases import Database
from http_deal import Negotiation
from http_fair import Fair, Person, opened_fair

from aggregates.vocabulary import Role

PURPOSE = "audit of June, 第三季度"
ENCODED = "audit%20of%20June,%20%E7%AC%AC%E4%B8%89%E5%AD%A3%E5%BA%A6"


def purposes(fair: Fair, resource: str) -> list[str]:
    auditor = fair.person(Role.AUDITOR)
    said = auditor.get(f"/access_log?resource={resource}").then()
    return [one["purpose"] for one in said.body]


def reads(deal: Negotiation, who: Person, purpose: str) -> int:
    return deal.reads(who, **{"access-purpose": purpose}).response.status_code


def test_a_purpose_is_noted_with_the_read(fair: Fair) -> None:
    deal, official = Negotiation(fair).open(), fair.person(Role.OFFICIAL)
    deal.reads(official).then()
    assert reads(deal, official, ENCODED) == 200
    assert purposes(fair, f"deal:{deal.deal}") == [PURPOSE, ""]


@pytest.mark.parametrize("purpose", ["x" * 201, "two%0Alines"])
def test_a_purpose_is_one_line(fair: Fair, purpose: str) -> None:
    deal, official = Negotiation(fair).open(), fair.person(Role.OFFICIAL)
    assert reads(deal, official, purpose) == 422
    assert purposes(fair, f"deal:{deal.deal}") == []


def test_where_a_fair_asks_for_it_nobody_in_an_office_reads_without(
    database: Database, tmp_path: Path
) -> None:
    with opened_fair(database, tmp_path / "home", ask_purpose=True) as fair:
        deal, official = Negotiation(fair).open(), fair.person(Role.OFFICIAL)
        deal.reads(official).then_refused(428, "purpose_missing")
        assert reads(deal, official, "complaint 7") == 200
        deal.reads(deal.lin).then()


def test_the_record_is_held_against_the_ledger_by_auditors(fair: Fair) -> None:
    said = fair.person(Role.AUDITOR).get("/access_log/check").then()
    assert said.body["wrong"] == []
    fair.person(Role.OFFICIAL).get("/access_log/check").then_refused(403, "not_permitted")
