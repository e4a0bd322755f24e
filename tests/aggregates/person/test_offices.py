"""Offices: the one of the registry proposes, the other confirms, and nobody gives one otherwise."""

from __future__ import annotations

import pytest
from bdd import after, given
from msgspec.structs import replace
from people import LIN, NOON, ORGANISER, REGISTRAR

from aggregates.person import PERSON
from aggregates.person.assign_person import AssignPerson, assign_person
from aggregates.person.confirm_office import ConfirmOffice, confirm_office
from aggregates.person.events import (
    DisplayOrder,
    OfficeGiven,
    OfficeProposalWithdrawn,
    OfficeProposed,
    PersonAssigned,
    PersonRegistered,
    Post,
)
from aggregates.person.propose_office import ProposeOffice, propose_office
from aggregates.person.register_founder import register_founder
from aggregates.person.register_person import RegisterPerson, register_person
from aggregates.person.withdraw_office import WithdrawOffice, withdraw_office
from aggregates.vocabulary import Actor, Role, Sealed

SEALED = Sealed(kid="key-wen", nonce=bytes(12), ciphertext=bytes(70), commitment=bytes(32))
LEAD = Post(organisation="linghai", roles=(Role.LEAD,))
IN_OFFICE = Post(organisation="bureau", roles=(Role.OFFICIAL,))
DIALLO = Actor(person="diallo", organisation="fair", role=Role.REGISTRY)
REGISTER = RegisterPerson(
    actor=ORGANISER,
    at=NOON,
    person="wen-hao",
    native_name=SEALED,
    latin_name=SEALED,
    email=SEALED,
    display_order=DisplayOrder.FAMILY_FIRST,
    posts=(LEAD,),
)
REGISTERED = PersonRegistered(
    at=NOON,
    person="wen-hao",
    native_name=SEALED,
    latin_name=SEALED,
    email=SEALED,
    phone=None,
    display_order=DisplayOrder.FAMILY_FIRST,
    posts=(LEAD,),
    by="sato",
)
OFFICE = {"organisation": "bureau", "role": Role.OFFICIAL}
PROPOSE = ProposeOffice(actor=REGISTRAR, at=NOON, person="wen-hao", **OFFICE)
PROPOSED = OfficeProposed(at=NOON, by="okafor", **OFFICE)
CONFIRM = ConfirmOffice(actor=DIALLO, at=NOON, person="wen-hao", **OFFICE)
GIVEN = OfficeGiven(at=NOON, proposed_by="okafor", by="diallo", **OFFICE)
WITHDRAW = WithdrawOffice(actor=DIALLO, at=NOON, person="wen-hao", **OFFICE)
WITHDRAWN = OfficeProposalWithdrawn(at=NOON, by="diallo", **OFFICE)
ASSIGN = AssignPerson(actor=ORGANISER, at=NOON, person="wen-hao", posts=(LEAD,))


@pytest.mark.parametrize("actor", [ORGANISER, REGISTRAR])
@pytest.mark.parametrize("role", [Role.OFFICIAL, Role.AUDITOR, Role.REGISTRY, Role.ORGANISER])
def test_nobody_alone_registers_somebody_in_an_office(actor: Actor, role: Role) -> None:
    posts = (LEAD, replace(IN_OFFICE, roles=(Role.LEAD, role)))
    given(PERSON).when(register_person, replace(REGISTER, actor=actor, posts=posts)).then_refused(
        "office_by_two", organisation="bureau", role=role.value
    )


@pytest.mark.parametrize("actor", [ORGANISER, REGISTRAR])
def test_nobody_alone_assigns_an_office(actor: Actor) -> None:
    assigning = replace(ASSIGN, actor=actor, posts=(LEAD, IN_OFFICE))
    given(PERSON, REGISTERED).when(assign_person, assigning).then_refused(
        "office_by_two", organisation="bureau", role="official"
    )


def test_an_office_is_held_once_a_second_of_the_registry_has_confirmed_it() -> None:
    given(PERSON, REGISTERED).when(propose_office, PROPOSE).then(PROPOSED)
    assert not after(PERSON, REGISTERED, PROPOSED).may_act("bureau", Role.OFFICIAL)
    given(PERSON, REGISTERED, PROPOSED).when(confirm_office, CONFIRM).then(GIVEN)
    assert after(PERSON, REGISTERED, PROPOSED, GIVEN).posts == (IN_OFFICE, LEAD)
    assert after(PERSON, REGISTERED, PROPOSED, GIVEN).proposals == ()


def test_an_office_joins_the_roles_that_are_held_in_the_same_organisation() -> None:
    given_there = replace(GIVEN, organisation="linghai")
    (post,) = after(PERSON, REGISTERED, given_there).posts
    assert post.roles == (Role.LEAD, Role.OFFICIAL)


def test_who_proposed_does_not_confirm() -> None:
    own = replace(CONFIRM, actor=REGISTRAR)
    given(PERSON, REGISTERED, PROPOSED).when(confirm_office, own).then_refused(
        "four_eyes", person="okafor"
    )


def test_nobody_gives_themselves_an_office() -> None:
    own = replace(REGISTRAR, person="wen-hao")
    proposed = given(PERSON, REGISTERED, PROPOSED)
    for refused in (
        proposed.when(propose_office, replace(PROPOSE, actor=own)),
        proposed.when(confirm_office, replace(CONFIRM, actor=own)),
    ):
        refused.then_refused("four_eyes", person="wen-hao")


@pytest.mark.parametrize("actor", [ORGANISER, LIN])
def test_only_the_registry_has_to_do_with_offices(actor: Actor) -> None:
    proposed = given(PERSON, REGISTERED, PROPOSED)
    for refused in (
        proposed.when(propose_office, replace(PROPOSE, actor=actor)),
        proposed.when(confirm_office, replace(CONFIRM, actor=actor)),
        proposed.when(withdraw_office, replace(WITHDRAW, actor=actor)),
    ):
        refused.then_refused("role_not_allowed", role=actor.role.value, allowed=("registry",))


def test_who_was_never_registered_holds_no_office() -> None:
    for refused in (
        given(PERSON).when(propose_office, PROPOSE),
        given(PERSON).when(confirm_office, CONFIRM),
        given(PERSON).when(withdraw_office, WITHDRAW),
    ):
        refused.then_refused("person_unknown", person="wen-hao")


def test_what_is_no_office_is_not_proposed() -> None:
    given(PERSON, REGISTERED).when(propose_office, replace(PROPOSE, role=Role.LEAD)).then_refused(
        "office_unlisted", role="lead"
    )


def test_what_nobody_proposed_is_not_confirmed() -> None:
    facts = {"organisation": "bureau", "role": "official"}
    for before in ((), (PROPOSED, WITHDRAWN)):
        given(PERSON, REGISTERED, *before).when(confirm_office, CONFIRM).then_refused(
            "office_not_proposed", **facts
        )


def test_a_proposal_is_withdrawn() -> None:
    given(PERSON, REGISTERED, PROPOSED).when(withdraw_office, WITHDRAW).then(WITHDRAWN)


def test_one_of_two_proposals_is_withdrawn_and_the_other_stays() -> None:
    other = replace(PROPOSED, role=Role.AUDITOR)
    assert after(PERSON, REGISTERED, other, PROPOSED, WITHDRAWN).proposals == (other,)


def test_the_same_again_changes_nothing() -> None:
    given(PERSON, REGISTERED, PROPOSED).when(propose_office, PROPOSE).then()
    given(PERSON, REGISTERED, PROPOSED, GIVEN).when(propose_office, PROPOSE).then()
    given(PERSON, REGISTERED, PROPOSED, GIVEN).when(confirm_office, CONFIRM).then()
    given(PERSON, REGISTERED, PROPOSED, WITHDRAWN).when(withdraw_office, WITHDRAW).then()


def test_other_posts_are_assigned_beside_an_office_and_only_the_registry_takes_one_away() -> None:
    history = (REGISTERED, PROPOSED, GIVEN)
    beside = replace(ASSIGN, posts=(IN_OFFICE,))
    assigned = PersonAssigned(at=NOON, posts=(IN_OFFICE,), by="sato")
    given(PERSON, *history).when(assign_person, beside).then(assigned)
    given(PERSON, *history).when(assign_person, ASSIGN).then_refused(
        "role_not_allowed", role="organiser", allowed=("registry",)
    )
    taken = replace(assigned, posts=(LEAD,), by="okafor")
    given(PERSON, *history).when(assign_person, replace(ASSIGN, actor=REGISTRAR)).then(taken)


def test_a_registry_begins_with_its_founders() -> None:
    posts = (Post(organisation="fair", roles=(Role.ORGANISER, Role.REGISTRY)),)
    founding = replace(REGISTER, actor=replace(REGISTRAR, person="wen-hao"), posts=posts)
    founded = replace(REGISTERED, posts=posts, by="wen-hao")
    given(PERSON).when(register_founder, founding).then(founded)
    given(PERSON, founded).when(register_founder, founding).then()


def test_who_is_not_of_the_registry_founds_nothing() -> None:
    founding = replace(REGISTER, actor=REGISTRAR, posts=(IN_OFFICE,))
    given(PERSON).when(register_founder, founding).then_refused(
        "office_by_two", organisation="bureau", role="official"
    )
