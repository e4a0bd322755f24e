"""What somebody changes of their own account."""

from __future__ import annotations

import msgspec
import pytest
from authenticator import Authenticator
from coming_in import OTHER_PASSWORD, PASSWORD, House, answered, then_refused
from msgspec.structs import replace
from pyotp.totp import TOTP

from api.accounts.invitations import NewPasskey
from api.accounts.own import (
    add_passkey,
    change_password,
    connect_app,
    offer_app,
    offer_passkey,
    own_account,
    remove_passkey,
    renew_recovery_codes,
)
from api.accounts.passkeys import PASSKEYS_MAX, Creation
from api.accounts.sessions import Session, session_of
from api.accounts.sign_in import ask_passkey, sign_in_with_passkey


def added(house: House, session: Session, device: Authenticator) -> bytes:
    """Add a passkey of ``device`` and return its id."""
    asking = offer_passkey(house.accounts, session)
    creation = msgspec.convert(device.create(asking.options), Creation)
    made = NewPasskey(challenge=asking.challenge, passkey=creation)
    return add_passkey(house.accounts, session, "telephone", made, house.visitor()).credential


def test_another_password_ends_every_other_session(house: House) -> None:
    insider = house.insider()
    here = house.signs_in(insider)
    change_password(house.accounts, here.session, PASSWORD, OTHER_PASSWORD, house.visitor())
    assert session_of(house.accounts, insider.signed_in.token) is None
    assert session_of(house.accounts, here.token) is not None
    then_refused(lambda: house.signs_in(insider), "credentials_refused")
    assert house.signs_in(insider, password=OTHER_PASSWORD)


def test_who_does_not_know_the_old_password_sets_no_new_one(house: House) -> None:
    insider = house.insider()
    session = insider.signed_in.session
    for old in ("", OTHER_PASSWORD, "x" * 10_000):
        then_refused(
            lambda old=old: change_password(
                house.accounts, session, old, OTHER_PASSWORD, house.visitor()
            ),
            "credentials_refused",
        )
    then_refused(
        lambda: change_password(house.accounts, session, PASSWORD, "qwerty123456", house.visitor()),
        "password_guessable",
    )


def test_a_password_is_of_no_use_without_an_app(house: House) -> None:
    insider, _ = house.with_passkey()
    session = insider.signed_in.session
    then_refused(
        lambda: change_password(house.accounts, session, "", PASSWORD, house.visitor()),
        "proof_missing",
    )


def test_another_app_takes_the_place_of_the_first(house: House) -> None:
    insider = house.insider()
    session = insider.signed_in.session
    offered = offer_app(house.accounts, session)
    assert offered == offer_app(house.accounts, session)
    app = TOTP(offered.secret)
    connect_app(house.accounts, session, app.at(house.clock()), house.visitor())
    house.clock.forward(seconds=30)
    then_refused(lambda: house.signs_in(insider), "credentials_refused")
    assert house.signs_in(insider, code=app.at(house.clock()))


def test_an_app_is_offered_to_one_person_in_one_session_and_once(house: House) -> None:
    insider, other = house.insider(), house.insider()
    session, elsewhere = insider.signed_in.session, house.signs_in(insider).session
    offered = offer_app(house.accounts, session).secret
    assert offer_app(house.accounts, elsewhere).secret != offered
    assert offer_app(house.accounts, replace(other.signed_in.session, id=session.id)) != offered
    code = TOTP(offered).at(house.clock())
    then_refused(
        lambda: connect_app(house.accounts, elsewhere, code, house.visitor()),
        "credentials_refused",
    )
    connect_app(house.accounts, session, code, house.visitor())
    assert offer_app(house.accounts, session).secret != offered


def test_an_app_counts_once_it_has_shown_a_code(house: House) -> None:
    insider = house.insider()
    session = insider.signed_in.session
    then_refused(
        lambda: connect_app(house.accounts, session, "000000", house.visitor()),
        "credentials_refused",
    )
    assert house.signs_in(insider)


def test_new_recovery_codes_take_the_place_of_the_old(house: House) -> None:
    insider = house.insider()
    codes = renew_recovery_codes(house.accounts, insider.signed_in.session, house.visitor())
    then_refused(
        lambda: house.signs_in(insider, code=insider.recovery_codes[0]), "credentials_refused"
    )
    assert house.signs_in(insider, code=codes[0])
    assert own_account(house.accounts, insider.person).recovery_codes_left == 9


def test_a_passkey_can_be_added_and_used(house: House) -> None:
    insider, device = house.insider(), house.device()
    added(house, insider.signed_in.session, device)
    answer = answered(ask_passkey(house.accounts), device)
    signed_in = sign_in_with_passkey(house.accounts, answer, house.visitor())
    assert signed_in.session.person == insider.person
    own = own_account(house.accounts, insider.person)
    assert (own.has_password, own.has_app, len(own.passkeys)) == (True, True, 1)


def test_a_passkey_is_not_added_twice_nor_for_another_session(house: House) -> None:
    insider, other, device = house.insider(), house.insider(), house.device()
    added(house, insider.signed_in.session, device)
    then_refused(lambda: added(house, other.signed_in.session, device), "passkey_refused")
    asking = offer_passkey(house.accounts, insider.signed_in.session)
    creation = msgspec.convert(house.device().create(asking.options), Creation)
    made = NewPasskey(challenge=asking.challenge, passkey=creation)
    session = other.signed_in.session
    then_refused(
        lambda: add_passkey(house.accounts, session, "x", made, house.visitor()),
        "challenge_stale",
    )


def test_nobody_has_passkeys_without_end(house: House) -> None:
    session = house.insider().signed_in.session
    for _ in range(PASSKEYS_MAX):
        added(house, session, house.device())
    then_refused(lambda: added(house, session, house.device()), "passkeys_too_many")


def test_a_passkey_can_be_removed_but_not_the_last_way_in(house: House) -> None:
    insider, device = house.with_passkey()
    session = insider.signed_in.session
    then_refused(
        lambda: remove_passkey(house.accounts, session, device.credential, house.visitor()),
        "last_factor",
    )
    second = added(house, session, house.device())
    remove_passkey(house.accounts, session, device.credential, house.visitor())
    then_refused(
        lambda: sign_in_with_passkey(
            house.accounts, answered(ask_passkey(house.accounts), device), house.visitor()
        ),
        "credentials_refused",
    )
    assert [key.credential for key in own_account(house.accounts, insider.person).passkeys] == [
        second
    ]


@pytest.mark.parametrize("credential", [b"", b"unknown"])
def test_a_passkey_that_one_does_not_have_is_not_removed(house: House, credential: bytes) -> None:
    session = house.insider().signed_in.session
    then_refused(
        lambda: remove_passkey(house.accounts, session, credential, house.visitor()),
        "passkey_unlisted",
    )


def test_who_has_no_account_has_nothing_to_change(house: House) -> None:
    then_refused(lambda: own_account(house.accounts, "nobody"), "account_unlisted")
