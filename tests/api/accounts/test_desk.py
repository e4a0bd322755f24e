"""The desk: before an official, with an identity document, without a device."""

from __future__ import annotations

import json

import pytest
from coming_in import House, then_refused

from aggregates.vocabulary import Actor, Role
from api.accounts.desk import Seen, receive, sign_in_at_desk
from api.accounts.people import Acts
from api.accounts.sessions import session_of
from api.accounts.step_up import What, attest_presence, spend_step_up

SIGN = What(operation="sign", document_sha256="ab" * 32)
PASSPORT = "ef" * 32


def seen(person: Actor) -> Seen:
    return Seen(
        person=person.person,
        acts=Acts(organisation=person.organisation, role=person.role),
        document_type="passport",
        document_sha256=PASSPORT,
    )


@pytest.fixture
def official(house: House) -> Actor:
    """Return who sits at the desk."""
    return house.person(Role.OFFICIAL)


@pytest.fixture
def visitor(house: House) -> Actor:
    """Return who stands before it."""
    return house.person(Role.SIGNATORY)


def test_who_showed_a_passport_is_in_on_the_device_at_the_desk(
    house: House, official: Actor, visitor: Actor
) -> None:
    code, _ = receive(house.accounts, official, seen(visitor), house.visitor())
    session = sign_in_at_desk(house.accounts, code.upper(), house.visitor()).session
    assert (session.person, session.method, session.attended_by) == (
        visitor.person,
        "desk",
        official.person,
    )


def test_the_log_says_who_saw_which_document(house: House, official: Actor, visitor: Actor) -> None:
    code, _ = receive(house.accounts, official, seen(visitor), house.visitor())
    sign_in_at_desk(house.accounts, code, house.visitor())
    query = "SELECT what, by, facts FROM operations.security_log WHERE person = %s ORDER BY number"
    (opened, by, facts), (signed_in, with_, _) = house.rows(query, visitor.person)
    assert (opened, by, signed_in, with_) == (
        "desk_opened",
        official.person,
        "signed_in",
        official.person,
    )
    assert (facts["document_type"], facts["document_sha256"]) == ("passport", PASSPORT)


def test_the_code_counts_once_and_for_five_minutes(
    house: House, official: Actor, visitor: Actor
) -> None:
    code, _ = receive(house.accounts, official, seen(visitor), house.visitor())
    sign_in_at_desk(house.accounts, code, house.visitor())
    then_refused(lambda: sign_in_at_desk(house.accounts, code, house.visitor()), "link_unusable")
    late, _ = receive(house.accounts, official, seen(visitor), house.visitor())
    house.clock.forward(minutes=5)
    then_refused(lambda: sign_in_at_desk(house.accounts, late, house.visitor()), "link_unusable")


def test_the_session_ends_after_half_an_hour(house: House, official: Actor, visitor: Actor) -> None:
    code, _ = receive(house.accounts, official, seen(visitor), house.visitor())
    signed_in = sign_in_at_desk(house.accounts, code, house.visitor())
    house.change("UPDATE operations.sessions SET seen_at = seen_at + interval '1 hour'")
    house.clock.forward(minutes=29)
    assert session_of(house.accounts, signed_in.token) is not None
    house.clock.forward(minutes=1)
    assert session_of(house.accounts, signed_in.token) is None


@pytest.mark.parametrize("role", [Role.LEAD, Role.SIGNATORY, Role.WITNESS])
def test_the_desk_is_for_those_who_act_for_the_fair(
    house: House, visitor: Actor, role: Role
) -> None:
    somebody = house.person(role)
    then_refused(
        lambda: receive(house.accounts, somebody, seen(visitor), house.visitor()),
        "not_vouched_for",
    )


def test_nobody_attends_to_themselves(house: House, official: Actor) -> None:
    then_refused(
        lambda: receive(house.accounts, official, seen(official), house.visitor()),
        "four_eyes_at_desk",
    )


def test_the_official_attests_what_the_visitor_does(
    house: House, official: Actor, visitor: Actor
) -> None:
    code, _ = receive(house.accounts, official, seen(visitor), house.visitor())
    signed_in = sign_in_at_desk(house.accounts, code, house.visitor())
    attest_presence(house.accounts, official.person, signed_in.session, SIGN, house.visitor())
    told = json.loads(spend_step_up(house.accounts, signed_in.session.id, SIGN).evidence)
    assert (told["method"], told["official"]) == ("desk", official.person)
    session = session_of(house.accounts, signed_in.token)
    assert session is not None
    assert session.stepped_up_until is not None


def test_another_official_does_not(house: House, official: Actor, visitor: Actor) -> None:
    code, _ = receive(house.accounts, official, seen(visitor), house.visitor())
    session = sign_in_at_desk(house.accounts, code, house.visitor()).session
    other = house.person(Role.OFFICIAL)
    then_refused(
        lambda: attest_presence(house.accounts, other.person, session, SIGN, house.visitor()),
        "not_at_your_desk",
    )


def test_no_official_attests_for_who_came_in_by_themselves(house: House) -> None:
    official, insider = house.person(Role.OFFICIAL), house.insider()
    session = insider.signed_in.session
    then_refused(
        lambda: attest_presence(house.accounts, official.person, session, SIGN, house.visitor()),
        "not_at_your_desk",
    )
