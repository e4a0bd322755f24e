"""Say that a person does not act for an organisation: they hold no such post any more."""

from __future__ import annotations

from collections.abc import Sequence

from aggregates.errors import RuleError
from aggregates.person.confirmations import awaited_roles, check_may_confirm
from aggregates.person.events import PostRefused
from aggregates.person.state import Person
from aggregates.vocabulary import Command, OrganisationId, PersonId, Role


class RefusePost(Command, frozen=True, kw_only=True):
    """``roles`` are those that await a word, as who refuses has read them."""

    person: PersonId
    organisation: OrganisationId
    roles: tuple[Role, ...]


def refuse_post(person: Person, command: RefusePost) -> Sequence[PostRefused]:
    """Who may confirm may refuse; a post that was confirmed is taken away by assigning others.

    Raises:
        RuleError: ``person_unknown``, ``role_not_allowed``, ``four_eyes``, ``post_not_awaiting``.
    """
    if person.registered is None:
        raise RuleError("person_unknown", person=command.person)
    check_may_confirm(person, command.actor, command.organisation)
    awaited = awaited_roles(person, command.organisation, command.roles)
    return [
        PostRefused(
            at=command.at,
            organisation=command.organisation,
            roles=awaited.roles,
            asked_by=awaited.by,
            by=command.actor.person,
        )
    ]
