"""Propose that a person shall hold an office; it counts once another of the registry confirms."""

from __future__ import annotations

from collections.abc import Sequence

from aggregates.authority import check_role
from aggregates.checks import check_identifier
from aggregates.errors import RuleError
from aggregates.person.events import OfficeProposed
from aggregates.person.offices import check_is_office
from aggregates.person.state import Person
from aggregates.vocabulary import Command, OrganisationId, PersonId, Role


class ProposeOffice(Command, frozen=True, kw_only=True):
    """``person`` shall act for ``organisation`` in ``role``."""

    person: PersonId
    organisation: OrganisationId
    role: Role


def propose_office(person: Person, command: ProposeOffice) -> Sequence[OfficeProposed]:
    """Somebody of the registry proposes, and never themselves.

    Raises:
        RuleError: ``role_not_allowed``, ``person_unknown``, ``four_eyes``,
            ``identifier_malformed``, ``office_unlisted``.
    """
    check_role(command.actor, Role.REGISTRY)
    if person.registered is None:
        raise RuleError("person_unknown", person=command.person)
    if command.actor.person == person.registered.person:
        raise RuleError("four_eyes", person=command.person)
    check_identifier("organisation", command.organisation)
    check_is_office(command.role)
    held = person.may_act(command.organisation, command.role)
    if held or person.proposed(command.organisation, command.role):
        return []
    return [
        OfficeProposed(
            at=command.at,
            organisation=command.organisation,
            role=command.role,
            by=command.actor.person,
        )
    ]
