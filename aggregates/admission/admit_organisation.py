"""Admit an organisation to the edition."""

from __future__ import annotations

from collections.abc import Sequence

from aggregates.admission.events import OrganisationAdmitted
from aggregates.admission.state import Admission
from aggregates.authority import check_role
from aggregates.checks import check_count, check_country, check_identifier, check_name
from aggregates.errors import RuleError
from aggregates.repeats import says_the_same
from aggregates.vocabulary import Command, OrganisationId, Role


class AdmitOrganisation(Command, frozen=True, kw_only=True):
    """The facts are those of the registry log as they stand at ``registry_position``."""

    organisation: OrganisationId
    legal_name: str
    country: str
    registration: str
    registry_position: int


def admit_organisation(
    admission: Admission, command: AdmitOrganisation
) -> Sequence[OrganisationAdmitted]:
    """The organiser admits; who comes in is named from then on as the registry named it.

    Raises:
        RuleError: ``role_not_allowed``, ``admission_exists`` with other facts,
            ``identifier_malformed``, ``country_malformed``, ``count_too_small``,
            ``name_not_one_line`` and the codes of `check_text`.
    """
    check_role(command.actor, Role.ORGANISER)
    _check_values(command)
    admitted = _admitted(command)
    if admission.admitted is None:
        return [admitted]
    if says_the_same(admitted, admission.admitted):
        return []
    raise RuleError("admission_exists", organisation=command.organisation)


def _check_values(command: AdmitOrganisation) -> None:
    check_identifier("organisation", command.organisation)
    check_name("legal_name", command.legal_name)
    check_country("country", command.country)
    check_name("registration", command.registration)
    check_count("registry_position", command.registry_position)


def _admitted(command: AdmitOrganisation) -> OrganisationAdmitted:
    return OrganisationAdmitted(
        at=command.at,
        organisation=command.organisation,
        legal_name=command.legal_name,
        country=command.country,
        registration=command.registration,
        registry_position=command.registry_position,
        by=command.actor.person,
    )
