"""Register a person, whose texts were sealed before they came here."""

from __future__ import annotations

from collections.abc import Sequence

from aggregates.authority import check_role
from aggregates.checks import check_identifier, check_sealed
from aggregates.errors import RuleError
from aggregates.person.confirmations import asked_about
from aggregates.person.events import ConfirmationAsked, DisplayOrder, PersonRegistered, Post
from aggregates.person.offices import check_offices
from aggregates.person.posts import normal_posts
from aggregates.person.state import Person
from aggregates.repeats import says_the_same
from aggregates.vocabulary import SYSTEM, Command, PersonId, Role, Sealed


class RegisterPerson(Command, frozen=True, kw_only=True):
    """The fields are those of `PersonRegistered`. Sent again, it MUST carry the same seals."""

    person: PersonId
    native_name: Sealed
    latin_name: Sealed
    email: Sealed
    phone: Sealed | None = None
    display_order: DisplayOrder
    posts: tuple[Post, ...]


def register_person(
    person: Person, command: RegisterPerson
) -> Sequence[PersonRegistered | ConfirmationAsked]:
    """The registry or the organiser registers; offices are given by two, once there is a person.

    A post in an organisation that is not theirs awaits its word: see `confirmations`.

    Raises:
        RuleError: ``role_not_allowed``, ``office_by_two``; as `registration`.
    """
    check_role(command.actor, Role.REGISTRY, Role.ORGANISER)
    check_offices(command.actor, (), command.posts)
    events = registration(person, command)
    posts = events[0].posts if events else ()
    return [*events, *asked_about(person, posts, command)]


def registration(person: Person, command: RegisterPerson) -> Sequence[PersonRegistered]:
    """Return the registration, or nothing if it is recorded; the system's own name is taken.

    Raises:
        RuleError: ``person_exists`` with other facts, ``person_reserved``,
            ``identifier_malformed``, ``sealed_malformed``, ``list_empty``, ``post_twice``,
            ``role_reserved``.
    """
    _check_values(command)
    registered = _registered(command)
    if person.registered is None:
        return [registered]
    if says_the_same(registered, person.registered):
        return []
    raise RuleError("person_exists", person=command.person)


def _check_values(command: RegisterPerson) -> None:
    check_identifier("person", command.person)
    if command.person == SYSTEM:
        raise RuleError("person_reserved", person=command.person)
    check_sealed("native_name", command.native_name)
    check_sealed("latin_name", command.latin_name)
    check_sealed("email", command.email)
    if command.phone is not None:
        check_sealed("phone", command.phone)


def _registered(command: RegisterPerson) -> PersonRegistered:
    return PersonRegistered(
        at=command.at,
        person=command.person,
        native_name=command.native_name,
        latin_name=command.latin_name,
        email=command.email,
        phone=command.phone,
        display_order=command.display_order,
        posts=normal_posts(command.posts),
        by=command.actor.person,
    )
