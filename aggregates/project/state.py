"""What a project is after its events."""

from __future__ import annotations

from typing import assert_never

import msgspec
from msgspec.structs import replace

from aggregates.project.card import ProjectCard, described_card, listed_card
from aggregates.project.events import (
    ProjectDescribed,
    ProjectEvent,
    ProjectListed,
    ProjectWithdrawn,
)


class Project(msgspec.Struct, frozen=True, kw_only=True):
    """An investment opportunity: unknown before it is listed.

    ``described`` is what was said of it since, the last being what holds.
    """

    listing: ProjectListed | None = None
    described: tuple[ProjectDescribed, ...] = ()
    withdrawn: bool = False

    @property
    def listed(self) -> bool:
        """Whether a deal may be opened on it now."""
        return self.listing is not None and not self.withdrawn

    @property
    def cards(self) -> tuple[ProjectCard, ...]:
        """What the catalogue has said of it, the last being what it says; none if unlisted."""
        if self.listing is None:
            return ()
        return (listed_card(self.listing), *(described_card(one) for one in self.described))


def evolve(project: Project, event: ProjectEvent) -> Project:
    """Return the project after ``event``. Never refuses: it has happened."""
    match event:
        case ProjectListed():
            return Project(listing=event)
        case ProjectDescribed():
            return replace(project, described=(*project.described, event))
        case ProjectWithdrawn():
            return replace(project, withdrawn=True)
        case _:
            assert_never(event)
