"""Passwords: which are taken, how they are kept, and what a check costs."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from time import process_time

import pytest
from coming_in import CHEAP, PASSWORD, then_refused

from api.accounts.password_rules import check_password
from api.accounts.passwords import Passwords, Strength
from api.refusals import ApiError

KNOWN = ("lin.yue@linghai.example.org", "林悦", "Lin Yue")


@pytest.fixture(scope="module")
def passwords() -> Iterator[Passwords]:
    """Hash at little cost."""
    made = Passwords(CHEAP)
    yield made
    made.close()


@pytest.mark.parametrize(
    "password",
    [
        PASSWORD,
        "four unrelated brisk walnuts",
        "海鸥在雨中轻轻飞过旧码头呀",
        "        vw3#Tk!pz",
        "Жёлтый чайник поёт ночью",
    ],
)
def test_what_nobody_guesses_is_taken_in_any_script(password: str) -> None:
    check_password(password, KNOWN)


@pytest.mark.parametrize(
    "password",
    [
        "password1234",
        "P4$$w0rdP4$$w0rd",
        "qwertyuiop123",
        "1qaz2wsx3edc4rfv",
        "aaaaaaaaaaaaaaaaaa",
        "abcabcabcabcabc",
        "iloveyou19901231",
        "0123456789012345",
        "Counterseal2026!",
        "linyuelinghai2026",
        "Lin.Yue@linghai",
        "wangwoaini1314520",
    ],
)
def test_what_others_try_first_is_not(password: str) -> None:
    then_refused(lambda: check_password(password, KNOWN), "password_guessable")


def test_a_short_one_is_not_taken_whatever_is_in_it() -> None:
    refused = then_refused(lambda: check_password("vw3#Tk!pz^Q", KNOWN), "password_too_short")
    assert refused.facts == {"shortest": 12}


def test_one_that_goes_on_for_ever_is_not_taken() -> None:
    then_refused(lambda: check_password("violin " * 40, KNOWN), "password_too_long")


def test_it_is_kept_as_argon2id_with_a_salt_of_its_own(passwords: Passwords) -> None:
    one, other = passwords.hashed(PASSWORD), passwords.hashed(PASSWORD)
    assert one.startswith("$argon2id$v=19$m=8,t=1,p=1$")
    assert one != other


def test_it_costs_what_the_rfc_asks_for_unless_said_otherwise() -> None:
    made = Passwords()
    assert made.hashed(PASSWORD).startswith("$argon2id$v=19$m=65536,t=3,p=1$")
    made.close()


def test_one_sign_that_is_typed_in_two_ways_is_one_sign(passwords: Passwords) -> None:
    encoded = passwords.hashed("caf\u00e9 over the northern quay")
    assert passwords.check(encoded, "cafe\u0301 over the northern quay").right


def test_a_check_without_an_account_does_the_same_work() -> None:
    passwords = Passwords(Strength(memory_kib=16 * 1024, passes=2))
    encoded = passwords.hashed(PASSWORD)

    def cost(of: str | None) -> float:
        begun = process_time()
        assert not passwords.check(of, "something else entirely").right
        return process_time() - begun

    known, unknown = (min(cost(of) for _ in range(7)) for of in (encoded, None))
    passwords.close()
    assert 0.5 < known / unknown < 2


def test_nobody_is_right_where_there_is_no_account(passwords: Passwords) -> None:
    assert not passwords.check(None, "").right


def test_who_comes_when_too_many_wait_is_sent_away() -> None:
    passwords = Passwords(Strength(memory_kib=8 * 1024, passes=1))
    refused: list[str] = []

    def attempt(_: int) -> None:
        try:
            passwords.check(None, PASSWORD)
        except ApiError as error:
            refused.append(error.code)

    with ThreadPoolExecutor(100) as crowd:
        list(crowd.map(attempt, range(400)))
    passwords.close()
    assert set(refused) == {"service_unavailable"}
