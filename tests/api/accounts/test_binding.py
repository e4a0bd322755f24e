"""Whoever has only the database's login of the application lets nobody in, as nothing."""

from __future__ import annotations

import hashlib

import msgspec
import pytest
from authenticator import Authenticator
from coming_in import House, answered, then_refused
from let_in import given, key_of, who

from aggregates.vocabulary import Role
from api.accounts.administrators import administrators
from api.accounts.invitations import invite, look_up
from api.accounts.people import Acts
from api.accounts.powers import powers_held, record_power
from api.accounts.secrets import token_sha256
from api.accounts.sessions import attended_sessions, own_sessions, session_by_id, session_of
from api.accounts.sessions import may_act as may
from api.accounts.sign_in import ask_passkey, sign_in_with_passkey
from api.accounts.step_up import Proof, What, spend_step_up, step_up

SIGN = What(operation="sign", document_sha256="ab" * 32)
COPIED = """
    INSERT INTO operations.{0} SELECT (jsonb_populate_record(r, %s::jsonb)).*
    FROM operations.{0} AS r WHERE r.{1} = %s
"""


def copied(house: House, table: str, key: str, of: object, **changes: object) -> None:
    """Write a row as another one, but for ``changes``."""
    told = {
        name: f"\\x{value.hex()}" if isinstance(value, bytes) else value
        for name, value in changes.items()
    }
    house.change(COPIED.format(table, key), msgspec.json.encode(told).decode(), of)


def test_no_session_is_written_for_another(house: House) -> None:
    own, other = house.insider(), house.insider()
    token = "a token of the attacker's own"  # noqa: S105 - it lets nobody in
    of, fresh = own.signed_in.session.id, {"token_sha256": token_sha256(token), "id": "forged"}
    copied(house, "sessions", "id", of, **fresh, person=other.person, organisation="x")
    assert session_of(house.accounts, token) is None
    assert who(house, token=token) is None
    then_refused(lambda: session_by_id(house.accounts, "forged"), "session_unknown")
    assert "forged" not in [one.id for one in own_sessions(house.accounts, other.person)]


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("person", "somebody"),
        ("organisation", "elsewhere"),
        ("role", "registry"),
        ("method", "passkey"),
        ("deal", "another"),
        ("attended_by", "an official"),
        ("person_stream", "00000000-0000-0000-0000-000000000000"),
        ("begun_at", "2030-01-01T00:00:00Z"),
        ("stepped_up_until", "2030-01-01T00:00:00Z"),
        ("mac", b""),
    ],
)
def test_a_session_is_what_it_was_made_as(house: House, column: str, value: object) -> None:
    insider = house.insider()
    assert who(house, token=insider.signed_in.token)
    statement = f"UPDATE operations.sessions SET {column} = %s WHERE id = %s"  # noqa: S608 - ours
    house.change(statement, value, insider.signed_in.session.id)
    assert session_of(house.accounts, insider.signed_in.token) is None
    assert who(house, token=insider.signed_in.token) is None
    assert own_sessions(house.accounts, insider.person) == []
    assert attended_sessions(house.accounts, "an official") == []


def test_no_key_is_written_for_another(house: House) -> None:
    own, other = house.insider(), house.insider()
    made, secret = key_of(house, own), "counterseal_of_the_attacker"
    forged = {"id": "forged-key", "secret_sha256": token_sha256(secret), "person": other.person}
    copied(house, "keys", "id", made.key.id, **forged, organisation=other.organisation)
    assert who(house, key=secret) is None
    house.change("UPDATE operations.keys SET scopes = '{read,command}' WHERE id = %s", made.key.id)
    assert who(house, key=made.secret) is None


def test_presence_that_nobody_showed_does_not_count(house: House) -> None:
    insider = house.insider()
    session, proof = insider.signed_in.session, Proof(code=house.code(insider))
    _, made = step_up(house.accounts, session, SIGN, proof, house.visitor())
    copied(house, "step_ups", "id", made.id, id="forged", document_sha256="cd" * 32)
    other = What(operation="sign", document_sha256="cd" * 32)
    then_refused(lambda: spend_step_up(house.accounts, session.id, other), "step_up_needed")
    assert spend_step_up(house.accounts, session.id, SIGN).id == made.id


def test_no_link_is_written_for_another(house: House) -> None:
    actor, other = house.person(), house.insider()
    invite(house.accounts, house.registrar, actor.person, "en")
    token = house.token_to(actor.person)
    assert look_up(house.accounts, token, house.visitor())
    for column, value in (("person", other.person), ("kind", "recovery"), ("role", "signatory")):
        forged = {"id": f"forged-{column}", "token_sha256": token_sha256(column), column: value}
        copied(house, "links", "token_sha256", token_sha256(token), **forged)
        then_refused(lambda: look_up(house.accounts, column, house.visitor()), "link_unusable")  # noqa: B023 - called at once


def test_no_passkey_is_written_for_another(house: House) -> None:
    other, (_, device) = house.insider(), house.with_passkey()
    statement = "UPDATE operations.passkeys SET person = %s WHERE credential = %s"
    house.change(statement, other.person, device.credential)
    then_refused(lambda: comes_in(house, device), "credentials_refused")


def comes_in(house: House, device: Authenticator) -> object:
    answer = answered(ask_passkey(house.accounts), device)
    return sign_in_with_passkey(house.accounts, answer, house.visitor())


def test_no_recovery_code_is_written_for_anybody(house: House) -> None:
    insider, code = house.insider(), "aaaa-bbbb-cccc-dddd"
    digest = hashlib.sha256(
        f"counterseal/recovery-code/v1\0{insider.person}\0{code.replace('-', '')}".encode()
    ).digest()
    house.change("INSERT INTO operations.recovery_codes VALUES (%s, %s)", digest, insider.person)
    then_refused(lambda: house.signs_in(insider, code=code), "credentials_refused")
    assert house.signs_in(insider, code=insider.recovery_codes[0])


def test_no_power_and_no_administrator_is_written(house: House) -> None:
    adviser, client = house.insider(Role.LAWYER), house.insider(Role.LEAD)
    wanted = given(house, adviser.person)
    record_power(house.accounts, client.actor, wanted, house.visitor())
    assert len(powers_held(house.accounts, adviser.person)) == 1
    house.change("UPDATE operations.powers SET roles = '{signatory}'")
    assert powers_held(house.accounts, adviser.person) == []
    acts = Acts(organisation=client.organisation, role=Role.SIGNATORY)
    with house.accounts.operations.transaction() as connection:
        assert not may(connection, house.accounts, adviser.person, acts)
    statement = "INSERT INTO operations.administrators VALUES (%s, %s, 'x', now(), '')"
    house.change(statement, client.organisation, client.person)
    assert administrators(house.accounts, client.actor, client.organisation) == []
