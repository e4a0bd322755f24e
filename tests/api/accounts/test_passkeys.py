"""Coming in with a passkey, and what its thieves try."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from authenticator import Authenticator
from coming_in import House, Insider, answered, then_refused
from msgspec.structs import replace

from api.accounts.invitations import invite
from api.accounts.sign_in import Answered, ask_passkey, sign_in_with_passkey
from api.accounts.step_up import What, ask_step_up


def come_in(house: House, answer: Answered) -> Callable[[], object]:
    return lambda: sign_in_with_passkey(house.accounts, answer, house.visitor())


@pytest.fixture
def owner(house: House) -> tuple[Insider, Authenticator]:
    """Return somebody with a passkey only, and the device that it is in."""
    return house.with_passkey()


def test_whose_passkey_signs_is_in(house: House, owner: tuple[Insider, Authenticator]) -> None:
    insider, device = owner
    answer = answered(ask_passkey(house.accounts), device)
    signed_in = sign_in_with_passkey(house.accounts, answer, house.visitor())
    assert (signed_in.session.person, signed_in.session.method) == (insider.person, "passkey")


def test_an_answer_counts_once(house: House, owner: tuple[Insider, Authenticator]) -> None:
    answer = answered(ask_passkey(house.accounts), owner[1])
    come_in(house, answer)()
    then_refused(come_in(house, answer), "credentials_refused")


def test_an_answer_counts_once_also_where_the_device_does_not_count(
    house: House, owner: tuple[Insider, Authenticator]
) -> None:
    device = owner[1]
    device.count = -1
    answer = answered(ask_passkey(house.accounts), device)
    come_in(house, answer)()
    then_refused(come_in(house, answer), "credentials_refused")


def test_a_counter_that_has_not_gone_on_is_that_of_a_copy(
    house: House, owner: tuple[Insider, Authenticator]
) -> None:
    insider, device = owner
    device.count = 6
    come_in(house, answered(ask_passkey(house.accounts), device))()
    device.count = 3
    then_refused(
        come_in(house, answered(ask_passkey(house.accounts), device)), "credentials_refused"
    )
    assert house.events(insider.person)[-1] == "sign_in_refused"


def test_a_device_that_did_not_recognise_its_owner_is_not_enough(
    house: House, owner: tuple[Insider, Authenticator]
) -> None:
    device = owner[1]
    device.recognises = False
    then_refused(
        come_in(house, answered(ask_passkey(house.accounts), device)), "credentials_refused"
    )


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("origin", "https://fair.example.org.evil.example"),
        ("origin", "http://fair.example.org"),
        ("host", "evil.example"),
        ("framed", True),
        ("handle", b"somebody else"),
        ("credential", b"0" * 32),
    ],
)
def test_what_was_made_elsewhere_is_not_taken(
    house: House, owner: tuple[Insider, Authenticator], field: str, value: object
) -> None:
    setattr(owner[1], field, value)
    then_refused(
        come_in(house, answered(ask_passkey(house.accounts), owner[1])), "credentials_refused"
    )


def test_another_key_does_not_sign_for_this_one(
    house: House, owner: tuple[Insider, Authenticator]
) -> None:
    thief = house.device()
    thief.credential, thief.handle = owner[1].credential, owner[1].handle
    then_refused(
        come_in(house, answered(ask_passkey(house.accounts), thief)), "credentials_refused"
    )


def test_a_challenge_grows_old(house: House, owner: tuple[Insider, Authenticator]) -> None:
    answer = answered(ask_passkey(house.accounts), owner[1])
    house.clock.forward(minutes=5)
    then_refused(come_in(house, answer), "challenge_stale")


@pytest.mark.parametrize("token", ["", "AAAA", "é", "A" * 76])
def test_a_challenge_that_we_did_not_make_is_not_taken(
    house: House, owner: tuple[Insider, Authenticator], token: str
) -> None:
    asking = ask_passkey(house.accounts)
    answer = Answered(challenge=token, passkey=answered(asking, owner[1]).passkey)
    then_refused(come_in(house, answer), "challenge_stale")


def test_a_challenge_for_signing_a_paper_does_not_let_in(
    house: House, owner: tuple[Insider, Authenticator]
) -> None:
    insider, device = owner
    asking = ask_step_up(house.accounts, insider.signed_in.session, What(operation="sign"))
    assert asking is not None
    then_refused(come_in(house, answered(asking, device)), "challenge_stale")


def test_asking_leaves_nothing_behind(house: House) -> None:
    query = "SELECT count(*) FROM operations.used_challenges"
    before = house.rows(query)
    for _ in range(20):
        ask_passkey(house.accounts)
    assert house.rows(query) == before


@pytest.mark.parametrize(
    ("field", "value"),
    [("recognises", False), ("origin", "https://evil.example"), ("framed", True)],
)
def test_a_passkey_that_was_not_made_here_is_not_taken(
    house: House, field: str, value: object
) -> None:
    actor, device = house.person(), house.device()
    invite(house.accounts, house.registrar, actor.person, "en")
    setattr(device, field, value)
    token = house.token_to(actor.person)
    then_refused(lambda: house.accept_with(device, token, house.visitor()), "passkey_refused")


def test_a_passkey_of_somebody_else_is_not_taken(
    house: House, owner: tuple[Insider, Authenticator]
) -> None:
    actor = house.person()
    invite(house.accounts, house.registrar, actor.person, "en")
    token = house.token_to(actor.person)
    then_refused(lambda: house.accept_with(owner[1], token, house.visitor()), "passkey_refused")


@pytest.mark.parametrize("identifier", ["", "!", "é", "A" * 5000])
def test_an_answer_that_is_no_answer_is_not_taken(
    house: House, owner: tuple[Insider, Authenticator], identifier: str
) -> None:
    right = answered(ask_passkey(house.accounts), owner[1])
    passkey = replace(right.passkey, id=identifier, raw_id=identifier)
    wrong = Answered(challenge=right.challenge, passkey=passkey)
    then_refused(come_in(house, wrong), "credentials_refused")
