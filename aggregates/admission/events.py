"""What can have happened to an admission. Stored for ever: add, never edit."""

from __future__ import annotations

from typing import TypeAlias

from aggregates.vocabulary import Event, OrganisationId, PersonId


class OrganisationAdmitted(
    Event, frozen=True, kw_only=True, tag="admission.organisation_admitted.v1"
):
    """An organisation was admitted to the edition.

    The facts are copied from the registry log as they stood at ``registry_position``, so that the
    rules of the edition read only its own log. ``country`` is ISO 3166-1 alpha-2.
    """

    organisation: OrganisationId
    legal_name: str
    country: str
    registration: str
    registry_position: int
    by: PersonId


AdmissionEvent: TypeAlias = OrganisationAdmitted
