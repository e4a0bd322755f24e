"""Say anew what a project of the edition's catalogue is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from aggregates.aggregate import EventsByStream
from aggregates.authority import check_acts_for_or_office
from aggregates.deal.state import Deal, Stage
from aggregates.errors import RuleError
from aggregates.project.card import check_description
from aggregates.project.events import ProjectDescribed, ProjectText
from aggregates.project.state import Project
from aggregates.repeats import says_the_same
from aggregates.vocabulary import Command, DealId, Language, Money

BINDING: Final = frozenset({Stage.SIGNED, Stage.EFFECTIVE, Stage.FULFILLED})
"""In these stages a deal rests on what its project was said to be."""


class DescribeProject(Command, frozen=True, kw_only=True):
    """The fields are those of `ProjectDescribed`, and replace what was said before."""

    project: str
    texts: dict[Language, ProjectText]
    mode: str = ""
    industry: str
    destination: str
    amount: Money | None = None


def describe_project(
    project: Project, deals: Mapping[DealId, Deal], command: DescribeProject
) -> EventsByStream:
    """The owner or the sponsor says anew what a project is, or an office does for them.

    ``deals`` are those that were opened on it: once one is signed, the catalogue goes on to say
    what its parties read there, until that deal has ended.

    Raises:
        RuleError: ``project_unknown``, ``not_your_organisation``, ``project_withdrawn``,
            ``project_bound``, and as `check_description`.
    """
    listing = project.listing
    if listing is None:
        raise RuleError("project_unknown", project=command.project)
    check_acts_for_or_office(command.actor, listing.owner, listing.sponsor)
    if project.withdrawn:
        raise RuleError("project_withdrawn", project=command.project)
    described = _described(command)
    check_description(described)
    if any(says_the_same(described, last) for last in project.described[-1:]):
        return {}
    _require_unbound(deals.values(), command)
    return {command.project: [described]}


def _described(command: DescribeProject) -> ProjectDescribed:
    return ProjectDescribed(
        at=command.at,
        texts=command.texts,
        mode=command.mode,
        industry=command.industry,
        destination=command.destination,
        amount=command.amount,
        by=command.actor.person,
    )


def _require_unbound(deals: Iterable[Deal], command: DescribeProject) -> None:
    if any(deal.project == command.project and deal.stage in BINDING for deal in deals):
        raise RuleError("project_bound", project=command.project)
