"""What auditors ask for: recomputing, the fair at a position, integrity, who read and who knew."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from http_deal import Negotiation
from http_fair import Fair, Person, Said
from waiting import until

from aggregates.vocabulary import Role
from api.checking import kept_check
from api.storage.checks import put_check
from ledger.fsck.check import Report
from ledger.fsck.fault import Fault


@pytest.fixture(scope="module")
def auditor(followed: Fair) -> Person:
    """Bring an auditor in."""
    return followed.person(Role.AUDITOR)


@pytest.fixture(scope="module")
def deal(followed: Fair) -> Negotiation:
    """Give a deal whose letter is executed, and that the read models know."""
    deal = Negotiation(followed).open().engage()
    until(lambda: listed(deal)["stage"] == "engaged")
    return deal


def listed(deal: Negotiation) -> Any:
    """Return the deal as lists have it; nothing in it while they do not."""
    items = deal.lin.get("/deals").body["items"]
    return next((one for one in items if one["deal"] == deal.deal), {"stage": ""})


@pytest.fixture
def changed(followed: Fair, deal: Negotiation) -> Iterator[None]:
    """Change a stored row, as only who owns the database can."""
    superuser = followed.house.database.superuser
    change = "UPDATE projections.deals SET title = %s WHERE deal = %s"
    with psycopg.connect(superuser, autocommit=True) as connection:
        connection.execute(change, ["Another title", deal.deal])
        yield
        connection.execute(change, ["Cable plant", deal.deal])


def recomputed(auditor: Person, deal: Negotiation) -> Said:
    return auditor.get(f"/deals/{deal.deal}/recomputed").then()


def test_what_is_stored_of_a_deal_is_what_its_events_come_to(
    auditor: Person, deal: Negotiation
) -> None:
    told = recomputed(auditor, deal).body
    rows = {one["table"]: one["rows"] for one in told["tables"]}
    assert told["mismatches"] == []
    assert rows["deals"] == 1
    assert min(rows[table] for table in ("timeline", "deal_facts", "matrix", "search")) > 0


@pytest.mark.usefixtures("changed")
def test_a_row_that_was_changed_is_named_with_its_field(auditor: Person, deal: Negotiation) -> None:
    (wrong,) = recomputed(auditor, deal).body["mismatches"]
    assert (wrong["table"], wrong["key"]) == ("deals", f"deal {deal.deal}")
    assert (wrong["field"], wrong["how"]) == ("title", "differs")
    assert wrong["stored"] == '"Another title"'


@pytest.mark.parametrize(
    ("change", "how"),
    [
        ("DELETE FROM projections.search WHERE deal = %s", "missing"),
        (
            (
                "INSERT INTO projections.inbox_fallen"
                " VALUES (%s, 'i', 'c', 'o', 'a', 1, 2, 'x', 'o', 's', 2)"
            ),
            "surplus",
        ),
    ],
)
def test_a_row_that_is_not_there_or_too_many_is_named(
    followed: Fair, auditor: Person, change: str, how: str
) -> None:
    deal = Negotiation(followed).open()
    there = f"/deals?edition={followed.edition}&after_position={followed.book.head()}"
    auditor.get(there).then()
    with psycopg.connect(followed.house.database.superuser, autocommit=True) as connection:
        connection.execute(change.encode(), [deal.deal])
    wrong = recomputed(auditor, deal).body["mismatches"]
    assert {(one["how"], one["field"]) for one in wrong} == {(how, "")}


def test_what_figures_are_made_of_is_recomputed_part_by_part(
    followed: Fair, auditor: Person, deal: Negotiation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.routes.recomputing.EVENTS", 1)
    deals, cursor = 0, ""
    while True:
        path = f"/editions/{followed.edition}/recomputed?cursor={cursor}"
        told = auditor.get(path).then().body
        assert told["mismatches"] == []
        assert {one["table"] for one in told["tables"]} == {"deal_facts", "deal_health"}
        deals += told["deals"]
        cursor = told["next"]
        if cursor is None:
            break
    assert deals >= 1
    assert deals == auditor.get(f"/editions/{followed.edition}/fair").body["deals"]
    assert deal.deal


def test_the_fair_is_counted_as_of_any_position(
    followed: Fair, auditor: Person, deal: Negotiation
) -> None:
    path = f"/editions/{followed.edition}/fair"
    now, begun = auditor.get(path).then().body, auditor.get(f"{path}?at=0").then().body
    assert now["position"] == now["head"] > 0
    assert {one["stage"] for one in now["stages"]} >= {"engaged"}
    assert now["deals"] == sum(one["deals"] for one in now["stages"])
    assert (begun["deals"], begun["stages"], begun["head"]) == (0, [], now["head"])
    told = auditor.get(f"{path}?as_of=2020-01-01T00:00:00Z").then().body
    assert told["position"] == 0
    assert deal.deal


def test_a_position_or_an_instant_is_asked_for_and_not_both(
    followed: Fair, auditor: Person
) -> None:
    path = f"/editions/{followed.edition}/fair"
    instant = "2026-11-20T10:00:00"
    auditor.get(f"{path}?at=1&as_of={instant}Z").then_refused(422, "query_malformed")
    auditor.get(f"{path}?as_of={instant}").then_refused(422, "query_malformed")
    auditor.get(f"{path}?at=99999999").then_refused(404, "position_ahead")


def test_deals_that_stand_otherwise_than_before_are_told_fact_by_fact(
    followed: Fair, auditor: Person, deal: Negotiation
) -> None:
    history = auditor.get(f"/deals/{deal.deal}/history").body["items"]
    first, last = history[0]["position"], history[-1]["position"]
    path = f"/editions/{followed.edition}/changes?since={first}&at={last}"
    items = auditor.get(path).then().body["items"]
    found = next(one for one in items if one["deal"] == deal.deal)
    stage = next(one for one in found["changes"] if one["field"] == "stage")
    assert (found["new"], stage["was"], stage["now"]) == (False, '"draft"', '"engaged"')
    news = auditor.get(f"/editions/{followed.edition}/changes?since={first - 1}&at={last}").body
    assert next(one["new"] for one in news["items"] if one["deal"] == deal.deal)


def test_what_changed_comes_in_parts_and_not_backwards(
    followed: Fair, auditor: Person, deal: Negotiation
) -> None:
    other = Negotiation(followed).open()
    until(lambda: listed(other)["stage"] == "draft")
    path = f"/editions/{followed.edition}/changes?since=0&limit=1&at={followed.book.head() - 1}"
    found, cursor = list[str](), ""
    while cursor is not None:
        told = auditor.get(f"{path}&cursor={cursor}").then().body
        found += [one["deal"] for one in told["items"]]
        cursor = told["next"]
    assert {deal.deal, other.deal} <= {*found}
    assert found == sorted(set(found))
    back = auditor.get(f"/editions/{followed.edition}/changes?since=5&at=2")
    back.then_refused(422, "query_malformed")


def test_nothing_is_claimed_of_the_logs_without_its_facts(followed: Fair, auditor: Person) -> None:
    told = auditor.get("/integrity").then().body
    registry, edition = told["logs"]
    assert (registry["edition"], edition["edition"]) == ("", followed.edition)
    assert edition["name"] == "Fair of the Bay"
    assert edition["position"] == followed.book.head()
    assert edition["check"] is None
    assert (edition["signed_size"], edition["witnesses"]) == (None, [])


def test_the_last_check_of_a_log_is_told(followed: Fair, auditor: Person) -> None:
    report = Report(events=7, signed=None, faults=(Fault(check="leaf", expected="a", actual="b"),))
    kept = kept_check(
        followed.edition, report, followed.house.clock(), by_policy=True, opened=False
    )
    with followed.house.accounts.operations.transaction() as connection:
        put_check(connection, kept)
    edition = auditor.get("/integrity").body["logs"][1]
    check = edition["check"]
    assert (check["events"], check["faults"], check["first_check"]) == (7, 1, "leaf")
    assert (check["by_policy"], check["opened"]) == (True, False)


def test_who_read_what_for_what_is_listed_in_parts(auditor: Person, deal: Negotiation) -> None:
    for purpose in ("complaint 12", "complaint 13"):
        auditor.get(f"/deals/{deal.deal}", **{"access-purpose": purpose})
    path = f"/accesses?resource=deal:{deal.deal}&operation=read_deal&limit=1"
    first = auditor.get(path).then().body
    second = auditor.get(f"{path}&cursor={first['next']}").then().body
    purposes = [one["purpose"] for one in (*first["items"], *second["items"])]
    assert purposes == ["complaint 13", "complaint 12"]
    assert first["items"][0]["person"] == auditor.actor.person
    own = auditor.get(f"/accesses?person={auditor.actor.person}&limit=1").body["items"]
    assert (own[0]["operation"], own[0]["resource"]) == ("list_accesses", "accesses")


def test_the_record_of_reads_is_held_against_the_ledger(auditor: Person) -> None:
    told = auditor.get("/accesses/checked").then().body
    assert (told["wrong"], told["batches"]) == ([], 0)
    assert told["open"] > 0


def known_of(auditor: Person, deal: Negotiation, query: str) -> Any:
    return auditor.get(f"/deals/{deal.deal}/knowledge?{query}").then().body


def test_who_knew_what_follows_from_who_was_in_the_deal(
    followed: Fair, auditor: Person, deal: Negotiation
) -> None:
    told = known_of(auditor, deal, f"organisation={deal.ana.actor.organisation}")
    (knowing,) = told["knowing"]
    stood = [window["relations"] for window in knowing["windows"]]
    assert stood == [[], ["invited"], ["principal"]]
    wordings = [one for one in knowing["known"] if one["item"]["what"] == "wording"]
    assert wordings
    assert all(one["open_since"] for one in wordings)
    assert any(one["cited_position"] for one in knowing["known"])
    stranger = followed.person(Role.LEAD)
    nothing = known_of(auditor, deal, f"organisation={stranger.actor.organisation}")
    assert {one["open_since"] for one in nothing["knowing"][0]["known"]} == {None}


def test_who_knew_what_is_told_as_of_a_moment_and_of_a_person(
    auditor: Person, deal: Negotiation
) -> None:
    history = auditor.get(f"/deals/{deal.deal}/history").body["items"]
    person, first = deal.ana.actor.person, history[0]["position"]
    before = known_of(auditor, deal, f"person={person}&at={first}")
    assert before["knowing"][0]["known"] == []
    now = known_of(auditor, deal, f"person={person}")
    cited = [one for one in now["knowing"][0]["known"] if one["cited_by"]]
    assert {one["cited_by"] for one in cited} == {person}
    by_office = known_of(auditor, deal, f"person={auditor.actor.person}")
    assert {one["operation"] for one in by_office["reads"]} >= {"read_knowledge", "read_history"}
    path = f"/deals/{deal.deal}/knowledge"
    auditor.get(path).then_refused(422, "query_malformed")


@pytest.mark.parametrize("role", [Role.LEAD, Role.ORGANISER])
def test_only_who_audits_asks_who_knew_and_who_read(
    followed: Fair, deal: Negotiation, role: Role
) -> None:
    other = followed.person(role)
    other.get("/accesses").then_refused(403, "not_permitted")
    other.get(f"/editions/{followed.edition}/fair").then_refused(403, "not_permitted")
    asked = other.get(f"/deals/{deal.deal}/knowledge?person={other.actor.person}")
    assert asked.response.status_code in {403, 404}
