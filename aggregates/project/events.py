"""What can have happened to a project. Stored for ever: add, never edit."""

from __future__ import annotations

from typing import TypeAlias

import msgspec

from aggregates.vocabulary import Event, Language, Money, OrganisationId, PersonId


class ProjectText(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A project in one language: what it is called, and what it is in some lines, or nothing."""

    title: str
    summary: str = ""


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


class ProjectDescribed(Event, frozen=True, kw_only=True, tag="project.described.v1"):
    """What the catalogue says of a project from now on, instead of what it said before.

    ``texts`` has it in each language that it is told in; ``mode`` is how one would invest (a code
    as of deals), empty while that is open. The other fields are those of `ProjectListed`.
    """

    texts: dict[Language, ProjectText]
    mode: str
    industry: str
    destination: str
    amount: Money | None
    by: PersonId


class ProjectWithdrawn(Event, frozen=True, kw_only=True, tag="project.withdrawn.v1"):
    """A project left the catalogue: no more deals are opened on it; running ones go on."""

    reason: str
    by: PersonId


ProjectEvent: TypeAlias = ProjectListed | ProjectDescribed | ProjectWithdrawn
