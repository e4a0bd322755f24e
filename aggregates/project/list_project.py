"""List a project in the edition's catalogue."""

from __future__ import annotations

from collections.abc import Sequence

from aggregates.authority import check_acts_for_or_office
from aggregates.checks import (
    check_destination,
    check_identifier,
    check_industry,
    check_name,
    check_positive_money,
)
from aggregates.errors import RuleError
from aggregates.project.events import ProjectListed
from aggregates.project.state import Project
from aggregates.repeats import says_the_same
from aggregates.vocabulary import Command, Money, OrganisationId


class ListProject(Command, frozen=True, kw_only=True):
    """``owner`` seeks investors for ``project``; the fields are those of `ProjectListed`."""

    project: str
    title: str
    owner: OrganisationId
    sponsor: OrganisationId = ""
    industry: str
    destination: str
    amount: Money | None = None


def list_project(project: Project, command: ListProject) -> Sequence[ProjectListed]:
    """The owner or the sponsor lists a project, or an office does for them.

    Raises:
        RuleError: ``not_your_organisation``, ``project_exists`` with other facts,
            ``project_withdrawn``, ``identifier_malformed``, ``industry_malformed``,
            ``destination_malformed``, and the codes of `check_name` and `check_positive_money`.
    """
    check_acts_for_or_office(command.actor, command.owner, command.sponsor)
    _check_values(command)
    listed = _listed(command)
    if project.listing is None:
        return [listed]
    if not says_the_same(listed, project.listing):
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
