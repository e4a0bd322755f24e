"""Keys of programs, powers of advisers, and who acts in a request."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from coming_in import House, Insider, then_refused
from let_in import given, key_of, who

from aggregates.person.events import Post
from aggregates.vocabulary import Actor, Role
from api.accounts.guests import Asked, invite_guest, sign_in_by_link
from api.accounts.keys import KEYS_MAX, own_keys, revoke_key
from api.accounts.people import Acts
from api.accounts.powers import Given, powers_given, powers_held, record_power, revoke_power
from api.accounts.sessions import acts_for, end_session, session_of, switch
from api.storage.organisations import Power


def powered(house: House, adviser: Insider, client: Insider) -> Power:
    """Let the adviser act for the client as a lawyer, and change to that."""
    power = record_power(
        house.accounts, client.actor, given(house, adviser.person), house.visitor()
    )
    acts = Acts(organisation=client.organisation, role=Role.LAWYER)
    switch(house.accounts, adviser.signed_in.session, acts, house.visitor())
    return power


def test_who_holds_a_post_or_a_power_acts_for_an_organisation(house: House) -> None:
    adviser, client, other = house.insider(), house.insider(Role.LEAD), house.insider()
    powered(house, adviser, client)
    with house.accounts.operations.transaction() as connection:
        acting = {
            one.person: acts_for(connection, house.accounts, one.person, client.organisation)
            for one in (client, adviser, other)
        }
    assert acting == {client.person: True, adviser.person: True, other.person: False}


def test_a_key_acts_as_its_person_within_its_scopes(house: House) -> None:
    insider = house.insider(Role.LEAD)
    made = key_of(house, insider, "read")
    acting = who(house, key=made.secret)
    assert acting is not None
    assert (acting.person, acting.organisation, acting.role, acting.scopes) == (
        insider.person,
        insider.organisation,
        Role.LEAD,
        frozenset({"read"}),
    )
    assert (acting.method, acting.credential) == ("key", made.key.id)


def test_when_a_key_was_used_last_can_be_seen(house: House) -> None:
    insider = house.insider()
    made = key_of(house, insider)
    assert own_keys(house.accounts, insider.person)[0].used_at is None
    who(house, key=made.secret)
    assert own_keys(house.accounts, insider.person)[0].used_at == house.clock()


def test_a_key_that_was_revoked_is_nobodys(house: House) -> None:
    insider = house.insider()
    made = key_of(house, insider)
    revoke_key(house.accounts, insider.person, made.key.id, house.visitor())
    assert who(house, key=made.secret) is None
    then_refused(
        lambda: revoke_key(house.accounts, insider.person, made.key.id, house.visitor()),
        "program_key_unlisted",
    )


def test_nobody_revokes_the_key_of_another(house: House) -> None:
    insider, other = house.insider(), house.insider()
    made = key_of(house, insider)
    then_refused(
        lambda: revoke_key(house.accounts, other.person, made.key.id, house.visitor()),
        "program_key_unlisted",
    )
    assert who(house, key=made.secret) is not None


def test_a_key_grows_old(house: House) -> None:
    made = key_of(house, house.insider(), days=1)
    house.clock.forward(days=1)
    assert who(house, key=made.secret) is None


@pytest.mark.parametrize("secret", ["", "counterseal_", "x" * 5000, "é"])
def test_a_secret_that_we_did_not_make_is_nobodys(house: House, secret: str) -> None:
    assert who(house, key=secret or "none") is None
    assert who(house, token=secret) is None


@pytest.mark.parametrize("scope", ["sign", "everything", ""])
def test_a_key_does_not_sign(house: House, scope: str) -> None:
    insider = house.insider()
    then_refused(lambda: key_of(house, insider, "read", scope), "scope_unlisted")


@pytest.mark.parametrize("days", [-1, 0, 367])
def test_a_key_counts_for_a_year_at_most(house: House, days: float) -> None:
    insider = house.insider()
    then_refused(lambda: key_of(house, insider, days=days), "validity_malformed")


def test_nobody_has_keys_without_end(house: House) -> None:
    insider = house.insider()
    for _ in range(KEYS_MAX):
        key_of(house, insider)
    then_refused(lambda: key_of(house, insider), "program_keys_too_many")


def test_the_database_cannot_give_a_key_away(house: House) -> None:
    made = key_of(house, house.insider())
    everything = house.database.everything("SELECT k::text FROM operations.keys AS k")
    assert made.secret.encode() not in everything


def test_who_signed_in_acts_in_their_session(house: House) -> None:
    insider = house.insider(Role.LEAD)
    acting = who(house, token=insider.signed_in.token)
    assert acting is not None
    assert (acting.person, acting.role, acting.method, acting.credential) == (
        insider.person,
        Role.LEAD,
        "password",
        insider.signed_in.session.id,
    )


def test_a_request_keeps_a_session_alive(house: House) -> None:
    insider = house.insider()
    for _ in range(3):
        house.clock.forward(minutes=10)
        assert who(house, token=insider.signed_in.token) is not None


def test_a_session_that_was_ended_is_nobodys(house: House) -> None:
    insider = house.insider()
    end_session(house.accounts, insider.person, insider.signed_in.session.id, house.visitor())
    assert who(house, token=insider.signed_in.token) is None


@pytest.mark.parametrize("by", ["session", "key"])
def test_who_loses_the_post_acts_in_it_no_longer(house: House, by: str) -> None:
    insider = house.insider(Role.LEAD)
    made = key_of(house, insider)
    known = {"token": insider.signed_in.token} if by == "session" else {"key": made.secret}
    assert who(house, **known) is not None
    post = Post(organisation=insider.organisation, roles=(Role.LAWYER,))
    house.assign(insider.person, post)
    assert who(house, **known) is None


def test_a_guest_is_there_for_one_deal_and_commands_nothing(house: House) -> None:
    insider = house.insider(Role.SIGNATORY)
    acts = Acts(organisation=insider.organisation, role=Role.SIGNATORY)
    asked = Asked(person=insider.person, acts=acts, deal="deal-1", language="en")
    invite_guest(house.accounts, house.registrar, asked)
    token = house.token_to(insider.person)
    signed_in = sign_in_by_link(house.accounts, token, house.code(insider), house.visitor())
    acting = who(house, token=signed_in.token)
    assert acting is not None
    assert (acting.deal, acting.scopes) == ("deal-1", frozenset({"read", "sign"}))


def test_an_adviser_changes_to_a_client_by_a_power(house: House) -> None:
    adviser, client = house.insider(Role.LAWYER), house.insider(Role.LEAD)
    powered(house, adviser, client)
    acting = who(house, token=adviser.signed_in.token)
    assert acting is not None
    assert (acting.organisation, acting.role) == (client.organisation, Role.LAWYER)
    assert [power.organisation for power in powers_held(house.accounts, adviser.person)] == [
        client.organisation
    ]


def test_a_power_that_was_taken_back_ends_what_was_done_by_it(house: House) -> None:
    adviser, client = house.insider(Role.LAWYER), house.insider(Role.LEAD)
    power = powered(house, adviser, client)
    revoke_power(house.accounts, client.actor, power.id, house.visitor())
    assert who(house, token=adviser.signed_in.token) is None
    assert powers_given(house.accounts, client.organisation)[0].revoked_at == house.clock()
    then_refused(
        lambda: revoke_power(house.accounts, client.actor, power.id, house.visitor()),
        "power_unlisted",
    )


def test_a_power_grows_old(house: House) -> None:
    adviser, client = house.insider(Role.LAWYER), house.insider(Role.LEAD)
    wanted = given(house, adviser.person, end=0.01)
    record_power(house.accounts, client.actor, wanted, house.visitor())
    acts = Acts(organisation=client.organisation, role=Role.LAWYER)
    switch(house.accounts, adviser.signed_in.session, acts, house.visitor())
    assert who(house, token=adviser.signed_in.token)
    house.clock.forward(minutes=14.4)
    assert session_of(house.accounts, adviser.signed_in.token)
    assert who(house, token=adviser.signed_in.token) is None


def test_a_power_is_given_by_who_leads_and_not_to_oneself(house: House) -> None:
    adviser, client = house.insider(Role.LAWYER), house.insider(Role.LEAD)

    def record(by: Insider, wanted: Given) -> Callable[[], object]:
        return lambda: record_power(house.accounts, by.actor, wanted, house.visitor())

    then_refused(record(adviser, given(house, client.person)), "not_administrator")
    then_refused(record(client, given(house, client.person)), "power_to_oneself")
    then_refused(record(client, given(house, "nobody")), "person_unlisted")
    official = given(house, adviser.person, Role.OFFICIAL)
    then_refused(record(client, official), "power_role_reserved")
    for days in ({"begin": 5.0, "end": 5.0}, {"end": 400.0}, {"begin": -9.0, "end": -1.0}):
        wanted = given(house, adviser.person, **days)
        then_refused(record(client, wanted), "validity_malformed")


def test_an_adviser_who_leads_by_a_power_passes_none_of_it_on(house: House) -> None:
    adviser, client, third = (house.insider(Role.LEAD) for _ in range(3))
    leading = given(house, adviser.person, Role.LEAD)
    record_power(house.accounts, client.actor, leading, house.visitor())
    as_client = Actor(person=adviser.person, organisation=client.organisation, role=Role.LEAD)
    then_refused(
        lambda: record_power(
            house.accounts, as_client, given(house, third.person), house.visitor()
        ),
        "not_administrator",
    )
