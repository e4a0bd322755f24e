"""Withdraw the proposal of an office: nobody confirms it any more."""

from __future__ import annotations

from collections.abc import Sequence

from aggregates.authority import check_role
from aggregates.errors import RuleError
from aggregates.person.events import OfficeProposalWithdrawn
from aggregates.person.state import Person
from aggregates.vocabulary import Command, OrganisationId, PersonId, Role


class WithdrawOffice(Command, frozen=True, kw_only=True):
    """The office that was proposed for ``person``."""

    person: PersonId
    organisation: OrganisationId
    role: Role


def withdraw_office(person: Person, command: WithdrawOffice) -> Sequence[OfficeProposalWithdrawn]:
    """Anybody of the registry withdraws, whoever proposed. An office that is held stays held.

    Raises:
        RuleError: ``role_not_allowed``, ``person_unknown``.
    """
    check_role(command.actor, Role.REGISTRY)
    if person.registered is None:
        raise RuleError("person_unknown", person=command.person)
    if person.proposed(command.organisation, command.role) is None:
        return []
    return [
        OfficeProposalWithdrawn(
            at=command.at,
            organisation=command.organisation,
            role=command.role,
            by=command.actor.person,
        )
    ]
