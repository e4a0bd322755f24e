"""What is kept of oneself: asked for by the person, and told to nobody else."""

from __future__ import annotations

import pytest
from coming_in import email_of
from http_deal import Negotiation
from http_fair import Fair, Person

from aggregates.person.events import Post
from aggregates.vocabulary import Role


@pytest.fixture(scope="module")
def deal(fair: Fair) -> Negotiation:
    """Give a deal with an executed letter, on which its lead has said something."""
    engaged = Negotiation(fair).open().engage()
    engaged.does("comment", engaged.lin, text="Tangerine-Basalt-5519").then()
    return engaged


def test_one_is_told_names_address_post_mandate_and_account(deal: Negotiation) -> None:
    said = deal.lin.get("/account/data").then()
    data, who = said.body, deal.lin.actor
    person = deal.lin.get(f"/people/{who.person}").then().body
    told = data["particulars"]
    assert (told["native_name"], told["latin_name"], told["phone"]) == (
        person["native_name"],
        person["latin_name"],
        person["phone"],
    )
    assert [one["email"] for one in told["addresses"]] == [email_of(who.person)]
    assert [one["organisation"] for one in data["posts"]] == [who.organisation]
    assert [one["mandate"] for one in data["mandates"]] == [deal.lin.mandate]
    assert data["account"]["has_password"]
    assert (data["account"]["has_app"], data["erased"]) == (True, None)
    assert data["security"][-1]["what"]
    assert said.response.headers["cache-control"] == "private, no-store"


def test_one_is_told_what_one_did_in_sentences_as_long_as_one_may_read_them(
    deal: Negotiation,
) -> None:
    deeds = deal.lin.get("/account/data").then().body["deeds"]
    own = [one for one in deeds if one["deal"] == deal.deal]
    assert {"deal.opened.v1", "deal.comment_made.v1"} <= {one["type"] for one in own}
    assert all(one["sentence"] and not one["erased"] for one in own)
    assert any("Tangerine-Basalt-5519" in one["sentence"] for one in own)
    chinese = deal.lin.get("/account/data", **{"accept-language": "zh"}).then().body["deeds"]
    assert [one["position"] for one in chinese] == [one["position"] for one in deeds]
    assert chinese != deeds


def test_nothing_of_it_is_told_to_others(deal: Negotiation, fair: Fair) -> None:
    who = deal.lin.actor
    other = fair.person(Role.LEAD)
    said = other.get("/account/data").then()
    assert said.body["person"] == other.actor.person
    for canary in (who.person, who.organisation, email_of(who.person), deal.deal):
        assert canary not in said.response.text
    fair.said("GET", "/account/data").then_refused(401, "not_signed_in")


def joined(deal: Negotiation, third: Person) -> None:
    asked = deal.does("invite_party", deal.lin, organisation=third.actor.organisation).then()
    instruments = deal.reads(third).then().body["instruments"]
    accede = {one["id"]: one["executed_sha256"] for one in instruments if one["signing"]}
    invitation = str(asked.body["ids"]["invitation"])
    deal.does("join_deal", third, invitation=invitation, accede=accede).then()


def test_who_has_left_a_deal_is_told_what_they_did_while_they_were_there(fair: Fair) -> None:
    deal, third = Negotiation(fair).open().engage(), fair.lead("Pelican Fund")
    joined(deal, third)
    deal.does("comment", third, text="Cobalt-Juniper-8834").then()
    deal.does("withdraw_party", third, reason="No.").then()
    deal.does("comment", deal.lin, text="Saffron-Heron-2210").then()
    said = third.get("/account/data").then()
    own = [one for one in said.body["deeds"] if one["deal"] == deal.deal]
    assert [one["type"] for one in own][-2:] == ["deal.comment_made.v1", "deal.party_withdrew.v1"]
    assert "Cobalt-Juniper-8834" in own[-2]["sentence"]
    assert "Saffron-Heron-2210" not in said.response.text


def test_in_another_post_one_is_told_that_one_acted_and_not_what_was_said(fair: Fair) -> None:
    deal = Negotiation(fair).open().engage()
    deal.does("comment", deal.lin, text="Umber-Falcon-6612").then()
    who, elsewhere = deal.lin.actor, fair.house.organisation()
    post = Post(organisation=who.organisation, roles=(Role.LEAD,))
    fair.house.assign(who.person, post, Post(organisation=elsewhere, roles=(Role.LEAD,)))
    fair.house.confirm(who.person)
    acting = {"organisation": elsewhere, "role": "lead"}
    fair.said("PUT", "/session/acting", json=acting, headers=deal.lin.old_cookie).then()
    said = deal.lin.get("/account/data").then()
    own = [one for one in said.body["deeds"] if one["deal"] == deal.deal]
    assert "deal.comment_made.v1" in [one["type"] for one in own]
    assert {one["sentence"] for one in own} == {None}
    assert "Umber-Falcon-6612" not in said.response.text
