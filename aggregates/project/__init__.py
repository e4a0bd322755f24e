"""The project: a listed investment opportunity, on which deals are opened."""

from __future__ import annotations

from typing import Final, get_args

from aggregates.aggregate import Aggregate
from aggregates.project.events import ProjectEvent
from aggregates.project.state import Project, evolve

PROJECT: Final[Aggregate[Project, ProjectEvent]] = Aggregate(
    "project", Project(), evolve, get_args(ProjectEvent)
)
"""How the ledger binds a project."""
