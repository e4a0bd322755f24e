"""What a project is after its events."""

from __future__ import annotations

from typing import assert_never

import msgspec
from msgspec.structs import replace

from aggregates.project.events import ProjectEvent, ProjectListed, ProjectWithdrawn


class Project(msgspec.Struct, frozen=True, kw_only=True):
    """An investment opportunity: unknown before it is listed."""

    listing: ProjectListed | None = None
    withdrawn: bool = False

    @property
    def listed(self) -> bool:
        """Whether a deal may be opened on it now."""
        return self.listing is not None and not self.withdrawn


def evolve(project: Project, event: ProjectEvent) -> Project:
    """Return the project after ``event``. Never refuses: it has happened."""
    match event:
        case ProjectListed():
            return Project(listing=event)
        case ProjectWithdrawn():
            return replace(project, withdrawn=True)
        case _:
            assert_never(event)
