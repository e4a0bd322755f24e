"""Take a project out of the edition's catalogue."""

from __future__ import annotations

from collections.abc import Sequence

from aggregates.authority import check_acts_for_or_office
from aggregates.checks import check_text
from aggregates.errors import RuleError
from aggregates.project.events import ProjectWithdrawn
from aggregates.project.state import Project
from aggregates.vocabulary import Command


class WithdrawProject(Command, frozen=True, kw_only=True):
    """No more deals are to be opened on ``project``."""

    project: str
    reason: str


def withdraw_project(project: Project, command: WithdrawProject) -> Sequence[ProjectWithdrawn]:
    """The owner or the sponsor withdraws a project, or an office does.

    Raises:
        RuleError: ``project_unknown``, ``not_your_organisation``, and the codes of `check_text`.
    """
    listing = project.listing
    if listing is None:
        raise RuleError("project_unknown", project=command.project)
    check_acts_for_or_office(command.actor, listing.owner, listing.sponsor)
    check_text("reason", command.reason)
    if project.withdrawn:
        return []
    return [ProjectWithdrawn(at=command.at, reason=command.reason, by=command.actor.person)]
