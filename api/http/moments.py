"""A moment as of which figures are counted."""

from __future__ import annotations

from typing import NamedTuple

from projections.cut import Cut
from projections.figures.counted import Ground


class Moment(NamedTuple):
    """A cut, and the ground on which the rows as of it stand; none where nothing is to be kept.

    What was counted on one ground as of one cut is the same whenever it is counted.
    """

    cut: Cut
    ground: Ground | None
