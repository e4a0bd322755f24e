"""Sessions: their beginning, their end, and what they act as."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

from coming_in import House, Insider, then_refused
from databases import ROLES

from aggregates.person.events import Post
from aggregates.vocabulary import Role
from api.accounts.people import Acts
from api.accounts.sessions import (
    SESSIONS_MAX,
    end_other_sessions,
    end_session,
    hold_for_turn,
    own_sessions,
    release_turn,
    session_of,
    switch,
)


def lives(house: House, insider: Insider) -> bool:
    return session_of(house.accounts, insider.signed_in.token) is not None


def see(house: House, insider: Insider) -> None:
    """Say that somebody was there just now, as each request does."""
    house.change(
        "UPDATE operations.sessions SET seen_at = %s WHERE id = %s",
        house.clock(),
        insider.signed_in.session.id,
    )


def test_a_session_ends_when_nobody_was_there_for_a_quarter_of_an_hour(house: House) -> None:
    insider = house.insider()
    house.clock.forward(minutes=14)
    assert lives(house, insider)
    house.clock.forward(minutes=1)
    assert not lives(house, insider)


def test_a_session_ends_after_eight_hours_whoever_was_there(house: House) -> None:
    insider = house.insider()
    for _ in range(47):
        house.clock.forward(minutes=10)
        see(house, insider)
    assert lives(house, insider)
    house.clock.forward(minutes=10)
    see(house, insider)
    assert not lives(house, insider)


def test_an_open_turn_to_sign_keeps_its_session(house: House) -> None:
    insider = house.insider()
    hold_for_turn(house.accounts, insider.signed_in.session.id, house.clock() + timedelta(hours=2))
    house.clock.forward(hours=1, minutes=59)
    assert lives(house, insider)
    house.clock.forward(minutes=1)
    assert not lives(house, insider)


def test_no_turn_keeps_a_session_for_ever(house: House) -> None:
    insider = house.insider()
    hold_for_turn(house.accounts, insider.signed_in.session.id, house.clock() + timedelta(days=9))
    house.clock.forward(hours=4)
    assert not lives(house, insider)


def test_a_turn_that_is_over_keeps_nothing(house: House) -> None:
    insider = house.insider()
    session = insider.signed_in.session.id
    hold_for_turn(house.accounts, session, house.clock() + timedelta(hours=2))
    release_turn(house.accounts, session)
    house.clock.forward(minutes=16)
    assert not lives(house, insider)


def test_a_stolen_cookie_is_worth_nothing_once_its_owner_has_left(house: House) -> None:
    insider = house.insider()
    end_session(house.accounts, insider.person, insider.signed_in.session.id, house.visitor())
    assert not lives(house, insider)
    assert house.events(insider.person)[-1] == "session_ended"


def test_nobody_ends_the_session_of_another(house: House) -> None:
    insider, other = house.insider(), house.insider()
    session = insider.signed_in.session.id
    then_refused(
        lambda: end_session(house.accounts, other.person, session, house.visitor()),
        "session_unknown",
    )
    assert lives(house, insider)


def test_one_can_see_where_one_is_in_and_end_all_but_this(house: House) -> None:
    insider = house.insider()
    here = house.signs_in(insider)
    assert [found.id for found in own_sessions(house.accounts, insider.person)] == [
        here.session.id,
        insider.signed_in.session.id,
    ]
    ended = end_other_sessions(house.accounts, insider.person, here.session.id, house.visitor())
    assert (ended, lives(house, insider)) == (1, False)
    assert session_of(house.accounts, here.token) is not None


def test_signing_in_gives_another_token_each_time(house: House) -> None:
    insider = house.insider()
    again = house.signs_in(insider)
    assert again.token != insider.signed_in.token
    assert len(again.token) == 43


def test_the_database_cannot_give_a_token_away(house: House) -> None:
    insider = house.insider()
    everything = house.database.everything("SELECT s::text FROM operations.sessions AS s")
    assert insider.signed_in.token.encode() not in everything
    assert insider.email.encode() not in everything


def test_who_has_too_many_sessions_loses_the_oldest(house: House) -> None:
    insider = house.insider()
    for code in insider.recovery_codes[:9]:
        house.signs_in(insider, code=code)
    for _ in range(SESSIONS_MAX - 9):
        house.signs_in(insider)
    assert len(own_sessions(house.accounts, insider.person)) == SESSIONS_MAX
    assert not lives(house, insider)


def test_one_changes_to_another_post_without_signing_in_again(house: House) -> None:
    insider, other = house.insider(Role.LEAD), house.organisation()
    house.assign(
        insider.person,
        Post(organisation=insider.organisation, roles=(Role.LEAD,)),
        Post(organisation=other, roles=(Role.LAWYER,)),
    )
    acts = Acts(organisation=other, role=Role.LAWYER)
    switch(house.accounts, insider.signed_in.session, acts, house.visitor())
    session = session_of(house.accounts, insider.signed_in.token)
    assert session is not None
    assert (session.organisation, session.role) == (other, "lawyer")


def test_one_does_not_change_to_a_post_that_one_does_not_hold(house: House) -> None:
    insider, other = house.insider(Role.LEAD), house.insider(Role.OFFICIAL)
    for organisation, role in (
        (insider.organisation, Role.OFFICIAL),
        (other.organisation, Role.OFFICIAL),
        (other.organisation, Role.LEAD),
    ):
        acts = Acts(organisation=organisation, role=role)
        session = insider.signed_in.session
        then_refused(
            partial(switch, house.accounts, session, acts, house.visitor()), "post_missing"
        )


def test_the_application_cannot_rewrite_what_was_noted(house: House) -> None:
    query = """
        SELECT has_table_privilege(%s, t, 'UPDATE') OR has_table_privilege(%s, t, 'DELETE')
            OR has_table_privilege(%s, t, 'TRUNCATE')
        FROM unnest(ARRAY['operations.security_log', 'operations.access_log']) AS t
    """
    app = ROLES.name("app")
    assert house.rows(query, app, app, app) == [(False,), (False,)]
