"""Accounts elsewhere: who links one, whom it lets in, and what it is worth."""

from __future__ import annotations

from typing import Any

import pytest
from coming_in import House, Insider, answered, then_refused
from msgspec.structs import replace

from aggregates.vocabulary import Role
from api.accounts.administrators import appoint_administrator
from api.accounts.departures import (
    Departure,
    Recognised,
    brought,
    carried,
    departure_for,
    question_of,
    require_answers,
)
from api.accounts.email_change import ask_email_change, stop_email_change
from api.accounts.outside import (
    leave_on_arrival,
    leave_to_link,
    link,
    links_of,
    subject_hmac,
    unlink,
)
from api.accounts.outside_sign_in import ask_second, come_back, show_second
from api.accounts.own import own_account, remove_passkey
from api.accounts.recovery import confirm_recovery, open_recovery
from api.accounts.sessions import SignedIn
from api.accounts.sign_in import Answered, ask_passkey
from api.accounts.step_up import Proof, What, spend_step_up
from api.outside.outside import Identity

ISSUER = "https://id.example.org"
_UNLINKED = """
    SELECT person FROM operations.accounts
    WHERE person NOT IN (SELECT person FROM operations.outside_links) LIMIT 1
"""


def account_of(insider: Insider, **changes: Any) -> Identity:
    """Return somebody's account elsewhere."""
    known = Identity(issuer=ISSUER, subject=f"subject of {insider.person}", second_factor=False)
    return replace(known, **changes)


def linked(house: House, insider: Insider, **changes: Any) -> Identity:
    """Link an account elsewhere with that of somebody, and return it."""
    session, identity = insider.signed_in.session, account_of(insider, **changes)
    departure = leave_to_link(house.accounts, session, "harbour", identity.issuer)
    link(house.accounts, session, departure, identity, house.visitor())
    return identity


def comes_back(house: House, identity: Identity) -> SignedIn | Recognised:
    """Come back from the provider as this identity."""
    departure = departure_for(house.accounts, "sign_in", "harbour")
    return come_back(house.accounts, departure, identity, house.visitor())


def recognised(house: House, identity: Identity) -> Recognised:
    """Come back, and be asked for a second factor."""
    found = comes_back(house, identity)
    assert isinstance(found, Recognised)
    return found


def shows(house: House, known: Recognised, **proof: Any) -> SignedIn:
    """Show the second factor."""
    return show_second(house.accounts, known, Proof(**proof), house.visitor())


def test_a_linked_account_stands_for_the_password_and_a_code_is_asked_for(house: House) -> None:
    insider = house.insider()
    known = recognised(house, linked(house, insider))
    assert ask_second(house.accounts, known).code
    signed_in = shows(house, known, code=house.code(insider))
    assert (signed_in.session.person, signed_in.session.method) == (insider.person, "outside")
    assert signed_in.token != insider.signed_in.token
    assert links_of(house.accounts, insider.person)[0].used_at == house.clock()


def test_a_word_of_the_provider_that_counts_as_a_second_factor_lets_in_at_once(
    house: House,
) -> None:
    insider = house.insider()
    arrived = comes_back(house, replace(linked(house, insider), second_factor=True))
    assert isinstance(arrived, SignedIn)
    signs = What(operation="sign", document_sha256="ab" * 32)
    then_refused(lambda: spend_step_up(house.accounts, arrived.session.id, signs), "step_up_needed")


def test_an_account_that_nobody_has_linked_lets_nobody_in(house: House) -> None:
    identity = linked(house, house.insider())
    for other in (
        replace(identity, subject="another"),
        replace(identity, issuer="https://other.example.org"),
    ):
        then_refused(lambda other=other: comes_back(house, other), "outside_unlinked")


def test_a_passkey_of_ones_own_shows_the_second_factor_and_another_does_not(house: House) -> None:
    (insider, device), (_, foreign) = house.with_passkey(), house.with_passkey()
    known = recognised(house, linked(house, insider))
    second = ask_second(house.accounts, known)
    assert (second.passkey is not None, second.code) == (True, False)
    assert second.passkey
    stolen = answered(replace(second.passkey, options=ask_passkey(house.accounts).options), foreign)
    then_refused(lambda: shows(house, known, passkey=stolen), "credentials_refused")
    plain = answered(ask_passkey(house.accounts), device)
    then_refused(lambda: shows(house, known, passkey=plain), "challenge_stale")
    signed_in = shows(house, known, passkey=answered(second.passkey, device))
    assert signed_in.session.person == insider.person


def test_a_passkey_of_somebody_else_does_not_do_for_the_right_question(house: House) -> None:
    (insider, _), (_, foreign) = house.with_passkey(), house.with_passkey()
    known = recognised(house, linked(house, insider))
    asking = ask_second(house.accounts, known).passkey
    assert asking
    options = {**asking.options, "allowCredentials": []}
    answer: Answered = answered(replace(asking, options=options), foreign)
    then_refused(lambda: shows(house, known, passkey=answer), "credentials_refused")


def test_a_wrong_code_is_refused_noted_and_costs_patience(house: House) -> None:
    insider = house.insider()
    known = recognised(house, linked(house, insider))
    for _ in range(5):
        then_refused(lambda: shows(house, known, code="000000"), "credentials_refused")
    assert house.events(insider.person)[-1] == "sign_in_refused"
    then_refused(lambda: shows(house, known, code=house.code(insider)), "too_many_requests")
    house.clock.forward(minutes=2)
    assert shows(house, known, code=house.code(insider))


def test_a_second_factor_counts_for_one_sign_in_and_for_five_minutes(house: House) -> None:
    insider = house.insider()
    known = recognised(house, linked(house, insider))
    kept = carried(house.accounts.secrets, known)
    assert brought(house.accounts, Recognised, kept) == known
    shows(house, known, code=house.code(insider))
    house.clock.forward(seconds=30)
    then_refused(lambda: shows(house, known, code=house.code(insider)), "departure_stale")
    house.clock.forward(minutes=5)
    then_refused(lambda: brought(house.accounts, Recognised, kept), "departure_stale")


def arrives(house: House, insider: Insider, **changes: Any) -> Departure:
    """Leave to link an account elsewhere, having just made one's own."""
    known = replace(insider, **changes)
    session, arrival = known.signed_in.session, known.arrival
    return leave_on_arrival(house.accounts, session, "harbour", ISSUER, arrival)


def test_whoever_has_just_made_their_account_links_one_by_what_they_showed_then_once(
    house: House,
) -> None:
    insider = house.insider()
    departure = arrives(house, insider)
    link(house.accounts, insider.signed_in.session, departure, account_of(insider), house.visitor())
    assert comes_back(house, account_of(insider))
    unlink(
        house.accounts,
        insider.signed_in.session,
        links_of(house.accounts, insider.person)[0].id,
        house.visitor(),
    )
    then_refused(lambda: arrives(house, insider), "departure_stale")


def test_an_arrival_is_of_one_session_and_lasts_five_minutes(house: House) -> None:
    insider = house.insider()
    later = house.signs_in(insider)
    then_refused(lambda: arrives(house, insider, signed_in=later), "departure_stale")
    for other in ("", insider.arrival[:-4] + "AAAA", house.insider().arrival):
        then_refused(lambda other=other: arrives(house, insider, arrival=other), "departure_stale")
    house.clock.forward(minutes=5)
    then_refused(lambda: arrives(house, insider), "departure_stale")


def test_what_was_kept_on_leaving_is_no_arrival_and_an_arrival_leaves_for_nowhere(
    house: House,
) -> None:
    insider = house.insider()
    secrets, session = house.accounts.secrets, insider.signed_in.session
    left = carried(secrets, departure_for(house.accounts, "link", "harbour", session=session.id))
    then_refused(lambda: arrives(house, insider, arrival=left), "departure_stale")
    then_refused(lambda: brought(house.accounts, Departure, insider.arrival), "departure_stale")
    then_refused(lambda: brought(house.accounts, Recognised, insider.arrival), "departure_stale")


def test_who_unlinks_meanwhile_is_not_let_in(house: House) -> None:
    insider = house.insider()
    known = recognised(house, linked(house, insider))
    (there,) = links_of(house.accounts, insider.person)
    unlink(house.accounts, insider.signed_in.session, there.id, house.visitor())
    then_refused(lambda: shows(house, known, code=house.code(insider)), "outside_unlinked")


def test_who_is_erased_meanwhile_is_asked_for_nothing(house: House) -> None:
    insider = house.insider()
    known = recognised(house, linked(house, insider))
    house.change("DELETE FROM operations.accounts WHERE person = %s", insider.person)
    then_refused(lambda: ask_second(house.accounts, known), "outside_unlinked")
    then_refused(lambda: shows(house, known, code="000000"), "outside_unlinked")


def test_one_account_elsewhere_is_one_persons_and_one_person_has_one_at_each(house: House) -> None:
    insider, other = house.insider(), house.insider()
    identity = linked(house, insider)
    session = other.signed_in.session
    departure = leave_to_link(house.accounts, session, "harbour", ISSUER)
    then_refused(
        lambda: link(house.accounts, session, departure, identity, house.visitor()),
        "outside_taken",
    )
    then_refused(lambda: linked(house, insider, subject="another"), "outside_linked")
    linked(house, insider, issuer="https://other.example.org")
    assert len(own_account(house.accounts, insider.person).outside) == 2


def test_two_that_are_linked_at_once_come_to_one(house: House) -> None:
    insider = house.insider()
    session = insider.signed_in.session
    departure = leave_to_link(house.accounts, session, "harbour", ISSUER)
    linked(house, insider)
    again = account_of(insider, subject="another")
    then_refused(
        lambda: link(house.accounts, session, departure, again, house.visitor()), "outside_linked"
    )


def test_only_the_session_that_left_links(house: House) -> None:
    insider = house.insider()
    session, elsewhere = insider.signed_in.session, house.signs_in(insider).session
    departure = leave_to_link(house.accounts, session, "harbour", ISSUER)
    identity = account_of(insider)
    then_refused(
        lambda: link(house.accounts, elsewhere, departure, identity, house.visitor()),
        "departure_stale",
    )


@pytest.mark.parametrize("changes", [{"method": "desk"}, {"deal": "a deal"}, {"person": "nobody"}])
def test_at_a_desk_as_a_guest_and_without_an_account_nothing_is_linked(
    house: House, changes: dict[str, str]
) -> None:
    session = replace(house.insider().signed_in.session, **changes)
    then_refused(
        lambda: leave_to_link(house.accounts, session, "harbour", ISSUER), "account_unlisted"
    )


def test_the_person_hears_of_it_by_mail_and_it_is_in_the_log(house: House) -> None:
    insider = house.insider()
    linked(house, insider)
    (there,) = links_of(house.accounts, insider.person)
    unlink(house.accounts, insider.signed_in.session, there.id, house.visitor())
    assert house.events(insider.person)[-2:] == ["outside_linked", "outside_unlinked"]
    query = "SELECT kind FROM operations.mails WHERE person = %s"
    kinds = {kind for (kind,) in house.rows(query, insider.person)}
    assert {"outside_linked", "outside_unlinked"} <= kinds


def test_what_is_not_linked_is_not_unlinked(house: House) -> None:
    insider, other = house.insider(), house.insider()
    linked(house, other)
    (foreign,) = links_of(house.accounts, other.person)
    session = insider.signed_in.session
    for named in ("", foreign.id):
        then_refused(
            lambda named=named: unlink(house.accounts, session, named, house.visitor()),
            "outside_unlisted",
        )


def test_the_last_way_in_is_kept(house: House) -> None:
    """Who has an app and no password comes in by an account elsewhere, or not at all."""
    insider = house.insider()
    linked(house, insider)
    statement = "UPDATE operations.accounts SET password_hash = NULL WHERE person = %s"
    house.change(statement, insider.person)
    (there,) = links_of(house.accounts, insider.person)
    session = insider.signed_in.session
    then_refused(lambda: unlink(house.accounts, session, there.id, house.visitor()), "last_factor")
    assert len(links_of(house.accounts, insider.person)) == 1


def test_a_passkey_is_the_last_way_in_where_nobody_asks_for_a_code(house: House) -> None:
    insider, device = house.with_passkey()
    linked(house, insider)
    session = insider.signed_in.session
    then_refused(
        lambda: remove_passkey(house.accounts, session, device.credential, house.visitor()),
        "last_factor",
    )


def test_a_recovery_ends_it(house: House) -> None:
    lost = house.insider()
    identity = linked(house, lost)
    pair = [house.person(Role.LAWYER, organisation=lost.organisation) for _ in range(2)]
    for one in pair:
        appoint_administrator(
            house.accounts, house.registrar, lost.organisation, one.person, house.visitor()
        )
    recovery = open_recovery(house.accounts, pair[0], lost.person, house.visitor())
    confirm_recovery(house.accounts, pair[1], recovery.id, house.visitor())
    again = house.accepted(lost.actor, house.token_to(lost.person))
    then_refused(lambda: comes_back(house, identity), "outside_unlinked")
    assert again.arrival == ""


def test_who_stops_a_change_of_address_ends_what_was_linked_since(house: House) -> None:
    insider = house.insider()
    before = linked(house, insider, issuer="https://other.example.org")
    house.clock.forward(minutes=1)
    session, address = insider.signed_in.session, f"moved-{insider.person}@example.org"
    ask_email_change(house.accounts, session, address, house.visitor())
    since = linked(house, insider)
    (stopping,) = (one for one in house.mails_to(insider.person) if "/email-stop#" in one.link)
    stop_email_change(house.accounts, stopping.link.partition("#")[2], house.visitor())
    then_refused(lambda: comes_back(house, since), "outside_unlinked")
    assert recognised(house, before).person == insider.person


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("person", f"({_UNLINKED})"),
        ("issuer", "'https://other.example.org'"),
        ("linked_at", "linked_at + interval '1 day'"),
        ("mac", "''"),
    ],
)
def test_a_link_that_was_changed_behind_our_back_lets_nobody_in(
    house: House, column: str, value: str
) -> None:
    insider = house.insider()
    house.insider()
    identity = linked(house, insider)
    changing = f"UPDATE operations.outside_links AS l SET {column} = {value} WHERE person = %s"  # noqa: S608 - ours
    house.change(changing, insider.person)
    then_refused(lambda: comes_back(house, identity), "outside_unlinked")


def test_no_account_elsewhere_is_written_in_the_place_of_another(house: House) -> None:
    insider = house.insider()
    linked(house, insider)
    theirs = account_of(insider, subject=f"an attacker of {insider.person}")
    house.change(
        "UPDATE operations.outside_links SET subject_hmac = %s WHERE person = %s",
        subject_hmac(house.accounts, theirs.issuer, theirs.subject),
        insider.person,
    )
    then_refused(lambda: comes_back(house, theirs), "outside_unlinked")


def test_the_answer_to_a_departure_counts_once_with_its_state_from_its_provider(
    house: House,
) -> None:
    departure = departure_for(house.accounts, "sign_in", "harbour")
    state = question_of(house.accounts, departure, "https://fair.example.org/").state
    for provider, sent in (("other", state), ("harbour", ""), ("harbour", "x" + state[1:])):
        then_refused(
            lambda provider=provider, sent=sent: require_answers(
                house.accounts, departure, provider, sent
            ),
            "departure_stale",
        )
    require_answers(house.accounts, departure, "harbour", state)
    then_refused(
        lambda: require_answers(house.accounts, departure, "harbour", state), "departure_stale"
    )


def test_what_a_browser_kept_counts_if_we_made_it_for_this_and_not_too_long_ago(
    house: House,
) -> None:
    departure = departure_for(house.accounts, "sign_in", "harbour", onward="/" * 1001)
    kept = carried(house.accounts.secrets, departure)
    assert brought(house.accounts, Departure, kept) == departure
    assert departure.onward == ""
    for wrong in ("", "é", kept[:-4], "AAAA" + kept[4:]):
        then_refused(
            lambda wrong=wrong: brought(house.accounts, Departure, wrong), "departure_stale"
        )
    then_refused(lambda: brought(house.accounts, Recognised, kept), "departure_stale")
    house.clock.forward(minutes=10)
    then_refused(lambda: brought(house.accounts, Departure, kept), "departure_stale")
