"""Posts given from outside: nobody acts in one before the organisation, or an office, says yes."""

from __future__ import annotations

import pytest
from bdd import after, given
from msgspec.structs import replace
from people import LIN, NOON, OFFICIAL, ORGANISER, REGISTRAR, ROJAS

from aggregates.person import PERSON
from aggregates.person.assign_person import AssignPerson, assign_person
from aggregates.person.confirm_post import ConfirmPost, confirm_post
from aggregates.person.events import (
    ConfirmationAsked,
    DisplayOrder,
    PersonAssigned,
    PersonRegistered,
    Post,
    PostConfirmed,
    PostRefused,
)
from aggregates.person.refuse_post import RefusePost, refuse_post
from aggregates.person.register_person import RegisterPerson, register_person
from aggregates.vocabulary import Actor, Role, Sealed

SEALED = Sealed(kid="key-wen", nonce=bytes(12), ciphertext=bytes(70), commitment=bytes(32))
LEAD = Post(organisation="linghai", roles=(Role.LEAD,))
BOTH = Post(organisation="linghai", roles=(Role.LAWYER, Role.LEAD))
ADVISER = Post(organisation="andes", roles=(Role.LAWYER,))
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
ASKED = ConfirmationAsked(at=NOON, organisation="linghai", roles=(Role.LEAD,), by="sato")
NAMED = {"organisation": "linghai", "roles": (Role.LEAD,)}
CONFIRM = ConfirmPost(actor=LIN, at=NOON, person="wen-hao", **NAMED)
CONFIRMED = PostConfirmed(at=NOON, asked_by="sato", by="lin-yue", **NAMED)
REFUSE = RefusePost(actor=LIN, at=NOON, person="wen-hao", **NAMED)
REFUSED = PostRefused(at=NOON, asked_by="sato", by="lin-yue", **NAMED)
ASSIGN = AssignPerson(actor=ORGANISER, at=NOON, person="wen-hao", posts=(BOTH,))


def test_who_registers_from_outside_asks_and_nobody_acts_yet() -> None:
    given(PERSON).when(register_person, REGISTER).then(REGISTERED, ASKED)
    person = after(PERSON, REGISTERED, ASKED)
    assert (person.posts, person.acting) == ((LEAD,), ())
    assert not person.may_act("linghai", Role.LEAD)


def test_who_gives_a_post_in_their_own_office_is_not_asked() -> None:
    own = Post(organisation="fair", roles=(Role.INTERPRETER,))
    given(PERSON).when(register_person, replace(REGISTER, posts=(own,))).then(
        replace(REGISTERED, posts=(own,))
    )


def test_registering_again_asks_nothing_again() -> None:
    for since in ((ASKED,), (ASKED, CONFIRMED), (ASKED, REFUSED)):
        given(PERSON, REGISTERED, *since).when(register_person, REGISTER).then()


@pytest.mark.parametrize("actor", [LIN, OFFICIAL, REGISTRAR])
def test_a_person_acts_once_it_is_confirmed(actor: Actor) -> None:
    confirmed = replace(CONFIRMED, by=actor.person)
    asked = given(PERSON, REGISTERED, ASKED)
    asked.when(confirm_post, replace(CONFIRM, actor=actor)).then(confirmed)
    assert after(PERSON, REGISTERED, ASKED, confirmed).acting == (LEAD,)


@pytest.mark.parametrize("actor", [LIN, OFFICIAL, REGISTRAR])
def test_a_post_that_is_refused_is_held_no_longer(actor: Actor) -> None:
    refused = replace(REFUSED, by=actor.person)
    asked = given(PERSON, REGISTERED, ASKED)
    asked.when(refuse_post, replace(REFUSE, actor=actor)).then(refused)
    person = after(PERSON, REGISTERED, ASKED, refused)
    assert (person.posts, person.awaiting) == ((), ())


@pytest.mark.parametrize("actor", [ROJAS, ORGANISER])
def test_another_organisation_says_nothing_of_it_nor_does_an_organiser(actor: Actor) -> None:
    facts = {"role": actor.role.value, "allowed": ("official", "registry")}
    asked = given(PERSON, REGISTERED, ASKED)
    for refused in (
        asked.when(confirm_post, replace(CONFIRM, actor=actor)),
        asked.when(refuse_post, replace(REFUSE, actor=actor)),
    ):
        refused.then_refused("role_not_allowed", **facts)


@pytest.mark.parametrize("person", ["sato", "wen-hao"])
def test_neither_who_gave_it_nor_who_is_to_hold_it_confirms(person: str) -> None:
    for actor in (replace(OFFICIAL, person=person), replace(LIN, person=person)):
        given(PERSON, REGISTERED, ASKED).when(
            confirm_post, replace(CONFIRM, actor=actor)
        ).then_refused("four_eyes", person=person)


def test_what_is_confirmed_is_what_was_read() -> None:
    facts = {"organisation": "linghai", "roles": ("lead",)}
    other = replace(CONFIRM, roles=(Role.LEAD, Role.SIGNATORY))
    given(PERSON, REGISTERED, ASKED).when(confirm_post, other).then_refused(
        "post_not_awaiting", **facts
    )
    nothing = replace(CONFIRM, roles=())
    given(PERSON, REGISTERED, ASKED).when(confirm_post, nothing).then_refused(
        "post_not_awaiting", **facts
    )


def test_what_nobody_gave_is_neither_confirmed_nor_refused() -> None:
    facts = {"organisation": "andes", "roles": ()}
    asked = given(PERSON, REGISTERED, ASKED)
    elsewhere = {"actor": ROJAS, "organisation": "andes"}
    for refused in (
        asked.when(confirm_post, replace(CONFIRM, **elsewhere)),
        asked.when(refuse_post, replace(REFUSE, **elsewhere)),
    ):
        refused.then_refused("post_not_awaiting", **facts)
    for refused in (
        given(PERSON).when(confirm_post, CONFIRM),
        given(PERSON).when(refuse_post, REFUSE),
    ):
        refused.then_refused("person_unknown", person="wen-hao")


def test_confirming_twice_changes_nothing() -> None:
    given(PERSON, REGISTERED, ASKED, CONFIRMED).when(confirm_post, CONFIRM).then()


def test_a_confirmed_post_is_not_refused_any_more() -> None:
    given(PERSON, REGISTERED, ASKED, CONFIRMED).when(refuse_post, REFUSE).then_refused(
        "post_not_awaiting", organisation="linghai", roles=()
    )


def test_another_role_awaits_a_word_and_the_one_that_was_confirmed_goes_on() -> None:
    assigned = PersonAssigned(at=NOON, posts=(BOTH,), by="sato")
    asked = replace(ASKED, roles=(Role.LAWYER,))
    confirmed = (REGISTERED, ASKED, CONFIRMED)
    given(PERSON, *confirmed).when(assign_person, ASSIGN).then(assigned, asked)
    assert after(PERSON, *confirmed, assigned, asked).acting == (LEAD,)
    refused = replace(REFUSED, roles=(Role.LAWYER,))
    assert after(PERSON, *confirmed, assigned, asked, refused).posts == (LEAD,)


def test_what_awaits_a_word_already_is_asked_about_once() -> None:
    moved = replace(ASSIGN, posts=(ADVISER, LEAD))
    assigned = PersonAssigned(at=NOON, posts=(ADVISER, LEAD), by="sato")
    asked = ConfirmationAsked(at=NOON, organisation="andes", roles=(Role.LAWYER,), by="sato")
    given(PERSON, REGISTERED, ASKED).when(assign_person, moved).then(assigned, asked)
    person = after(PERSON, REGISTERED, ASKED, assigned, asked)
    assert person.awaiting == (ASKED, asked)
    assert person.awaited("bureau") is None


def test_a_role_that_is_taken_away_awaits_nothing_and_comes_back_unconfirmed() -> None:
    gone = PersonAssigned(at=NOON, posts=(ADVISER,), by="sato")
    assert after(PERSON, REGISTERED, ASKED, gone).awaiting == ()
    once = after(PERSON, REGISTERED, ASKED, CONFIRMED, gone)
    assert not once.may_act("linghai", Role.LEAD)
    back = replace(ASSIGN, posts=(ADVISER, LEAD))
    given(PERSON, REGISTERED, ASKED, CONFIRMED, gone).when(assign_person, back).then(
        PersonAssigned(at=NOON, posts=(ADVISER, LEAD), by="sato"), ASKED
    )


def test_people_of_before_act_in_the_posts_that_they_have() -> None:
    assert after(PERSON, REGISTERED).acting == (LEAD,)
