"""Guests: a link by e-mail and a code by another way, for one deal."""

from __future__ import annotations

import json

import pytest
from coming_in import House, then_refused

from aggregates.vocabulary import Actor, Role
from api.accounts.guests import Asked, invite_guest, sign_in_by_link
from api.accounts.people import Acts
from api.accounts.sessions import switch
from api.accounts.spoken_codes import speak_code
from api.accounts.step_up import Proof, What, spend_step_up, step_up

DEAL = "01999999-0000-7000-8000-000000000001"
SIGN = What(operation="sign", document_sha256="ab" * 32)


def asked_in(house: House, person: Actor) -> str:
    """Ask somebody into the deal and return the token that they got."""
    acts = Acts(organisation=person.organisation, role=person.role)
    asked = Asked(person=person.person, acts=acts, deal=DEAL, language="en")
    invite_guest(house.accounts, house.registrar, asked)
    return house.token_to(person.person)


def told(house: House, person: Actor) -> str:
    """Return the code that the desk tells somebody over the telephone."""
    return speak_code(house.accounts, house.registrar.person, person.person, house.visitor())


@pytest.fixture
def guest(house: House) -> Actor:
    """Return somebody who has no account."""
    return house.person(Role.SIGNATORY)


def test_a_link_and_a_code_let_in_without_an_account(house: House, guest: Actor) -> None:
    token, code = asked_in(house, guest), told(house, guest)
    signed_in = sign_in_by_link(house.accounts, token, code, house.visitor())
    session = signed_in.session
    assert (session.person, session.method, session.deal) == (guest.person, "link", DEAL)


def test_the_link_alone_does_not(house: House, guest: Actor) -> None:
    token = asked_in(house, guest)
    for code in ("", "00000000"):
        then_refused(
            lambda code=code: sign_in_by_link(house.accounts, token, code, house.visitor()),
            "credentials_refused",
        )


def test_both_count_once(house: House, guest: Actor) -> None:
    token, code = asked_in(house, guest), told(house, guest)
    sign_in_by_link(house.accounts, token, code, house.visitor())
    then_refused(
        lambda: sign_in_by_link(house.accounts, token, told(house, guest), house.visitor()),
        "link_unusable",
    )
    then_refused(
        lambda: sign_in_by_link(house.accounts, asked_in(house, guest), code, house.visitor()),
        "credentials_refused",
    )


def test_a_wrong_code_leaves_the_link_and_five_end_the_right_one(
    house: House, guest: Actor
) -> None:
    token, code = asked_in(house, guest), told(house, guest)
    for _ in range(5):
        then_refused(
            lambda: sign_in_by_link(house.accounts, token, "00000000", house.visitor()),
            "credentials_refused",
        )
    house.clock.forward(minutes=1)
    then_refused(
        lambda: sign_in_by_link(house.accounts, token, code, house.visitor()),
        "credentials_refused",
    )
    house.clock.forward(minutes=1)
    code = told(house, guest)
    assert sign_in_by_link(house.accounts, token, code, house.visitor())


def test_a_code_that_was_told_grows_old(house: House, guest: Actor) -> None:
    token, code = asked_in(house, guest), told(house, guest)
    house.clock.forward(minutes=15)
    then_refused(
        lambda: sign_in_by_link(house.accounts, token, code, house.visitor()),
        "credentials_refused",
    )


def test_who_has_an_app_uses_that(house: House) -> None:
    insider = house.insider(Role.SIGNATORY)
    token = asked_in(house, insider.actor)
    code = house.code(insider)
    assert sign_in_by_link(house.accounts, token, code, house.visitor()).session.deal == DEAL


def test_a_guest_stays_what_they_were_asked_to_be(house: House) -> None:
    insider = house.insider(Role.LEAD, Role.SIGNATORY)
    token, code = asked_in(house, insider.actor), house.code(insider)
    session = sign_in_by_link(house.accounts, token, code, house.visitor()).session
    acts = Acts(organisation=insider.organisation, role=Role.SIGNATORY)
    then_refused(lambda: switch(house.accounts, session, acts, house.visitor()), "post_missing")


def test_a_guest_signs_with_another_code_of_the_desk(house: House, guest: Actor) -> None:
    token = asked_in(house, guest)
    session = sign_in_by_link(house.accounts, token, told(house, guest), house.visitor()).session
    proof = Proof(code=told(house, guest))
    step_up(house.accounts, session, SIGN, proof, house.visitor())
    evidence = json.loads(spend_step_up(house.accounts, session.id, SIGN).evidence)
    assert (evidence["method"], evidence["told_by"]) == ("spoken_code", house.registrar.person)


def test_an_account_does_not_step_up_with_a_code_that_was_told(house: House) -> None:
    insider = house.insider()
    proof = Proof(code=told(house, insider.actor))
    then_refused(
        lambda: step_up(house.accounts, insider.signed_in.session, SIGN, proof, house.visitor()),
        "credentials_refused",
    )


def test_nobody_is_asked_in_as_what_they_are_not(house: House, guest: Actor) -> None:
    acts = Acts(organisation=guest.organisation, role=Role.LEAD)
    asked = Asked(person=guest.person, acts=acts, deal=DEAL, language="en")
    then_refused(lambda: invite_guest(house.accounts, house.registrar, asked), "post_missing")
