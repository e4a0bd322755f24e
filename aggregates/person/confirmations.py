"""Posts that await the word of the organisation: nobody acts in one before it is given.

Who registers people and gives them posts could invent somebody, or make a stranger the lead of a
company that has never heard of it. So each post that is given from outside is asked about: the
organisation's own people say yes or no, and where it has nobody yet who could, an official or the
registry does, and never who gave it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from aggregates.authority import check_role
from aggregates.errors import RuleError
from aggregates.person.events import ConfirmationAsked, Post
from aggregates.person.offices import OFFICES
from aggregates.person.state import Person
from aggregates.vocabulary import Actor, Command, OrganisationId, Role


def asked_about(
    person: Person, posts: Sequence[Post], command: Command
) -> Iterator[ConfirmationAsked]:
    """Yield what must be confirmed of ``posts``, which the person is to hold from now on.

    Roles in which they act already need no word again, offices are given by two in another way, and
    who gives a post in their own organisation speaks for it.
    """
    for post in posts:
        awaited = person.awaited(post.organisation)
        known = {role for role in post.roles if person.may_act(post.organisation, role)}
        roles = tuple(role for role in post.roles if role not in known | OFFICES)
        outside = command.actor.organisation != post.organisation
        if outside and roles and (awaited is None or not set(roles) <= set(awaited.roles)):
            yield ConfirmationAsked(
                at=command.at,
                organisation=post.organisation,
                roles=roles,
                by=command.actor.person,
            )


def check_may_confirm(person: Person, actor: Actor, organisation: OrganisationId) -> None:
    """``actor`` may say yes or no to a post: one of the organisation's, an official, the registry.

    Raises:
        RuleError: ``role_not_allowed``; ``four_eyes`` for who gave it, and who is to hold it.
    """
    if actor.organisation != organisation:
        check_role(actor, Role.OFFICIAL, Role.REGISTRY)
    awaited = person.awaited(organisation)
    askers = {awaited.by} if awaited else set[str]()
    if person.registered is not None and actor.person in askers | {person.registered.person}:
        raise RuleError("four_eyes", person=actor.person)


def awaited_roles(
    person: Person, organisation: OrganisationId, roles: Sequence[Role]
) -> ConfirmationAsked:
    """Return what awaits a word: exactly the roles that who gives it has seen.

    Raises:
        RuleError: ``post_not_awaiting``, with the roles that do await it.
    """
    awaited = person.awaited(organisation)
    if awaited is None or set(awaited.roles) != set(roles):
        waiting = tuple(role.value for role in awaited.roles) if awaited else ()
        raise RuleError("post_not_awaiting", organisation=organisation, roles=waiting)
    return awaited
