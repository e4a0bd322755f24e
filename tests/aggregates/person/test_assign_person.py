"""Assigning a person to organisations and roles."""

from __future__ import annotations

from bdd import after, given
from msgspec.structs import replace
from people import LIN, NOON, REGISTRAR

from aggregates.person import PERSON
from aggregates.person.assign_person import AssignPerson, assign_person
from aggregates.person.events import (
    ConfirmationAsked,
    DisplayOrder,
    PersonAssigned,
    PersonRegistered,
    Post,
)
from aggregates.vocabulary import Role, Sealed

SEALED = Sealed(kid="key-wen", nonce=bytes(12), ciphertext=bytes(70), commitment=bytes(32))
LEAD = Post(organisation="linghai", roles=(Role.LEAD, Role.SIGNATORY))
ADVISER = Post(organisation="andes", roles=(Role.LAWYER,))
REGISTERED = PersonRegistered(
    at=NOON,
    person="wen-hao",
    native_name=SEALED,
    latin_name=SEALED,
    email=SEALED,
    phone=None,
    display_order=DisplayOrder.FAMILY_FIRST,
    posts=(LEAD,),
    by="okafor",
)
ASSIGN = AssignPerson(actor=REGISTRAR, at=NOON, person="wen-hao", posts=(LEAD, ADVISER))
ASSIGNED = PersonAssigned(at=NOON, posts=(ADVISER, LEAD), by="okafor")
ASKED = ConfirmationAsked(at=NOON, organisation="andes", roles=(Role.LAWYER,), by="okafor")


def test_the_registry_assigns_a_person_to_another_organisation() -> None:
    given(PERSON, REGISTERED).when(assign_person, ASSIGN).then(ASSIGNED, ASKED)


def test_a_person_may_act_in_the_posts_held_now_and_in_no_other() -> None:
    before, now = after(PERSON, REGISTERED), after(PERSON, REGISTERED, ASSIGNED)
    assert not before.may_act("andes", Role.LAWYER)
    assert now.may_act("andes", Role.LAWYER)
    assert now.may_act("linghai", Role.SIGNATORY)
    assert not now.may_act("andes", Role.SIGNATORY)


def test_a_person_can_lose_every_post() -> None:
    given(PERSON, REGISTERED).when(assign_person, replace(ASSIGN, posts=())).then(
        replace(ASSIGNED, posts=())
    )


def test_a_lead_assigns_nobody() -> None:
    given(PERSON, REGISTERED).when(assign_person, replace(ASSIGN, actor=LIN)).then_refused(
        "role_not_allowed", role="lead", allowed=("registry", "organiser")
    )


def test_nobody_assigns_themselves() -> None:
    own = replace(ASSIGN, actor=replace(REGISTRAR, person="wen-hao"))
    given(PERSON, REGISTERED).when(assign_person, own).then_refused("four_eyes", person="wen-hao")


def test_who_was_never_registered_cannot_be_assigned() -> None:
    given(PERSON).when(assign_person, ASSIGN).then_refused("person_unknown", person="wen-hao")


def test_assigning_twice_changes_nothing() -> None:
    given(PERSON, REGISTERED, ASSIGNED).when(assign_person, ASSIGN).then()
