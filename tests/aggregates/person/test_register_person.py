"""Registering a person."""

from __future__ import annotations

import pytest
from bdd import given
from msgspec.structs import replace
from people import LIN, NOON, ORGANISER, REGISTRAR

from aggregates.person import PERSON
from aggregates.person.events import (
    ConfirmationAsked,
    DisplayOrder,
    PersonAssigned,
    PersonRegistered,
    Post,
)
from aggregates.person.register_person import RegisterPerson, register_person
from aggregates.vocabulary import Role, Sealed


def sealed(last: int, length: int = 70) -> Sealed:
    return Sealed(
        kid="key-wen",
        nonce=bytes(11) + bytes([last]),
        ciphertext=bytes(length),
        commitment=b"c" * 32,
    )


LEAD = Post(organisation="linghai", roles=(Role.LEAD, Role.SIGNATORY))
ADVISER = Post(organisation="andes", roles=(Role.LAWYER,))
REGISTER = RegisterPerson(
    actor=REGISTRAR,
    at=NOON,
    person="wen-hao",
    native_name=sealed(1),
    latin_name=sealed(2),
    email=sealed(3),
    phone=sealed(4),
    display_order=DisplayOrder.FAMILY_FIRST,
    posts=(LEAD, ADVISER),
)
REGISTERED = PersonRegistered(
    at=NOON,
    person="wen-hao",
    native_name=sealed(1),
    latin_name=sealed(2),
    email=sealed(3),
    phone=sealed(4),
    display_order=DisplayOrder.FAMILY_FIRST,
    posts=(ADVISER, LEAD),
    by="okafor",
)

ASKED = tuple(
    ConfirmationAsked(at=NOON, organisation=post.organisation, roles=post.roles, by="okafor")
    for post in (ADVISER, LEAD)
)


def test_the_registry_registers_a_person_with_sealed_names_and_addresses() -> None:
    given(PERSON).when(register_person, REGISTER).then(REGISTERED, *ASKED)


def test_a_person_may_have_no_phone_and_no_post() -> None:
    given(PERSON).when(register_person, replace(REGISTER, phone=None, posts=())).then(
        replace(REGISTERED, phone=None, posts=())
    )


def test_roles_are_recorded_as_a_set() -> None:
    doubled = Post(organisation="linghai", roles=(Role.SIGNATORY, Role.LEAD, Role.LEAD))
    given(PERSON).when(register_person, replace(REGISTER, posts=(doubled,))).then(
        replace(REGISTERED, posts=(LEAD,)), ASKED[1]
    )


def test_only_registry_and_organiser_register_people() -> None:
    given(PERSON).when(register_person, replace(REGISTER, actor=ORGANISER)).then(
        replace(REGISTERED, by="sato"), *(replace(one, by="sato") for one in ASKED)
    )
    given(PERSON).when(register_person, replace(REGISTER, actor=LIN)).then_refused(
        "role_not_allowed", role="lead", allowed=("registry", "organiser")
    )


def test_another_person_under_the_same_id_is_refused() -> None:
    other = replace(REGISTER, native_name=sealed(9))
    given(PERSON, REGISTERED).when(register_person, other).then_refused(
        "person_exists", person="wen-hao"
    )


def test_nobody_is_registered_as_the_system() -> None:
    given(PERSON).when(register_person, replace(REGISTER, person="system")).then_refused(
        "person_reserved", person="system"
    )


@pytest.mark.parametrize(
    ("wrong", "code", "facts"),
    [
        ({"email": sealed(3, 48)}, "sealed_malformed", {"field": "email"}),
        ({"phone": sealed(4, 48)}, "sealed_malformed", {"field": "phone"}),
        ({"posts": (replace(LEAD, roles=()),)}, "list_empty", {"field": "posts.roles"}),
        ({"posts": (LEAD, LEAD)}, "post_twice", {"organisation": "linghai"}),
        (
            {"posts": (replace(LEAD, roles=(Role.SYSTEM,)),)},
            "role_reserved",
            {"organisation": "linghai", "role": "system"},
        ),
        (
            {"posts": (replace(LEAD, organisation=""),)},
            "identifier_malformed",
            {"field": "posts.organisation", "value": ""},
        ),
    ],
)
def test_an_ill_formed_registration_is_refused(
    wrong: dict[str, object], code: str, facts: dict[str, object]
) -> None:
    given(PERSON).when(register_person, replace(REGISTER, **wrong)).then_refused(code, **facts)


def test_registering_twice_changes_nothing() -> None:
    assigned = PersonAssigned(at=NOON, posts=(), by="sato")
    given(PERSON, REGISTERED).when(register_person, REGISTER).then()
    given(PERSON, REGISTERED, assigned).when(register_person, REGISTER).then()
