"""Verify an organisation against an extract of its public register."""

from __future__ import annotations

from collections.abc import Sequence

from aggregates.authority import check_role
from aggregates.checks import check_sha256
from aggregates.errors import RuleError
from aggregates.organisation.events import OrganisationVerified
from aggregates.organisation.state import Organisation
from aggregates.vocabulary import Command, OrganisationId, Role, Sha256


class VerifyOrganisation(Command, frozen=True, kw_only=True):
    """The official has compared ``organisation`` with the extract of this digest."""

    organisation: OrganisationId
    evidence_sha256: Sha256


def verify_organisation(
    organisation: Organisation, command: VerifyOrganisation
) -> Sequence[OrganisationVerified]:
    """An official or the registry verifies, and never what they registered or whom they act for.

    Raises:
        RuleError: ``role_not_allowed``, ``sha256_malformed``, ``organisation_unknown``,
            ``four_eyes``.
    """
    actor = command.actor
    check_role(actor, Role.OFFICIAL, Role.REGISTRY)
    check_sha256("evidence_sha256", command.evidence_sha256)
    registered = organisation.registered
    if registered is None:
        raise RuleError("organisation_unknown", organisation=command.organisation)
    if organisation.verified_by:
        return []
    if actor.person == registered.by or actor.organisation == registered.organisation:
        raise RuleError("four_eyes", organisation=command.organisation, person=actor.person)
    return [
        OrganisationVerified(
            at=command.at,
            office=actor.organisation,
            evidence_sha256=command.evidence_sha256,
            by=actor.person,
        )
    ]
