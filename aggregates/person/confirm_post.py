"""Confirm that a person acts for an organisation: from now on they do."""

from __future__ import annotations

from collections.abc import Sequence

from aggregates.errors import RuleError
from aggregates.person.confirmations import awaited_roles, check_may_confirm
from aggregates.person.events import PostConfirmed
from aggregates.person.state import Person
from aggregates.vocabulary import Command, OrganisationId, PersonId, Role


class ConfirmPost(Command, frozen=True, kw_only=True):
    """``roles`` are those that await it, as who confirms has read them."""

    person: PersonId
    organisation: OrganisationId
    roles: tuple[Role, ...]


def confirm_post(person: Person, command: ConfirmPost) -> Sequence[PostConfirmed]:
    """The organisation's own people confirm; an official or the registry where it has nobody yet.

    Whether it has somebody is known outside: it is kept who looks after its people's accounts.

    Raises:
        RuleError: ``person_unknown``, ``role_not_allowed``, ``four_eyes``, ``post_not_awaiting``.
    """
    if person.registered is None:
        raise RuleError("person_unknown", person=command.person)
    check_may_confirm(person, command.actor, command.organisation)
    if command.roles and all(person.may_act(command.organisation, one) for one in command.roles):
        return []
    awaited = awaited_roles(person, command.organisation, command.roles)
    return [
        PostConfirmed(
            at=command.at,
            organisation=command.organisation,
            roles=awaited.roles,
            asked_by=awaited.by,
            by=command.actor.person,
        )
    ]
