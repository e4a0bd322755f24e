"""The courses of the deals that a batch has moved."""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce
from typing import Final

from aggregates.deal import DEAL
from aggregates.deal.events import DealEvent
from projections.course.follow import extend, follow
from projections.course.state import Course
from projections.fold import Fold

COURSE: Final = Fold("course", DEAL, Course(), follow)
"""What a batch has of deals beside their states: ``batch.moved(COURSE)``."""


def course_of(events: Iterable[tuple[DealEvent, int]]) -> Course:
    """Return the course after the first events of a deal, each given with its position."""
    return reduce(lambda course, one: extend(course, *one), events, Course())
