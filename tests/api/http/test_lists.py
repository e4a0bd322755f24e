"""Lists, inbox, search and registers: what one may see, as fresh as one asks for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from http_deal import Negotiation
from http_fair import Fair, Person, Said

from aggregates.vocabulary import Role
from api import ids


@pytest.fixture(scope="module")
def ours(followed: Fair) -> Negotiation:
    """Give a deal on whose table an offer is."""
    negotiation = Negotiation(followed).open().engage()
    negotiation.table().then()
    return negotiation


@pytest.fixture(scope="module")
def theirs(followed: Fair) -> Negotiation:
    """Give a deal of others."""
    return Negotiation(followed).open()


@pytest.fixture(scope="module", params=[Role.OFFICIAL, Role.AUDITOR, Role.REGISTRY])
def office(request: pytest.FixtureRequest, followed: Fair) -> Person:
    """Give somebody who sees every deal with its terms."""
    return followed.person(request.param)


def fresh(fair: Fair) -> str:
    """Return the parameters with which one reads what was written just now."""
    return f"edition={fair.edition}&after_position={fair.book.head()}"


def deals(who: Person, query: str = "") -> list[str]:
    said = who.get(f"/deals?{fresh(who.fair)}{query}").then()
    return [one["deal"] for one in said.body["items"]]


def test_one_reads_what_one_has_just_written(followed: Fair) -> None:
    negotiation = Negotiation(followed).open()
    (listed,) = negotiation.ana.get(f"/deals?{fresh(followed)}").then().body["items"]
    assert (listed["deal"], listed["stage"]) == (negotiation.deal, "draft")
    assert listed["version"] == negotiation.version


def test_the_position_may_come_as_a_header(followed: Fair, ours: Negotiation) -> None:
    head = {"after-position": str(followed.book.head())}
    ours.lin.get(f"/deals?edition={followed.edition}", **head).then()
    for headers in ({"after-position": "soon"}, {"after-position": "9" * 30}):
        said = ours.lin.get(f"/deals?edition={followed.edition}", **headers)
        said.then_refused(422, "query_malformed")
    ours.lin.get("/deals?after_position=1").then_refused(422, "query_malformed")


def test_a_position_that_is_not_there_is_not_waited_for(followed: Fair, ours: Negotiation) -> None:
    ahead = followed.book.head() + 1000
    path = f"/deals?edition={followed.edition}&after_position={ahead}"
    ours.lin.get(path).then_refused(404, "position_unknown")
    ours.lin.get(f"/deals?edition={ids.new_id()}&after_position=1").then_refused(
        404, "edition_unlisted"
    )


def test_everybody_sees_their_own_deals(
    ours: Negotiation, theirs: Negotiation, office: Person
) -> None:
    assert deals(ours.lin) == deals(ours.ana) == [ours.deal]
    assert deals(theirs.lin) == [theirs.deal]
    assert {ours.deal, theirs.deal} <= set(deals(office, "&limit=200"))
    assert deals(ours.stranger()) == []


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("&stage=negotiating", True),
        ("&stage=draft", False),
        ("&stage=draft,negotiating&tier=contract&kind=agreement&direction=inbound", True),
        ("&country=CN&text=cable", True),
        ("&country=DE", False),
        ("&text=zilverreiger", False),
        ("&order=moved", True),
    ],
)
def test_a_list_is_of_what_is_asked_for(ours: Negotiation, query: str, *, found: bool) -> None:
    assert deals(ours.lin, query) == ([ours.deal] if found else [])


def test_a_list_of_deals_comes_in_pages(ours: Negotiation, theirs: Negotiation) -> None:
    assert ours.deal != theirs.deal
    official = ours.fair.person(Role.OFFICIAL)
    whole = deals(official, "&limit=200")
    found = [one["deal"] for one in paged(official, "/deals?limit=1")]
    assert found == whole
    cursor = official.get("/deals?limit=1").body["next"]
    other = official.get(f"/deals?limit=1&order=moved&cursor={cursor}")
    other.then_refused(422, "cursor_malformed")


def paged(who: Person, path: str) -> Iterator[dict[str, Any]]:
    """Yield every item of a list, page by page."""
    cursor = ""
    while cursor is not None:
        page = who.get(f"{path}&cursor={cursor}").then().body
        yield from page["items"]
        cursor = page["next"]


def test_an_organiser_sees_deals_and_none_of_their_terms(ours: Negotiation) -> None:
    organiser = ours.fair.person(Role.ORGANISER)
    listed = organiser.get(f"/deals?{fresh(ours.fair)}&limit=200").then().body["items"]
    mine = next(one for one in listed if one["deal"] == ours.deal)
    assert (mine["stage"], mine["amount"], mine["currency"]) == ("negotiating", None, None)
    own = ours.lin.get("/deals").then().body["items"][0]
    assert (own["amount"], own["currency"]) == ("480000000", "CNY")
    found = organiser.get("/search?text=price&limit=200").then().body["items"]
    mine = [item for item in found if item["deal"] == ours.deal]
    assert not any(spelled in str(mine) for spelled in ("480000000", "480,000,000", "480 000 000"))
    assert ours.deal not in deals(organiser, "&text=480,000,000")


def test_who_lists_by_office_is_noted(ours: Negotiation) -> None:
    auditor = ours.fair.person(Role.AUDITOR)
    auditor.get("/deals").then()
    auditor.get("/search?text=cable").then()
    rows = ours.fair.house.rows(
        "SELECT operation, resource FROM operations.access_log WHERE person = %s ORDER BY 1",
        auditor.actor.person,
    )
    assert rows == [("list_deals", "deals"), ("search_deals", "search")]


def inbox(who: Person, query: str = "") -> Any:
    return who.get(f"/inbox?{fresh(who.fair)}{query}").then().body


def test_the_inbox_says_whose_turn_it_is_and_until_when(ours: Negotiation) -> None:
    (turn,) = inbox(ours.ana, "&zone=Asia/Jakarta")["items"]
    assert (turn["deal"], turn["what"]) == (ours.deal, "accept_clauses")
    assert turn["deadline_zone"] == "Asia/Shanghai"
    assert turn["deadline_local"].endswith("+07:00")
    assert inbox(ours.ana)["items"][0]["deadline_local"] is None
    ours.ana.get("/inbox?zone=Mars/Olympus").then_refused(422, "code_unlisted")


def test_the_inbox_is_ones_own_or_the_teams(ours: Negotiation) -> None:
    interpreter = ours.fair.person(Role.INTERPRETER, organisation=ours.ana.actor.organisation)
    assert "accept_clauses" not in {one["what"] for one in inbox(interpreter)["items"]}
    team = {one["what"] for one in inbox(interpreter, "&team=true")["items"]}
    assert "accept_clauses" in team
    assert inbox(ours.stranger())["items"] == []


def test_the_inbox_comes_in_pages(ours: Negotiation) -> None:
    whole = inbox(ours.lin, "&team=true&limit=200")["items"]
    assert list(paged(ours.lin, "/inbox?team=true&limit=1")) == whole


def test_deals_are_found_by_their_words_by_who_may_see_them(ours: Negotiation) -> None:
    said = ours.lin.get(f"/search?text=480,000,000&{fresh(ours.fair)}").then()
    (found,) = said.body["items"]
    assert (found["deal"], {hit["place"] for hit in found["hits"]}) == (ours.deal, {"clause"})
    for who in (ours.stranger(), ours.fair.person(Role.ORGANISER)):
        others = who.get("/search?text=480,000,000&limit=200").then().body["items"]
        assert ours.deal not in {item["deal"] for item in others}
    ours.lin.get("/search").then_refused(422, "query_malformed")


def test_who_has_a_list_already_is_told_so(ours: Negotiation) -> None:
    tag = ours.lin.get("/deals").then().etag
    again = ours.lin.get("/deals", **{"if-none-match": tag})
    assert (again.response.status_code, again.response.content) == (304, b"")


def registry(fair: Fair) -> str:
    return f"after_position={fair.house.installation.registry.head()}"


def test_organisations_are_listed_by_name(followed: Fair) -> None:
    official = followed.person(Role.OFFICIAL)
    for name in ("Zeta Works", "alpha works", "Beta Works"):
        body = {"legal_name": name, "country": "NO", "registration": f"NTRNO-{name[:2]}"}
        official.post("/organisations/register_organisation", body).then()
    path = f"/organisations?country=NO&text=WORKS&verified=false&{registry(followed)}&limit=2"
    names = [one["legal_name"] for one in paged(followed.person(), path)]
    assert names == ["alpha works", "Beta Works", "Zeta Works"]
    assert followed.person().get("/organisations?country=SE").then().body["items"] == []


def listed(fair: Fair, who: Person, title: str) -> Said:
    fair.house.clock.forward(seconds=1)
    body = {"title": title, "owner": who.actor.organisation, "industry": "H5222"}
    path = f"/editions/{fair.edition}/projects/list_project"
    return who.post(path, {**body, "destination": "NO-03"}).then()


def test_the_catalogue_is_for_everybody(followed: Fair) -> None:
    lin = followed.person()
    made = [listed(followed, lin, f"Ferry {name}").body["ids"]["project"] for name in "abc"]
    catalogue = f"/editions/{followed.edition}/projects"
    withdraw = f"{catalogue}/{made[0]}/withdraw_project"
    lin.post(withdraw, {"reason": "Sunk."}, if_match='"1"').then()
    path = f"{catalogue}?industry=H52&destination=NO&text=ferry"
    fresh_path = f"{path}&after_position={followed.book.head()}"
    shown = followed.said("GET", fresh_path).then().body["items"]
    assert [one["project"] for one in shown] == [made[2], made[1]]
    whole = [one["project"] for one in paged(lin, f"{path}&withdrawn=true&limit=1")]
    assert whole == made[::-1]
    of_owner = f"{catalogue}?owner={lin.actor.organisation}"
    assert len(followed.said("GET", of_owner).body["items"]) == 2


def test_mandates_are_listed_for_who_gave_them_and_by_office(ours: Negotiation) -> None:
    path = f"/editions/{ours.fair.edition}/mandates"
    read = f"{path}?after_position={ours.fair.book.head()}&limit=200"
    own = ours.lin.get(read).then().body["items"]
    assert [one["mandate"] for one in own] == [ours.lin.mandate]
    assert (own[0]["state"], own[0]["amount"]) == ("verified", "900000000")
    official = ours.fair.person(Role.OFFICIAL)
    every = official.get(read).then().body["items"]
    assert {ours.lin.mandate, ours.ana.mandate} <= {one["mandate"] for one in every}
    of_ana = official.get(f"{path}?organisation={ours.ana.actor.organisation}").body["items"]
    assert [one["mandate"] for one in of_ana] == [ours.ana.mandate]
    assert [one["mandate"] for one in paged(official, f"{path}?limit=1")] == [
        one["mandate"] for one in every
    ]


def test_a_list_is_not_there_while_its_read_models_are_not(fair: Fair) -> None:
    said = fair.person().get("/deals").then_refused(503, "views_missing")
    assert said.response.headers["retry-after"] == "1"
