"""F6, the mode: executed instruments by how they invest.

Counted is what F1 counts, by the mode in the classification of its deal as it stands at the cut:
greenfield, merger or acquisition, joint venture and so on. A class of investor is not on record;
whether the investor is a foreign one is F2.
"""

from __future__ import annotations

from typing import Final

from projections.figures.cells import TOTAL, Place
from projections.figures.crossed import Crossing
from projections.figures.executed import Pledge


def placed(pledge: Pledge) -> Place:
    """Return the mode."""
    return pledge.mode, TOTAL


MODES: Final = Crossing("F6", 1, "mode", "", placed)
