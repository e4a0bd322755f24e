"""Taking another e-mail address."""

from __future__ import annotations

from bdd import after, given
from msgspec.structs import replace
from people import NOON, ORGANISER

from aggregates.person import PERSON
from aggregates.person.change_email import ChangeEmail, change_email
from aggregates.person.events import DisplayOrder, EmailChanged, PersonRegistered, Post
from aggregates.vocabulary import Actor, Role, Sealed

SEALED = Sealed(kid="key-wen", nonce=bytes(12), ciphertext=bytes(70), commitment=bytes(32))
OTHER = replace(SEALED, ciphertext=bytes(71))
REGISTERED = PersonRegistered(
    at=NOON,
    person="wen-hao",
    native_name=SEALED,
    latin_name=SEALED,
    email=SEALED,
    phone=None,
    display_order=DisplayOrder.FAMILY_FIRST,
    posts=(Post(organisation="linghai", roles=(Role.LEAD,)),),
    by="sato",
)
WEN = Actor(person="wen-hao", organisation="linghai", role=Role.LEAD)
CHANGE = ChangeEmail(actor=WEN, at=NOON, person="wen-hao", email=OTHER)
CHANGED = EmailChanged(at=NOON, email=OTHER, by="wen-hao")


def test_a_person_takes_another_address() -> None:
    given(PERSON, REGISTERED).when(change_email, CHANGE).then(CHANGED)


def test_nobody_takes_one_for_another_whatever_their_office() -> None:
    given(PERSON, REGISTERED).when(change_email, replace(CHANGE, actor=ORGANISER)).then_refused(
        "not_the_person", person="wen-hao"
    )


def test_who_is_not_registered_has_none_to_change() -> None:
    given(PERSON).when(change_email, CHANGE).then_refused("person_unknown", person="wen-hao")


def test_an_address_comes_sealed() -> None:
    clear = replace(CHANGE, email=replace(SEALED, ciphertext=b"wen@example.org"))
    given(PERSON, REGISTERED).when(change_email, clear).then_refused(
        "sealed_malformed", field="email"
    )


def test_the_address_that_it_is_changes_nothing() -> None:
    given(PERSON, REGISTERED, CHANGED).when(change_email, CHANGE).then()
    given(PERSON, REGISTERED).when(change_email, replace(CHANGE, email=SEALED)).then()


def test_what_was_registered_stays_as_it_was_registered() -> None:
    person = after(PERSON, REGISTERED, CHANGED)
    assert person.email == OTHER
    assert person.registered == REGISTERED
    assert person.posts == REGISTERED.posts
