"""Invitations: to whom, by whom, and what becomes of the link."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from coming_in import PASSWORD, House, then_refused
from pyotp.totp import TOTP

from aggregates.vocabulary import Role
from api.accounts.invitations import Accepting, Made, accept, invite, look_up, offer
from api.accounts.links import links_into, revoke_link
from api.refusals import ApiError


def accepting(house: House, token: str, **changes: str) -> Callable[[], Made]:
    """Return the acceptance of an invitation, with ``changes`` to what is right."""
    app = TOTP(offer(house.accounts, token, house.visitor()).totp_secret)
    typed = {"password": PASSWORD, "code": app.at(house.clock()), **changes}
    sent = Accepting(password=typed["password"], code=typed["code"])
    return lambda: accept(house.accounts, token, sent, house.visitor())


@pytest.fixture
def token(house: House) -> str:
    """Return the token of an invitation that nobody has accepted."""
    actor = house.person()
    invite(house.accounts, house.registrar, actor.person, "en")
    return house.token_to(actor.person)


def test_the_link_goes_to_the_registered_address_and_to_nobody_else(house: House) -> None:
    actor = house.person()
    link = invite(house.accounts, house.registrar, actor.person, "zh")
    (mail,) = house.mails_to(actor.person)
    assert mail.address == f"person-{actor.person}@example.org"
    assert mail.link.startswith("https://fair.example.org/come-in/account#")
    assert mail.link.partition("#")[2] not in str(link)


def test_the_invitation_says_who_is_asked_and_no_terms(house: House, token: str) -> None:
    told = look_up(house.accounts, token, house.visitor())
    assert (told.kind, told.role) == ("account", Role.LEAD)
    assert told.organisation_name.startswith("Linghai")


def test_who_accepts_is_in_and_has_ten_codes_on_paper(house: House, token: str) -> None:
    made = accepting(house, token)()
    assert made.signed_in.session.method == "password"
    assert len(set(made.recovery_codes)) == 10
    assert all(len(code) == 29 for code in made.recovery_codes)


def test_a_link_counts_once(house: House, token: str) -> None:
    again = accepting(house, token)
    accepting(house, token)()
    then_refused(again, "link_unusable")
    then_refused(lambda: look_up(house.accounts, token, house.visitor()), "link_unusable")


def test_the_code_that_was_shown_does_not_count_again(house: House) -> None:
    insider = house.insider()
    before = insider.app.at(int(house.clock().timestamp()) - 30)
    then_refused(lambda: house.signs_in(insider, code=before), "credentials_refused")


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"code": "000000"}, "credentials_refused"),
        ({"code": ""}, "credentials_refused"),
        ({"password": ""}, "proof_missing"),
        ({"password": "password12345"}, "password_guessable"),
        ({"password": "short"}, "password_too_short"),
    ],
)
def test_what_is_wrong_takes_no_link(
    house: House, token: str, changes: dict[str, str], code: str
) -> None:
    then_refused(accepting(house, token, **changes), code)
    assert accepting(house, token)()


def test_a_password_is_not_made_of_ones_own_address(house: House) -> None:
    actor = house.person()
    invite(house.accounts, house.registrar, actor.person, "en")
    password = f"person-{actor.person}"
    then_refused(
        accepting(house, house.token_to(actor.person), password=password), "password_guessable"
    )


def test_of_several_who_open_a_link_at_once_one_is_in(house: House, token: str) -> None:
    accept_it = accepting(house, token)

    def attempt(_: int) -> str:
        try:
            accept_it()
        except ApiError as refused:
            return refused.code
        return "in"

    with ThreadPoolExecutor(4) as crowd:
        came = list(crowd.map(attempt, range(4)))
    assert sorted(came) == ["in", *["link_unusable"] * 3]


def test_a_link_grows_old(house: House, token: str) -> None:
    late = accepting(house, token)
    house.clock.forward(days=7)
    then_refused(late, "link_unusable")


def test_a_link_can_be_taken_back(house: House) -> None:
    lead, actor = house.person(Role.LEAD), house.person()
    actor = house.person(organisation=lead.organisation)
    link = invite(house.accounts, lead, actor.person, "en")
    late = accepting(house, house.token_to(actor.person))
    revoke_link(house.accounts, lead.person, lead.organisation, link.id, house.visitor())
    then_refused(late, "link_unusable")
    assert [found.revoked_at is not None for found in links_into(house.accounts, lead.organisation)]
    then_refused(
        lambda: revoke_link(
            house.accounts, lead.person, lead.organisation, link.id, house.visitor()
        ),
        "link_unlisted",
    )


def test_nobody_takes_back_the_link_of_another_organisation(house: House) -> None:
    stranger, actor = house.person(Role.LEAD), house.person()
    link = invite(house.accounts, house.registrar, actor.person, "en")
    then_refused(
        lambda: revoke_link(
            house.accounts, stranger.person, stranger.organisation, link.id, house.visitor()
        ),
        "link_unlisted",
    )
    assert accepting(house, house.token_to(actor.person))()


def test_another_invitation_takes_the_place_of_the_first(house: House) -> None:
    actor = house.person()
    invite(house.accounts, house.registrar, actor.person, "en")
    late = accepting(house, house.token_to(actor.person))
    invite(house.accounts, house.registrar, actor.person, "en")
    then_refused(late, "link_unusable")
    assert accepting(house, house.token_to(actor.person))()


def test_who_has_an_account_is_not_invited(house: House) -> None:
    insider = house.insider()
    then_refused(
        lambda: invite(house.accounts, house.registrar, insider.person, "en"), "account_exists"
    )


def test_a_lead_invites_colleagues_and_nobody_else(house: House) -> None:
    lead, stranger = house.person(Role.LEAD), house.person()
    colleague = house.person(Role.LAWYER, organisation=lead.organisation)
    assert invite(house.accounts, lead, colleague.person, "en")
    then_refused(lambda: invite(house.accounts, lead, stranger.person, "en"), "not_vouched_for")
    then_refused(lambda: invite(house.accounts, colleague, lead.person, "en"), "not_vouched_for")


def test_nobody_is_invited_whom_the_registry_does_not_know(house: House) -> None:
    then_refused(lambda: invite(house.accounts, house.registrar, "nobody", "en"), "person_unlisted")


def test_nobody_is_buried_under_messages(house: House) -> None:
    actor = house.person()
    for _ in range(5):
        invite(house.accounts, house.registrar, actor.person, "en")
    then_refused(
        lambda: invite(house.accounts, house.registrar, actor.person, "en"), "too_many_requests"
    )


@pytest.mark.parametrize("token", ["", "x", "A" * 43, "\ud800", "é" * 1000])
def test_a_token_that_we_did_not_make_opens_nothing(house: House, token: str) -> None:
    then_refused(lambda: look_up(house.accounts, token, house.visitor()), "link_unusable")


def test_the_database_cannot_give_a_link_away(house: House, token: str) -> None:
    for table in ("links", "mails"):
        query = f"SELECT t::text FROM operations.{table} AS t"  # noqa: S608 - a name of ours
        found = house.database.everything(query)
        assert token.encode() not in found
        assert b"example.org" not in found
