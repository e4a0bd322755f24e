"""F7, on the stage or off it: executed instruments by whether their signing was called there.

Counted is what F1 counts. A signing is called on the stage by an office; what was signed before was
embargoed until then. F7b counts by the items of the ceremony's running order.
"""

from __future__ import annotations

from typing import Final

from aggregates.edition.lists import Lists
from projections.figures.cells import TOTAL, Place
from projections.figures.crossed import Crossing
from projections.figures.executed import Pledge

ON: Final = "on_stage"
OFF: Final = "off_stage"


def placed(pledge: Pledge, _: Lists) -> Place:
    """Return whether it was signed on the stage."""
    return (ON if pledge.on_stage else OFF), TOTAL


STAGED: Final = Crossing("F7", 2, "where", "", placed)
