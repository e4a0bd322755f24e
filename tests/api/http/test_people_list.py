"""Who is told of which people by name."""

from __future__ import annotations

from typing import Any

import pytest
from http_deal import Negotiation
from http_fair import Fair, Person
from waiting import until

from aggregates.vocabulary import Role
from api.accounts.administrators import appoint_administrator


@pytest.fixture(scope="module")
def deal(followed: Fair) -> Negotiation:
    """Give a deal whose letter both sides signed."""
    return Negotiation(followed).open().engage()


def people(who: Person, query: str = "") -> list[dict[str, Any]]:
    """Return everybody whom somebody is told of, page by page."""
    fair, found, cursor = who.fair, list[dict[str, Any]](), ""
    fresh = f"edition={fair.edition}&after_position={fair.book.head()}&limit=3{query}"
    while True:
        page = who.get(f"/people?{fresh}{cursor}").then().body
        found += page["items"]
        if page["next"] is None:
            return found
        cursor = f"&cursor={page['next']}"


def ids_of(found: list[dict[str, Any]]) -> set[str]:
    return {one["person"] for one in found}


def administers(who: Person) -> None:
    """Let somebody look after the people of their organisation."""
    house = who.fair.house
    own, person = who.actor.organisation, who.actor.person
    appoint_administrator(house.accounts, house.registrar, own, person, house.visitor())


@pytest.mark.parametrize("role", [Role.OFFICIAL, Role.ORGANISER, Role.REGISTRY, Role.AUDITOR])
def test_offices_see_everybody_page_by_page(deal: Negotiation, role: Role) -> None:
    office = deal.fair.person(role)
    wanted = {deal.lin.actor.person, deal.ana.actor.person, office.actor.person}
    until(lambda: wanted <= ids_of(people(office)))
    found = [one["person"] for one in people(office)]
    assert found == sorted(set(found))
    assert all(one["latin_name"] for one in people(office))


def test_who_is_in_a_deal_sees_who_else_is_and_nobody_beside(deal: Negotiation) -> None:
    sides = {deal.lin.actor.person, deal.ana.actor.person}
    found = people(deal.ana)
    assert ids_of(found) == sides
    (lin,) = [one for one in found if one["person"] == deal.lin.actor.person]
    assert lin["acts_for"] == [{"organisation": deal.lin.actor.organisation, "roles": []}]
    assert lin["latin_name"]


def test_an_administrator_sees_their_own_people_with_their_roles(deal: Negotiation) -> None:
    head = deal.fair.person(Role.LEAD)
    own = head.actor.organisation
    colleague = deal.fair.house.person(Role.LAWYER, organisation=own).person
    assert people(head) == [], "nobody else is in a deal with them"
    administers(head)
    until(lambda: ids_of(people(head)) == {head.actor.person, colleague})
    roles = {one["person"]: one["acts_for"] for one in people(head)}
    assert roles[colleague] == [{"organisation": own, "roles": ["lawyer"]}]


def test_an_administrator_sees_nobody_of_another_organisation(deal: Negotiation) -> None:
    head = deal.fair.person(Role.LEAD)
    administers(head)
    until(lambda: ids_of(people(head)) == {head.actor.person})
    assert people(head, f"&organisation={deal.lin.actor.organisation}") == []


def test_who_is_let_read_no_terms_sees_the_leads_alone(deal: Negotiation) -> None:
    adviser, signatory = deal.fair.person(Role.LAWYER), deal.fair.person(Role.WITNESS)
    own = adviser.actor.organisation
    deal.does("add_participant", deal.lin, organisation=own, role="adviser").then()
    assert ids_of(people(adviser)) == {deal.lin.actor.person, deal.ana.actor.person}
    assert signatory.actor.person not in ids_of(people(adviser))
    assert people(deal.stranger()) == []


def test_the_list_is_of_who_is_signed_in(deal: Negotiation) -> None:
    deal.fair.said("GET", "/people").then_refused(401, "not_signed_in")
