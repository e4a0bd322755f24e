"""List a project in the edition's catalogue."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from aggregates.authority import check_acts_for_or_office
from aggregates.checks import (
    check_destination,
    check_identifier,
    check_industry,
    check_name,
    check_positive_money,
)
from aggregates.errors import RuleError
from aggregates.project.card import check_description
from aggregates.project.events import ProjectDescribed, ProjectListed, ProjectText
from aggregates.project.state import Project
from aggregates.repeats import says_the_same
from aggregates.vocabulary import Command, Language, Money, OrganisationId


class ListProject(Command, frozen=True, kw_only=True):
    """``owner`` seeks investors for ``project``; the fields are those of `ProjectListed`.

    ``texts`` and ``mode``, as of `ProjectDescribed`, describe it at once.
    """

    project: str
    title: str
    owner: OrganisationId
    sponsor: OrganisationId = ""
    industry: str
    destination: str
    amount: Money | None = None
    texts: dict[Language, ProjectText] = msgspec.field(default_factory=dict)
    mode: str = ""


def list_project(
    project: Project, command: ListProject
) -> Sequence[ProjectListed | ProjectDescribed]:
    """The owner or the sponsor lists a project, or an office does for them.

    Raises:
        RuleError: ``not_your_organisation``, ``project_exists`` with other facts,
            ``project_withdrawn``, ``identifier_malformed``, ``industry_malformed``,
            ``destination_malformed``, the codes of `check_name` and `check_positive_money`, and
            as `check_description`.
    """
    check_acts_for_or_office(command.actor, command.owner, command.sponsor)
    _check_values(command)
    listed, described = _listed(command), _described(command)
    if project.listing is None:
        return [listed, *described]
    if not says_the_same(listed, project.listing) or not _said(project, described):
        raise RuleError("project_exists", project=command.project)
    if project.withdrawn:
        raise RuleError("project_withdrawn", project=command.project)
    return []


def _check_values(command: ListProject) -> None:
    check_identifier("project", command.project)
    check_name("title", command.title)
    check_identifier("owner", command.owner)
    if command.sponsor:
        check_identifier("sponsor", command.sponsor)
    check_industry("industry", command.industry)
    check_destination("destination", command.destination)
    if command.amount is not None:
        check_positive_money("amount", command.amount)


def _said(project: Project, described: Sequence[ProjectDescribed]) -> bool:
    """Return whether it was described so when it was listed."""
    first = project.described[:1]
    return not described or any(says_the_same(described[0], one) for one in first)


def _described(command: ListProject) -> Sequence[ProjectDescribed]:
    """Return nothing for a project that is listed by its title alone."""
    if not command.texts and not command.mode:
        return []
    described = ProjectDescribed(
        at=command.at,
        texts=command.texts,
        mode=command.mode,
        industry=command.industry,
        destination=command.destination,
        amount=command.amount,
        by=command.actor.person,
    )
    check_description(described)
    return [described]


def _listed(command: ListProject) -> ProjectListed:
    return ProjectListed(
        at=command.at,
        project=command.project,
        title=command.title,
        owner=command.owner,
        sponsor=command.sponsor,
        industry=command.industry,
        destination=command.destination,
        amount=command.amount,
        by=command.actor.person,
    )
