"""The feed: everything that one may see, once, in order, and nothing else."""

from __future__ import annotations

from typing import Any

import pytest
from http_deal import Negotiation
from http_fair import Fair, Person

from aggregates.vocabulary import Role
from api import ids


@pytest.fixture(scope="module")
def ours(followed: Fair) -> Negotiation:
    """Give a deal whose letter of intent is executed."""
    return Negotiation(followed).open().engage()


@pytest.fixture(scope="module")
def theirs(followed: Fair) -> Negotiation:
    """Give a deal of others."""
    return Negotiation(followed).open()


def page(who: Person, query: str = "", **headers: str) -> Any:
    fair = who.fair
    path = f"/events?edition={fair.edition}&after_position={fair.book.head()}{query}"
    return who.get(path, **headers).then().body


def everything(who: Person, start: str = "", limit: int = 200) -> list[dict[str, Any]]:
    """Return every event that is there to be told, page by page."""
    found: list[dict[str, Any]] = []
    body = page(who, f"&limit={limit}{start}")
    while True:
        found += body["items"]
        if not body["more"]:
            return found
        body = page(who, f"&limit={limit}&cursor={body['next']}")


def of_deals(events: list[dict[str, Any]]) -> set[str]:
    return {one["deal"] for one in events} - {""}


def test_one_is_told_what_happens_in_ones_own_deals_and_in_public(
    ours: Negotiation, theirs: Negotiation
) -> None:
    events = everything(ours.lin)
    assert of_deals(events) == {ours.deal}
    assert of_deals(everything(theirs.ana)) == {theirs.deal}
    assert of_deals(everything(ours.stranger())) == set()
    kinds = {one["type"] for one in everything(ours.stranger())}
    assert kinds >= {"edition.opened.v1", "project.listed.v1", "admission.organisation_admitted.v1"}
    timeline = ours.reads(ours.lin, "/timeline?limit=200").body["items"]
    mine = [one for one in events if one["deal"]]
    assert [one["type"] for one in mine] == [one["type"] for one in timeline]


def test_an_event_is_thin_and_told_in_the_readers_language(ours: Negotiation) -> None:
    mine = [one for one in everything(ours.lin) if one["deal"]]
    timeline = ours.reads(ours.lin, "/timeline?limit=200").body["items"]
    assert [one["sentence"] for one in mine] == [one["sentence"] for one in timeline]
    chinese = page(ours.lin, "&limit=200", **{"accept-language": "zh"})["items"]
    assert "交易" in next(one for one in chinese if one["deal"])["sentence"]
    bare = page(ours.lin, "&limit=200&sentences=false")["items"]
    assert {one["sentence"] for one in bare} == {None}


@pytest.mark.parametrize("limit", [1, 3, 7])
def test_pages_put_together_are_the_whole(ours: Negotiation, limit: int) -> None:
    for who in (ours.lin, ours.fair.person(Role.OFFICIAL)):
        whole = everything(who)
        assert everything(who, limit=limit) == whole
        places = [(one["shown"], one["position"]) for one in whole]
        assert places == sorted(set(places))


def test_who_comes_to_see_a_deal_later_is_told_all_of_it_then(followed: Fair) -> None:
    negotiation = Negotiation(followed).open()
    late = followed.person(Role.LAWYER)
    before = page(late, "&limit=200")
    assert of_deals(before["items"]) == set()
    body = {"organisation": late.actor.organisation, "role": "adviser"}
    negotiation.does("add_participant", negotiation.lin, **body).then()
    assert of_deals(page(late, "&limit=200")["items"]) == set(), "nothing is granted yet"
    granted = {"organisation": late.actor.organisation, "scopes": ["timeline"]}
    negotiation.does("grant_access", negotiation.lin, **granted).then()
    told = page(late, f"&cursor={before['next']}&limit=200")["items"]
    timeline = negotiation.reads(late, "/timeline?limit=200").then().body["items"]
    assert [one["position"] for one in told] == [one["position"] for one in timeline]
    assert {one["shown"] for one in told} == {timeline[-1]["position"]}
    assert everything(late, f"&cursor={before['next']}", limit=2) == told


def test_a_feed_goes_on_where_it_was_left(followed: Fair, ours: Negotiation) -> None:
    body = page(ours.lin, "&limit=200")
    assert (body["complete_to"], body["more"]) == (followed.book.head(), False)
    ours.does("comment", ours.lin, text="And now?").then()
    following = page(ours.lin, f"&cursor={body['next']}")
    assert [one["type"] for one in following["items"]] == ["deal.comment_made.v1"]
    by_position = page(ours.lin, f"&after={body['complete_to']}")
    assert by_position["items"] == following["items"]


def test_a_note_for_ones_own_side_is_told_to_that_side(ours: Negotiation) -> None:
    done = ours.does("comment_to_own_side", ours.lin, text="We go to 470.").then()
    position = done.body["positions"][0]
    own = page(ours.lin, f"&after={position - 1}")["items"]
    assert [one["type"] for one in own] == ["side.comment_made.v1"]
    for who in (ours.ana, ours.fair.person(Role.OFFICIAL)):
        assert page(who, f"&after={position - 1}")["items"] == []


def test_an_organiser_is_told_that_something_happened_and_not_what(ours: Negotiation) -> None:
    events = everything(ours.fair.person(Role.ORGANISER))
    mine = [one for one in events if one["deal"] == ours.deal]
    assert mine
    assert {one["sentence"] for one in mine} == {None}
    assert all(one["sentence"] for one in events if not one["deal"])


def test_who_acts_for_the_fair_is_not_told_to_everybody(followed: Fair, ours: Negotiation) -> None:
    organiser, organisation = followed.person(Role.ORGANISER), followed.house.organisation()
    path = f"/editions/{followed.edition}/admissions/admit_organisation"
    done = organiser.post(path, {"organisation": organisation}).then()
    after = f"&after={done.body['positions'][0] - 1}"
    (told,) = page(ours.stranger(), after)["items"]
    assert told["subject"] == organisation
    assert "Lin Yue" not in told["sentence"]
    assert "Lin Yue" in page(organiser, after)["items"][0]["sentence"]


def test_who_has_it_already_is_told_so(ours: Negotiation) -> None:
    path = f"/events?edition={ours.fair.edition}&after=5&limit=3"
    tag = ours.lin.get(path).then().etag
    again = ours.lin.get(path, **{"if-none-match": tag})
    assert again.response.status_code == 304


def test_a_feed_is_of_an_edition_and_its_cursors_too(followed: Fair, ours: Negotiation) -> None:
    ours.lin.get("/events").then_refused(422, "query_malformed")
    ours.lin.get(f"/events?edition={ids.new_id()}").then_refused(404, "edition_unlisted")
    said = ours.lin.get(f"/events?edition={followed.edition}&cursor=Zm9v")
    said.then_refused(422, "cursor_malformed")
