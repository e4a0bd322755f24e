"""Say for which organisations, and in which roles, a person may act from now on."""

from __future__ import annotations

from collections.abc import Sequence

from aggregates.authority import check_role
from aggregates.errors import RuleError
from aggregates.person.confirmations import asked_about
from aggregates.person.events import ConfirmationAsked, PersonAssigned, Post
from aggregates.person.offices import check_offices
from aggregates.person.posts import normal_posts
from aggregates.person.state import Person
from aggregates.vocabulary import Command, PersonId, Role


class AssignPerson(Command, frozen=True, kw_only=True):
    """``posts`` are all that ``person`` holds from now on; none at all is possible."""

    person: PersonId
    posts: tuple[Post, ...]


def assign_person(
    person: Person, command: AssignPerson
) -> Sequence[PersonAssigned | ConfirmationAsked]:
    """The registry or the organiser assigns, and never themselves. Neither gives an office so.

    What is new in an organisation that is not theirs awaits its word: see `confirmations`.

    Raises:
        RuleError: ``role_not_allowed``, also for who takes an office away and is not of the
            registry; ``person_unknown``, ``four_eyes``, ``identifier_malformed``, ``list_empty``,
            ``post_twice``, ``role_reserved``, ``office_by_two``.
    """
    check_role(command.actor, Role.REGISTRY, Role.ORGANISER)
    if person.registered is None:
        raise RuleError("person_unknown", person=command.person)
    if command.actor.person == person.registered.person:
        raise RuleError("four_eyes", person=command.person)
    posts = normal_posts(command.posts)
    check_offices(command.actor, person.posts, posts)
    if posts == person.posts:
        return []
    assigned = PersonAssigned(at=command.at, posts=posts, by=command.actor.person)
    return [assigned, *asked_about(person, posts, command)]
