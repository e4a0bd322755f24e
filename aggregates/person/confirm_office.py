"""Confirm what another of the registry proposed: from now on the person holds the office."""

from __future__ import annotations

from collections.abc import Sequence

from aggregates.authority import check_role
from aggregates.errors import RuleError
from aggregates.person.events import OfficeGiven
from aggregates.person.state import Person
from aggregates.vocabulary import Command, OrganisationId, PersonId, Role


class ConfirmOffice(Command, frozen=True, kw_only=True):
    """The office that was proposed for ``person``."""

    person: PersonId
    organisation: OrganisationId
    role: Role


def confirm_office(person: Person, command: ConfirmOffice) -> Sequence[OfficeGiven]:
    """A second person of the registry confirms: not who proposed, and not who is to hold it.

    Raises:
        RuleError: ``role_not_allowed``, ``person_unknown``, ``office_not_proposed``,
            ``four_eyes``.
    """
    check_role(command.actor, Role.REGISTRY)
    if person.registered is None:
        raise RuleError("person_unknown", person=command.person)
    if person.may_act(command.organisation, command.role):
        return []
    proposal = person.proposed(command.organisation, command.role)
    if proposal is None:
        raise RuleError(
            "office_not_proposed", organisation=command.organisation, role=command.role.value
        )
    if command.actor.person in {proposal.by, person.registered.person}:
        raise RuleError("four_eyes", person=command.actor.person)
    return [
        OfficeGiven(
            at=command.at,
            organisation=command.organisation,
            role=command.role,
            proposed_by=proposal.by,
            by=command.actor.person,
        )
    ]
