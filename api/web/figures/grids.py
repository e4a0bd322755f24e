"""The tables of any figure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from api.http.figures import Figure
from api.web.figures import courses, executed, totals
from api.web.figures.grid import Grid, without_empty
from api.web.figures.telling import Tells
from projections.figures.crossed import Crossed
from projections.figures.f1_headline import Headline
from projections.figures.f2_direction import Directions
from projections.figures.f8_funnel import Funnel
from projections.figures.f9_health import NegotiationHealth
from projections.figures.f10_approvals import ApprovalsAndFilings
from projections.figures.f13_losses import Losses
from projections.figures.f15_checks import Checks
from projections.figures.f17_quality import DataQuality


def grids_of(found: Figure, tells: Tells, people: Mapping[str, str]) -> tuple[Grid, ...]:
    """Return the tables of a figure that have rows; ``people`` are the names of leads."""
    return without_empty(_grids(found, tells, people))


def _grids(found: Figure, tells: Tells, people: Mapping[str, str]) -> Iterator[Grid]:
    match found:
        case Headline():
            return totals.headline(found, tells)
        case Directions():
            return totals.directions(found, tells)
        case Crossed():
            return executed.crossed(found, tells)
        case NegotiationHealth():
            return courses.health(found, tells, people)
        case _:
            return _of_courses(found, tells)


def _of_courses(
    found: Funnel | ApprovalsAndFilings | Losses | Checks | DataQuality, tells: Tells
) -> Iterator[Grid]:
    match found:
        case Funnel():
            return courses.funnel(found, tells)
        case ApprovalsAndFilings():
            return courses.approvals(found, tells)
        case Losses():
            return courses.losses(found, tells)
        case Checks():
            return courses.checks(found, tells)
        case _:
            return courses.quality(found, tells)
