"""Register an organisation."""

from __future__ import annotations

from collections.abc import Sequence

from aggregates.authority import check_acts_for_or_office
from aggregates.checks import (
    LEGAL_NAME_MAX,
    REGISTRATION_MAX,
    check_country,
    check_identifier,
    check_name,
)
from aggregates.errors import RuleError
from aggregates.organisation.events import OrganisationRegistered
from aggregates.organisation.state import Organisation
from aggregates.repeats import says_the_same
from aggregates.vocabulary import Command, OrganisationId


class RegisterOrganisation(Command, frozen=True, kw_only=True):
    """The fields are those of `OrganisationRegistered`."""

    organisation: OrganisationId
    legal_name: str
    country: str
    registration: str


def register_organisation(
    organisation: Organisation, command: RegisterOrganisation
) -> Sequence[OrganisationRegistered]:
    """Its own people register an organisation, or an office does.

    Raises:
        RuleError: ``not_your_organisation``, ``organisation_exists`` with other facts,
            ``identifier_malformed``, ``country_malformed``, and the codes of `check_name`.
    """
    check_acts_for_or_office(command.actor, command.organisation)
    check_identifier("organisation", command.organisation)
    check_name("legal_name", command.legal_name, longest=LEGAL_NAME_MAX)
    check_country("country", command.country)
    check_name("registration", command.registration, longest=REGISTRATION_MAX)
    registered = _registered(command)
    if organisation.registered is None:
        return [registered]
    if says_the_same(registered, organisation.registered):
        return []
    raise RuleError("organisation_exists", organisation=command.organisation)


def _registered(command: RegisterOrganisation) -> OrganisationRegistered:
    return OrganisationRegistered(
        at=command.at,
        organisation=command.organisation,
        legal_name=command.legal_name,
        country=command.country,
        registration=command.registration,
        by=command.actor.person,
    )
