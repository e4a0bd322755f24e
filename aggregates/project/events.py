"""What can have happened to a project. Stored for ever: add, never edit."""

from __future__ import annotations

from typing import TypeAlias

from aggregates.vocabulary import Event, Money, OrganisationId, PersonId


class ProjectListed(Event, frozen=True, kw_only=True, tag="project.listed.v1"):
    """A project came into the catalogue, and deals may be opened on it.

    ``sponsor`` is the government body that brings it, empty if none does. ``industry`` is an ISIC
    Rev.4 class, ``destination`` ISO 3166-2; ``amount`` is the investment sought, none if open.
    """

    project: str
    title: str
    owner: OrganisationId
    sponsor: OrganisationId
    industry: str
    destination: str
    amount: Money | None
    by: PersonId


class ProjectWithdrawn(Event, frozen=True, kw_only=True, tag="project.withdrawn.v1"):
    """A project left the catalogue: no more deals are opened on it; running ones go on."""

    reason: str
    by: PersonId


ProjectEvent: TypeAlias = ProjectListed | ProjectWithdrawn
