"""Coming in with a password and a code."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from time import perf_counter

import pytest
from argon2 import PasswordHasher
from coming_in import OTHER_PASSWORD, PASSWORD, House, then_refused
from psycopg import connect

from aggregates.vocabulary import Role
from api.accounts.people import Acts
from api.accounts.sessions import session_of
from api.accounts.sign_in import Credentials, sign_in
from api.refusals import ApiError


def test_who_knows_the_password_and_has_the_code_is_in(house: House) -> None:
    insider = house.insider(Role.LEAD)
    signed_in = house.signs_in(insider)
    session = session_of(house.accounts, signed_in.token)
    assert session is not None
    assert (session.person, session.organisation, session.role) == (
        insider.person,
        insider.organisation,
        "lead",
    )


def test_the_address_is_not_told_apart_by_its_case(house: House) -> None:
    insider = house.insider()
    signed_in = house.signs_in(insider, address=f" {insider.email.upper()} ")
    assert signed_in.session.person == insider.person


@pytest.mark.parametrize(
    "wrong",
    [
        {"password": OTHER_PASSWORD},
        {"password": ""},
        {"password": "x" * 100_000},
        {"password": PASSWORD + "\0"},
        {"code": "000000"},
        {"code": ""},
        {"code": "not a code"},
        {"address": "nobody@example.org"},
        {"address": "no address"},
        {"address": "\ud800@example.org"},
    ],
)
def test_whatever_is_wrong_the_answer_is_the_same(house: House, wrong: dict[str, str]) -> None:
    insider = house.insider()
    refused = then_refused(lambda: house.signs_in(insider, **wrong), "credentials_refused")
    assert refused.facts == {}


def test_a_code_counts_once(house: House) -> None:
    insider = house.insider()
    code = house.code(insider)
    credentials = Credentials(address=insider.email, password=PASSWORD, code=code)
    sign_in(house.accounts, credentials, house.visitor())
    then_refused(
        lambda: sign_in(house.accounts, credentials, house.visitor()), "credentials_refused"
    )


def test_a_code_that_was_seen_is_worth_nothing_once_a_later_one_was_taken(house: House) -> None:
    insider = house.insider()
    seen = house.code(insider)
    house.clock.forward(seconds=30)
    house.signs_in(insider)
    then_refused(lambda: house.signs_in(insider, code=seen), "credentials_refused")


@pytest.mark.parametrize("seconds", [-30, 30])
def test_a_clock_that_is_half_a_minute_off_is_borne_with(house: House, seconds: int) -> None:
    insider = house.insider()
    house.clock.forward(seconds=60)
    code = insider.app.at(int(house.clock().timestamp()) + seconds)
    assert house.signs_in(insider, code=code).session.person == insider.person


def test_a_clock_that_is_more_off_is_not(house: House) -> None:
    insider = house.insider()
    house.clock.forward(seconds=120)
    code = insider.app.at(int(house.clock().timestamp()) - 61)
    then_refused(lambda: house.signs_in(insider, code=code), "credentials_refused")


def test_a_recovery_code_stands_for_the_app_and_counts_once(house: House) -> None:
    insider = house.insider()
    written = insider.recovery_codes[3].upper().replace("-", " ")
    assert house.signs_in(insider, code=written).session.person == insider.person
    then_refused(lambda: house.signs_in(insider, code=written), "credentials_refused")


def test_a_recovery_code_of_another_is_worth_nothing(house: House) -> None:
    insider, other = house.insider(), house.insider()
    code = other.recovery_codes[0]
    then_refused(lambda: house.signs_in(insider, code=code), "credentials_refused")
    assert house.signs_in(other, code=code).session.person == other.person


@pytest.mark.parametrize("address", ["of an account", "of nobody"])
def test_after_five_attempts_in_a_minute_one_waits_account_or_not(
    house: House, address: str
) -> None:
    if address == "of an account":
        address = house.insider().email
    credentials = Credentials(address=address, password=OTHER_PASSWORD, code="000000")
    for _ in range(5):
        then_refused(
            lambda: sign_in(house.accounts, credentials, house.visitor()), "credentials_refused"
        )
    refused = then_refused(
        lambda: sign_in(house.accounts, credentials, house.visitor()), "too_many_requests"
    )
    assert refused.facts == {"retry_after": 60}
    house.clock.forward(seconds=60)
    then_refused(
        lambda: sign_in(house.accounts, credentials, house.visitor()), "credentials_refused"
    )


def test_one_network_address_may_not_try_all_accounts(house: House) -> None:
    visitor = house.visitor()

    def attempt(address: str) -> None:
        tried = Credentials(address=f"{address}@example.org", password="", code="")
        sign_in(house.accounts, tried, visitor)

    for number in range(120):
        then_refused(partial(attempt, f"{number}"), "credentials_refused")
    then_refused(partial(attempt, "other"), "too_many_requests")


def test_one_comes_in_as_what_one_asks_for_if_one_is_that(house: House) -> None:
    insider = house.insider(Role.LEAD, Role.SIGNATORY)
    credentials = Credentials(address=insider.email, password=PASSWORD, code=house.code(insider))
    acts = Acts(organisation=insider.organisation, role=Role.SIGNATORY)
    assert sign_in(house.accounts, credentials, house.visitor(), acts).session.role == "signatory"


def test_one_does_not_come_in_as_somebody_else(house: House) -> None:
    insider, other = house.insider(Role.LEAD), house.organisation()
    credentials = Credentials(address=insider.email, password=PASSWORD, code=house.code(insider))
    acts = Acts(organisation=other, role=Role.LEAD)
    then_refused(
        lambda: sign_in(house.accounts, credentials, house.visitor(), acts), "post_missing"
    )


def test_a_password_of_an_older_strength_is_kept_under_the_new_one(house: House) -> None:
    insider = house.insider()
    outdated = PasswordHasher(time_cost=2, memory_cost=16, parallelism=1).hash(PASSWORD)
    with connect(house.database.superuser) as connection:
        connection.execute(
            "UPDATE operations.accounts SET password_hash = %s WHERE person = %s",
            [outdated, insider.person],
        )
    house.signs_in(insider)
    query = "SELECT password_hash FROM operations.accounts WHERE person = %s"
    assert "m=8,t=1,p=1" in house.rows(query, insider.person)[0][0]


def test_what_was_refused_is_noted_for_who_has_an_account(house: House) -> None:
    insider = house.insider()
    then_refused(lambda: house.signs_in(insider, code="000000"), "credentials_refused")
    assert house.events(insider.person)[-1] == "sign_in_refused"


def test_a_refusal_of_nobodys_address_leaves_no_line(house: House) -> None:
    before = house.rows("SELECT count(*) FROM operations.security_log")
    tried = Credentials(address="nobody@example.org", password="", code="")
    then_refused(lambda: sign_in(house.accounts, tried, house.visitor()), "credentials_refused")
    assert house.rows("SELECT count(*) FROM operations.security_log") == before


def test_a_refusal_takes_as_long_whether_there_is_an_account_or_not(house: House) -> None:
    def cost(address: str) -> float:
        tried = Credentials(address=address, password=OTHER_PASSWORD, code="000000")
        house.clock.forward(minutes=16)
        begun = perf_counter()
        then_refused(lambda: sign_in(house.accounts, tried, house.visitor()), "credentials_refused")
        return perf_counter() - begun

    known = house.insider().email
    costs = [(cost(known), cost("nobody-at-all@example.org")) for _ in range(12)]
    of_known, of_nobody = (min(of) for of in zip(*costs, strict=True))
    assert 0.5 < of_known / of_nobody < 2


def test_of_several_who_send_one_code_at_once_one_is_in(house: House) -> None:
    insider = house.insider()
    code = house.code(insider)
    credentials = Credentials(address=insider.email, password=PASSWORD, code=code)

    def attempt(_: int) -> str:
        try:
            sign_in(house.accounts, credentials, house.visitor())
        except ApiError as refused:
            return refused.code
        return "in"

    with ThreadPoolExecutor(4) as crowd:
        came = list(crowd.map(attempt, range(4)))
    assert sorted(came) == [*["credentials_refused"] * 3, "in"]
