"""What can have happened to an organisation. Stored for ever: add, never edit."""

from __future__ import annotations

from typing import TypeAlias

from aggregates.vocabulary import Event, OrganisationId, PersonId, Sha256


class OrganisationRegistered(Event, frozen=True, kw_only=True, tag="organisation.registered.v1"):
    """An organisation gave its legal name and registration; nobody has verified them yet.

    ``country`` is ISO 3166-1 alpha-2; ``registration`` is what a certificate carries as its
    organizationIdentifier (ETSI EN 319 412-1 clause 5.1.4): ``NTRPL-0000912345``.
    """

    organisation: OrganisationId
    legal_name: str
    country: str
    registration: str
    by: PersonId


class OrganisationVerified(Event, frozen=True, kw_only=True, tag="organisation.verified.v1"):
    """An official compared the facts with the extract whose digest is ``evidence_sha256``."""

    office: OrganisationId
    evidence_sha256: Sha256
    by: PersonId


OrganisationEvent: TypeAlias = OrganisationRegistered | OrganisationVerified
