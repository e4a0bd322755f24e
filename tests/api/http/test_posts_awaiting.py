"""Nobody acts for an organisation that has not said so, whoever registered them."""

from __future__ import annotations

from typing import Any

import pytest
from coming_in import House, Insider
from http_fair import Fair, Person, Said
from waiting import until

from aggregates.vocabulary import Actor, Role
from api.accounts.administrators import appoint_administrator


class Stranger:
    """Somebody whom the organiser registers, with an address of their own."""

    def __init__(self, fair: Fair, organiser: Person, organisation: str) -> None:
        self.fair = fair
        self.organiser = organiser
        self.organisation = organisation
        self.body: dict[str, Any] = {
            "native_name": "Nobody Inparticular",
            "latin_name": "Nobody INPARTICULAR",
            "email": "nobody-in-particular@example.org",
            "display_order": "given_first",
            "posts": [{"organisation": organisation, "roles": ["lead"]}],
        }
        made = organiser.post("/people/register_person", self.body).then()
        self.person: str = made.body["ids"]["person"]

    def said_by(
        self, who: Person, verb: str = "confirm", roles: tuple[str, ...] = ("lead",)
    ) -> Said:
        """Let somebody say yes, or no, who shows presence."""
        who.shows_presence(f"{verb}_post", "")
        body = {"organisation": self.organisation, "roles": list(roles)}
        return who.post(f"/people/{self.person}/{verb}_post", body)

    def invited(self) -> Said:
        """Let the organiser invite them."""
        self.organiser.shows_presence("invite_person", "")
        return self.organiser.post(f"/people/{self.person}/invite", {})

    def comes_in(self) -> Insider:
        """Take the invitation."""
        house: House = self.fair.house
        actor = Actor(person=self.person, organisation=self.organisation, role=Role.LEAD)
        return house.accepted(actor, house.token_to(self.person))


@pytest.fixture
def organiser(fair: Fair) -> Person:
    """Return the organiser whose account is in other hands."""
    return fair.person(Role.ORGANISER)


@pytest.fixture
def head(fair: Fair) -> Person:
    """Return the administrator of a real organisation."""
    return administering(fair.person(Role.LAWYER))


@pytest.fixture
def stranger(fair: Fair, organiser: Person, head: Person) -> Stranger:
    """Return who is to lead that organisation."""
    return Stranger(fair, organiser, head.actor.organisation)


def administering(who: Person) -> Person:
    """Let somebody look after the people of their organisation."""
    house, own = who.fair.house, who.actor.organisation
    visitor = house.visitor()
    appoint_administrator(house.accounts, house.registrar, own, who.actor.person, visitor)
    return who


def test_an_invented_lead_of_a_real_organisation_is_not_even_invited(stranger: Stranger) -> None:
    stranger.invited().then_refused(409, "post_unconfirmed")


def test_its_administrator_hears_of_it_and_says_yes(stranger: Stranger, head: Person) -> None:
    house = stranger.fair.house
    assert house.mails_to(head.actor.person)[-1].link.endswith("/settings/people")
    assert stranger.said_by(head).then().types == ["person.post_confirmed.v1"]
    stranger.invited().then()
    assert stranger.comes_in().signed_in.session.role == "lead"


def test_its_administrator_says_no_and_nobody_is_invited(stranger: Stranger, head: Person) -> None:
    assert stranger.said_by(head, "refuse").then().types == ["person.post_refused.v1"]
    stranger.invited().then_refused(403, "post_missing")
    assert head.get(f"/people/{stranger.person}").then_refused(404, "person_unlisted")


@pytest.mark.parametrize("role", [Role.OFFICIAL, Role.REGISTRY])
def test_no_office_says_so_in_place_of_administrators(stranger: Stranger, role: Role) -> None:
    office = stranger.fair.person(role)
    stranger.said_by(office).then_refused(403, "administrators_decide")
    stranger.said_by(office, "refuse").then_refused(403, "administrators_decide")


def test_a_lead_who_is_no_administrator_does_not_say_so(stranger: Stranger) -> None:
    lead = stranger.fair.person(Role.LEAD, organisation=stranger.organisation)
    stranger.said_by(lead).then_refused(403, "not_administrator")


def test_an_administrator_of_another_organisation_does_not_say_so(stranger: Stranger) -> None:
    other = stranger.fair.person(Role.LAWYER)
    stranger.said_by(administering(other)).then_refused(403, "administrators_decide")


@pytest.mark.parametrize("role", [Role.OFFICIAL, Role.REGISTRY])
def test_where_there_is_no_administrator_an_office_says_so_and_not_who_asked(
    fair: Fair, organiser: Person, role: Role
) -> None:
    stranger = Stranger(fair, organiser, fair.house.organisation())
    stranger.said_by(organiser).then_refused(403, "role_not_allowed")
    stranger.said_by(fair.person(role)).then()
    stranger.invited().then()


def test_who_registers_does_not_confirm_in_another_role_of_theirs(fair: Fair) -> None:
    registrar = fair.person(Role.REGISTRY)
    stranger = Stranger(fair, registrar, fair.house.organisation())
    stranger.said_by(registrar).then_refused(403, "four_eyes")


def test_who_is_not_confirmed_becomes_no_administrator(
    fair: Fair, organiser: Person, stranger: Stranger
) -> None:
    organiser.shows_presence("appoint_administrator", "")
    path = f"/organisations/{stranger.organisation}/administrators/{stranger.person}"
    fair.said("PUT", path, headers=organiser.cookie).then_refused(403, "post_missing")
    stranger.said_by(fair.person(Role.OFFICIAL)).then_refused(403, "administrators_decide")


def test_whoever_has_an_account_does_not_act_elsewhere_either(
    fair: Fair, organiser: Person, head: Person
) -> None:
    accomplice = fair.person(Role.LEAD)
    own = accomplice.actor.organisation
    there = {"organisation": head.actor.organisation, "role": "lead"}
    posts = [
        {"organisation": own, "roles": ["lead"]},
        {"organisation": there["organisation"], "roles": ["lead"]},
    ]
    path = f"/people/{accomplice.actor.person}"
    version = organiser.get(path).etag
    organiser.post(f"{path}/assign_person", {"posts": posts}, if_match=version).then()
    said = fair.said("PUT", "/session/acting", json=there, headers=accomplice.cookie)
    said.then_refused(403, "post_missing")
    assert [one["role"] for one in accomplice.get("/session").body["may_act"]] == ["lead"]


def test_once_administrators_have_gone_an_office_says_so(
    fair: Fair, organiser: Person, head: Person, stranger: Stranger
) -> None:
    fair.house.assign(head.actor.person)
    stranger.said_by(fair.person(Role.OFFICIAL)).then()
    assert organiser.get(f"/people/{stranger.person}").then().body["awaiting"] == []


def test_what_awaits_a_word_is_shown(stranger: Stranger, head: Person) -> None:
    (ahead,) = head.get(f"/people/{stranger.person}").then().body["awaiting"]
    assert ahead == {
        "organisation": stranger.organisation,
        "roles": ["lead"],
        "asked_by": stranger.organiser.actor.person,
    }
    stranger.said_by(head, roles=("lead", "signatory")).then_refused(409, "post_not_awaiting")
    stranger.said_by(head).then()
    stranger.said_by(head).then()


def test_yes_and_no_take_presence(stranger: Stranger, head: Person) -> None:
    body = {"organisation": stranger.organisation, "roles": ["lead"]}
    for verb in ("confirm", "refuse"):
        path = f"/people/{stranger.person}/{verb}_post"
        head.post(path, body).then_refused(403, "step_up_needed")


def test_registering_again_writes_to_nobody_again(stranger: Stranger, head: Person) -> None:
    before = len(stranger.fair.house.mails_to(head.actor.person))
    again = {**stranger.body, "person": stranger.person}
    assert stranger.organiser.post("/people/register_person", again).then().types == []
    assert len(stranger.fair.house.mails_to(head.actor.person)) == before


def awaiting(who: Person) -> dict[str, list[str]]:
    """Return what awaits a word, as somebody is told, page by page: whose, and which roles."""
    found, cursor = dict[str, list[str]](), ""
    while True:
        page = who.get(f"/posts_awaiting?limit=1{cursor}").then().body
        found |= {one["person"]: one["roles"] for one in page["items"]}
        if page["next"] is None:
            return found
        cursor = f"&cursor={page['next']}"


def test_organisations_and_offices_find_what_awaits_them(followed: Fair) -> None:
    organiser, head = followed.person(Role.ORGANISER), administering(followed.person(Role.LAWYER))
    stranger = Stranger(followed, organiser, head.actor.organisation)
    other = Stranger(followed, organiser, followed.house.organisation())
    official = followed.person(Role.OFFICIAL)
    until(lambda: {stranger.person, other.person} <= set(awaiting(official)))
    assert awaiting(head) == {stranger.person: ["lead"]}
    assert awaiting(followed.person(Role.LEAD)) == {}
    stranger.said_by(head).then()
    until(lambda: awaiting(head) == {})


def test_a_stranger_is_told_nothing_that_comes_to_the_organisation(followed: Fair) -> None:
    organiser, head = followed.person(Role.ORGANISER), administering(followed.person(Role.LAWYER))
    stranger = Stranger(followed, organiser, head.actor.organisation)
    query = "SELECT role FROM projections.posts WHERE person = %s"
    until(lambda: awaiting(head) != {})
    assert followed.house.rows(query, stranger.person) == []
    stranger.said_by(head).then()
    until(lambda: followed.house.rows(query, stranger.person) == [("lead",)])
