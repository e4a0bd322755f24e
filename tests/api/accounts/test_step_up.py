"""Showing once more who one is: for one thing, soon, once."""

from __future__ import annotations

import hashlib
import json

import pytest
from coming_in import House, Insider, answered, then_refused
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from msgspec.structs import replace
from webauthn.helpers import decode_credential_public_key, parse_client_data_json
from webauthn.helpers.decoded_public_key_to_cryptography import decoded_public_key_to_cryptography

from api.accounts.sessions import session_of
from api.accounts.step_up import FRESH, Proof, What, ask_step_up, spend_step_up, step_up

SIGN = What(operation="sign", document_sha256="ab" * 32, deal="deal-1", seat="linghai")


def stepped_up(house: House, insider: Insider, what: What = SIGN) -> str:
    """Step up with a code and return the new token."""
    proof = Proof(code=house.code(insider))
    signed_in, _ = step_up(house.accounts, insider.signed_in.session, what, proof, house.visitor())
    house.clock.forward(seconds=30)
    return signed_in.token


def spend(house: House, insider: Insider, what: What = SIGN) -> bytes:
    return spend_step_up(house.accounts, insider.signed_in.session.id, what).evidence


def test_a_fresh_code_lets_one_sign_once(house: House) -> None:
    insider = house.insider()
    stepped_up(house, insider)
    told = json.loads(spend(house, insider))
    assert (told["format"], told["method"], told["person"]) == (
        "counterseal/presence/v2",
        "totp",
        insider.person,
    )
    assert (told["operation"], told["document_sha256"]) == ("sign", "ab" * 32)
    then_refused(lambda: spend(house, insider), "step_up_needed")


def test_the_session_goes_on_under_another_token(house: House) -> None:
    insider = house.insider()
    token = stepped_up(house, insider)
    assert session_of(house.accounts, insider.signed_in.token) is None
    session = session_of(house.accounts, token)
    assert session is not None
    assert session.id == insider.signed_in.session.id
    assert session.stepped_up_until is not None


@pytest.mark.parametrize(
    "other",
    [
        replace(SIGN, document_sha256="cd" * 32),
        replace(SIGN, document_sha256=""),
        replace(SIGN, operation="refuse_to_sign"),
        replace(SIGN, deal="deal-2"),
        replace(SIGN, deal=""),
        replace(SIGN, seat="aster"),
        replace(SIGN, seat=""),
    ],
)
def test_it_is_for_this_operation_on_this_document(house: House, other: What) -> None:
    insider = house.insider()
    stepped_up(house, insider)
    then_refused(lambda: spend(house, insider, other), "step_up_needed")
    assert spend(house, insider)


def test_it_is_for_this_session(house: House) -> None:
    insider = house.insider()
    stepped_up(house, insider)
    elsewhere = house.signs_in(insider)
    then_refused(
        lambda: spend_step_up(house.accounts, elsewhere.session.id, SIGN), "step_up_needed"
    )


def test_it_grows_old(house: House) -> None:
    insider = house.insider()
    stepped_up(house, insider)
    house.clock.forward(seconds=FRESH.total_seconds() - 30)
    then_refused(lambda: spend(house, insider), "step_up_needed")


def test_the_code_with_which_one_came_in_is_not_fresh(house: House) -> None:
    insider = house.insider()
    house.clock.forward(seconds=30)
    code = house.code(insider)
    house.signs_in(insider, code=code)
    then_refused(
        lambda: step_up(
            house.accounts, insider.signed_in.session, SIGN, Proof(code=code), house.visitor()
        ),
        "credentials_refused",
    )
    assert house.events(insider.person)[-1] == "step_up_refused"


def test_a_recovery_code_is_for_coming_in_and_for_nothing_else(house: House) -> None:
    insider = house.insider()
    proof = Proof(code=insider.recovery_codes[0])
    then_refused(
        lambda: step_up(house.accounts, insider.signed_in.session, SIGN, proof, house.visitor()),
        "credentials_refused",
    )


def test_codes_are_not_tried_for_ever(house: House) -> None:
    insider = house.insider()
    session, proof = insider.signed_in.session, Proof(code="000000")
    for _ in range(5):
        then_refused(
            lambda: step_up(house.accounts, session, SIGN, proof, house.visitor()),
            "credentials_refused",
        )
    then_refused(
        lambda: step_up(house.accounts, session, SIGN, proof, house.visitor()),
        "too_many_requests",
    )


def test_who_has_no_passkey_is_not_asked_for_one(house: House) -> None:
    assert ask_step_up(house.accounts, house.insider().signed_in.session, SIGN) is None


def test_what_a_passkey_signed_can_be_checked_by_anybody_later(house: House) -> None:
    insider, device = house.with_passkey()
    asking = ask_step_up(house.accounts, insider.signed_in.session, SIGN)
    assert asking is not None
    proof = Proof(passkey=answered(asking, device))
    step_up(house.accounts, insider.signed_in.session, SIGN, proof, house.visitor())
    told = json.loads(spend(house, insider))
    statement = told["statement"].encode()
    said = json.loads(statement)
    assert said["format"] == "counterseal/challenge/v2"
    assert (said["deal"], said["seat"], said["document_sha256"]) == (
        *("deal-1", "linghai"),
        "ab" * 32,
    )
    client = bytes.fromhex(told["client_data"])
    assert parse_client_data_json(client).challenge == hashlib.sha256(statement).digest()
    key = decoded_public_key_to_cryptography(
        decode_credential_public_key(bytes.fromhex(told["public_key"]))
    )
    assert isinstance(key, ec.EllipticCurvePublicKey)
    signed = bytes.fromhex(told["authenticator_data"]) + hashlib.sha256(client).digest()
    key.verify(bytes.fromhex(told["signature"]), signed, ec.ECDSA(SHA256()))


@pytest.mark.parametrize(
    "changed", [{"document_sha256": "cd" * 32}, {"deal": "deal-2"}, {"seat": "aster"}]
)
def test_a_passkey_that_signed_for_one_seat_of_one_document_did_not_for_another(
    house: House, changed: dict[str, str]
) -> None:
    insider, device = house.with_passkey()
    asking = ask_step_up(house.accounts, insider.signed_in.session, SIGN)
    assert asking is not None
    proof = Proof(passkey=answered(asking, device))
    other = replace(SIGN, **changed)
    then_refused(
        lambda: step_up(house.accounts, insider.signed_in.session, other, proof, house.visitor()),
        "challenge_stale",
    )


def test_the_passkey_of_another_is_of_no_use(house: House) -> None:
    insider, _ = house.with_passkey()
    _, device = house.with_passkey()
    asking = ask_step_up(house.accounts, insider.signed_in.session, SIGN)
    assert asking is not None
    proof = Proof(passkey=answered(asking, device))
    then_refused(
        lambda: step_up(house.accounts, insider.signed_in.session, SIGN, proof, house.visitor()),
        "credentials_refused",
    )
