"""Who guesses waits longer each time; who is in, or has a passkey, does not."""

from __future__ import annotations

from datetime import timedelta

import pytest
from coming_in import PASSWORD, House, Insider, answered, then_refused

from aggregates.vocabulary import Role
from api.accounts.backoff import FREE, LONGEST, wait_after
from api.accounts.own import change_password
from api.accounts.recovery import recover_at_desk
from api.accounts.sign_in import ask_passkey, sign_in_with_passkey
from api.accounts.step_up import Proof, What, step_up
from api.refusals import ApiError


def guesses(house: House, address: str, times: int) -> list[int]:
    """Guess as soon as one may, so many times; return the seconds between."""
    waited = []
    for _ in range(times):
        begun = house.clock()
        while True:
            try:
                house.signs_in_at(address, code="000000")
            except ApiError as refused:
                if refused.code == "credentials_refused":
                    break
                house.clock.forward(seconds=int(str(refused.facts["retry_after"])))
        waited.append(round((house.clock() - begun).total_seconds()))
        house.clock.forward(seconds=1)
    return waited


@pytest.mark.parametrize("address", ["", "nobody-here@example.org"])
def test_each_wrong_attempt_makes_the_next_wait_longer_account_or_not(
    house: House, address: str
) -> None:
    address = address or house.insider().email
    waited = guesses(house, address, 12)
    assert waited[:FREE] == [0] * FREE
    assert waited[7:10] == [119, 239, 479]
    assert waited[10:] == [LONGEST.total_seconds() - 1] * 2


def test_waiting_is_bounded() -> None:
    assert [wait_after(n) for n in (0, 4, 5, 6)] == [
        *(timedelta(), timedelta()),
        *(timedelta(seconds=30), timedelta(seconds=60)),
    ]
    assert wait_after(10**6) == LONGEST


def test_whoever_comes_in_begins_anew(house: House) -> None:
    insider = house.insider()
    guesses(house, insider.email, 7)
    house.clock.forward(minutes=15)
    assert house.signs_in(insider)
    assert guesses(house, insider.email, 3) == [0, 0, 0]


def test_a_day_later_it_is_forgotten(house: House) -> None:
    insider = house.insider()
    guesses(house, insider.email, 9)
    house.clock.forward(days=1)
    assert guesses(house, insider.email, 2) == [0, 0]


def test_a_stranger_keeps_nobody_out_who_is_in_or_has_a_passkey(house: House) -> None:
    insider, (other, device) = house.insider(), house.with_passkey()
    for one in (insider, other):
        guesses(house, one.email, 8)
    here, visitor = insider.signed_in.session, house.visitor()
    proof = Proof(code=house.code(insider))
    step_up(house.accounts, here, What(operation="change"), proof, visitor)
    new = "a barrel organ in the harbour"
    change_password(house.accounts, here, PASSWORD, new, visitor)
    answer = answered(ask_passkey(house.accounts), device)
    again = sign_in_with_passkey(house.accounts, answer, visitor)
    assert again.session.person == other.person


def test_a_recovery_forgives(house: House) -> None:
    insider, official = house.insider(), house.person(Role.OFFICIAL)
    guesses(house, insider.email, 8)
    document = ("passport", "ab" * 32)
    recover_at_desk(house.accounts, official, insider.person, document, house.visitor())
    again: Insider = house.accepted(insider.actor, house.token_to(insider.person))
    assert house.signs_in(again)


def test_codes_to_show_presence_are_guessed_no_faster(house: House) -> None:
    insider = house.insider()
    session, what = insider.signed_in.session, What(operation="sign")

    def guess() -> object:
        return step_up(house.accounts, session, what, Proof(code="000000"), house.visitor())

    for _ in range(FREE):
        then_refused(guess, "credentials_refused")
    refused = then_refused(guess, "too_many_requests")
    assert refused.facts == {"retry_after": 30}
