"""Erasing what identifies a person."""

from __future__ import annotations

from bdd import after, given_states
from erasing import HELD, KEY, SECOND, proposed
from msgspec.structs import replace
from people import NOON, REGISTRAR
from samples import SAMPLES

from aggregates.log import LOG
from aggregates.log.erasing.erase_person import ErasePerson, erase_person
from aggregates.log.erasing.events import ErasureGround, PersonErased, Subject
from aggregates.person.events import PersonRegistered, Post
from aggregates.person.state import Person
from aggregates.vocabulary import Role

REGISTERED = SAMPLES["person.registered.v1"]
assert isinstance(REGISTERED, PersonRegistered)
WEN = Person(registered=REGISTERED)
ASKED = proposed(Subject.PERSON, "wen-hao", ErasureGround.REQUEST)
LOGGED = after(LOG, ASKED)
ERASE = ErasePerson(actor=SECOND, at=NOON, erasure="erasure-1", person="wen-hao", keys=(KEY,))
ERASED = PersonErased(
    at=NOON,
    erasure="erasure-1",
    ground=ErasureGround.REQUEST,
    reference="DPO-2",
    keys=(KEY,),
    proposed_by=REGISTRAR.person,
    by=SECOND.person,
    person="wen-hao",
)


def test_who_asks_for_it_by_right_is_erased_once() -> None:
    given_states(LOGGED, WEN).when(erase_person, ERASE).then({"erasures": [ERASED]})
    given_states(after(LOG, ASKED, ERASED), WEN).when(erase_person, ERASE).then_nothing()


def test_who_still_acts_for_somebody_is_not_erased() -> None:
    busy = replace(WEN, posts=(Post(organisation="linghai", roles=(Role.LEAD,)),))
    given_states(LOGGED, busy).when(erase_person, ERASE).then_refused(
        "posts_held", organisations=("linghai",)
    )


def test_nobody_is_erased_who_was_never_registered() -> None:
    given_states(LOGGED, Person()).when(erase_person, ERASE).then_refused(
        "person_unknown", person="wen-hao"
    )


def test_nobody_is_erased_while_a_hold_stands() -> None:
    held = after(LOG, ASKED, replace(HELD, subject=Subject.PERSON, id="wen-hao"))
    given_states(held, WEN).when(erase_person, ERASE).then_refused("hold_stands", holds=("hold-1",))
