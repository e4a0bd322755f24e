"""The queue of what the organiser should look at, the running order and the reminder, over HTTP."""

from __future__ import annotations

from typing import Any

import pytest
from http_deal import Negotiation
from http_fair import Fair, Person, Said

from aggregates.vocabulary import Role

LISTS = {
    "themes": [{"code": "energy", "names": {"en": "Energy"}}],
    "sessions": [{"code": "day-1", "names": {"en": "First day"}}],
    "items": [{"code": "item-1", "session": "day-1", "names": {"en": "Great works"}}],
    "size_bands": ["0.5", "1"],
}


@pytest.fixture(scope="module")
def organiser(followed: Fair) -> Person:
    """Give an organiser of an edition that has decided its lists."""
    person, path = followed.person(Role.ORGANISER), f"/editions/{followed.edition}"
    now = person.get(path)
    body = {"lists": LISTS, "reason": "They were decided."}
    person.post(f"{path}/decide_lists", body, if_match=now.etag).then()
    return person


@pytest.fixture(scope="module")
def ours(followed: Fair) -> Negotiation:
    """Give a deal whose letter of intent is executed."""
    return Negotiation(followed).open().engage()


def read(who: Person, what: str, query: str = "") -> Any:
    fair = who.fair
    path = f"/editions/{fair.edition}/{what}?after_position={fair.book.head()}{query}"
    return who.get(path).then().body


def says(who: Person, deal: str, what: str, **body: object) -> Said:
    version = who.get(f"/deals/{deal}").etag
    return who.post(f"/deals/{deal}/{what}", body, if_match=version)


def issues(who: Person, deal: str) -> list[str]:
    return next(
        (i["issues"] for i in read(who, "quality")["items"] if i["deal"]["deal"] == deal), []
    )


def test_what_was_executed_waits_for_its_attributes(organiser: Person, ours: Negotiation) -> None:
    assert issues(organiser, ours.deal) == ["unattributed"]
    said = says(organiser, ours.deal, "state_attributes", theme="steel", reason="It says so.")
    said.then_refused(409, "entry_unknown")
    says(
        organiser, ours.deal, "state_attributes", ultimate_origin="ZZ", reason="It says so."
    ).then_refused(422, "code_unlisted")
    stated = says(organiser, ours.deal, "state_attributes", theme="energy", reason="It says so.")
    assert stated.then().types == ["deal.attributes_stated.v1"]
    assert issues(organiser, ours.deal) == []
    attributes = organiser.get(f"/deals/{ours.deal}").body["counting"]["attributes"]
    assert (attributes["theme"], attributes["lists"]) == ("energy", 1)
    figure = read(ours.fair.person(Role.OFFICIAL), "figures/F3b", "&currency=CNY")["f3b"]
    rows = {cell["row"] for cell in figure["cells"]}
    assert "energy" in rows


def test_two_deals_that_are_alike_wait_for_a_word(followed: Fair, organiser: Person) -> None:
    one, other = Negotiation(followed).open(), Negotiation(followed)
    other.lin, other.ana = one.lin, one.ana
    other.open()
    assert issues(organiser, one.deal) == issues(organiser, other.deal) == ["duplicates"]
    first = read(organiser, "quality", "&issue=duplicates&limit=1")
    rest = read(organiser, "quality", f"&issue=duplicates&limit=1&cursor={first['next']}")
    found = [*first["items"], *rest["items"]]
    assert {item["deal"]["deal"] for item in found} == {one.deal, other.deal}
    assert rest["next"] is None
    body = {"other": other.deal, "finding": "stands", "reason": "It was entered twice."}
    said = says(organiser, one.deal, "judge_duplicate", **body)
    assert said.then().types == ["deal.duplicate_judged.v1"] * 2
    assert issues(organiser, one.deal) == issues(organiser, other.deal) == []


def test_a_deal_has_its_place_in_the_running_order(organiser: Person, ours: Negotiation) -> None:
    says(organiser, ours.deal, "schedule_ceremony", item="item-1", place=4).then()
    found = read(organiser, "running_order")["items"]
    placed = next(one for one in found if one["deal"] == ours.deal)
    assert (placed["item"], placed["place"], placed["signed_on_stage"]) == ("item-1", 4, False)
    says(organiser, ours.deal, "schedule_ceremony", item=None, place=0).then()
    assert ours.deal not in {one["deal"] for one in read(organiser, "running_order")["items"]}


def test_leads_are_reminded_once_a_day(organiser: Person, ours: Negotiation) -> None:
    path = f"/deals/{ours.deal}/remind_leads"
    assert organiser.post(path, None).then().body == {"people": 2}
    assert organiser.post(path, None).then().body == {"people": 0}


def test_nobody_else_works_it_off(ours: Negotiation) -> None:
    edition = ours.fair.edition
    ours.lin.get(f"/editions/{edition}/quality").then_refused(403, "not_permitted")
    ours.lin.get(f"/editions/{edition}/running_order").then_refused(403, "not_permitted")
    ours.lin.post(f"/deals/{ours.deal}/remind_leads", None).then_refused(403, "not_permitted")
    ours.does("state_attributes", ours.lin, reason="Ours.").then_refused(403, "not_permitted")
