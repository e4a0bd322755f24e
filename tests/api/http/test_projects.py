"""A project of the catalogue says in several languages what it is, and may say it anew."""

from __future__ import annotations

from typing import Any

import pytest
from http_deal import Negotiation
from http_fair import Fair, Person

from api.accounts.accounts import Accounts
from api.storage.opened_on import deals_opened_on

TEXTS = {
    "en": {"title": "Tidal lagoon, Bodø", "summary": "Twelve turbines behind a breakwater."},
    "zh-Hans": {"title": "博德潮汐潟湖电站", "summary": "防波堤后的十二台水轮机。"},
}
SAID = {"texts": TEXTS, "mode": "greenfield", "industry": "D3510", "destination": "NO-18"}


@pytest.fixture(scope="module")
def owner(followed: Fair) -> Person:
    """Bring in who lists the projects here."""
    return followed.registered_lead("Nordfjord Tidal AS", "NO", "Ingrid Vik")


def listed(fair: Fair, owner: Person, **more: Any) -> str:
    """List a project, and return where its commands are sent."""
    body = {"title": "Lagoon", "owner": owner.actor.organisation, "industry": "D3510"}
    path = f"/editions/{fair.edition}/projects"
    said = owner.post(f"{path}/list_project", {**body, "destination": "NO-18", **more}).then()
    return f"{path}/{said.body['ids']['project']}"


def test_what_is_said_anew_stands_and_what_was_said_is_kept(followed: Fair, owner: Person) -> None:
    path = listed(followed, owner)
    said = owner.post(f"{path}/describe_project", SAID, if_match='"1"').then().body
    assert [one["type"] for one in said["events"]] == ["project.described.v1"]
    shown = followed.said("GET", path).then().body
    assert (shown["title"], shown["mode"]) == ("Tidal lagoon, Bodø", "greenfield")
    assert shown["texts"] == TEXTS
    assert [one["title"] for one in shown["earlier"]] == ["Lagoon"]
    stale = owner.post(f"{path}/describe_project", {**SAID, "mode": ""}, if_match='"1"')
    stale.then_refused(412, "stale")


def test_a_project_is_found_by_its_words_in_any_language_and_by_its_mode(
    followed: Fair, owner: Person
) -> None:
    path = listed(followed, owner, texts=TEXTS, mode="epc")
    catalogue = f"/editions/{followed.edition}/projects"
    fresh = f"after_position={followed.book.head()}"
    for query in ("text=潟湖", "text=twelve+TURBINES", "mode=epc"):
        found = followed.said("GET", f"{catalogue}?{query}&{fresh}").then().body["items"]
        assert path.rpartition("/")[2] in [one["project"] for one in found]
        assert found[0]["texts"] == TEXTS
    assert followed.said("GET", f"{catalogue}?mode=none").then().body["items"] == []


def test_only_who_acts_for_it_says_what_a_project_is(followed: Fair, owner: Person) -> None:
    path = listed(followed, owner)
    stranger = followed.registered_lead("Sørvind Invest AS", "NO", "Odd Berg")
    stranger.post(f"{path}/describe_project", SAID, if_match='"1"').then_refused(
        403, "not_permitted"
    )


def test_the_deals_that_could_bind_a_project_are_known(followed: Fair) -> None:
    fair, ours = followed, Negotiation(followed).open()
    fresh = f"edition={fair.edition}&after_position={fair.book.head()}"
    ours.lin.get(f"/deals?{fresh}").then()
    with fair.site.the(Accounts).operations.transaction() as connection:
        opened = deals_opened_on(connection, fair.project)
        assert ours.deal in opened
        assert deals_opened_on(connection, "elsewhere") == []
